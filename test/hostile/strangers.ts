/**
 * The credentials of callers without a valid token: none, a wrong one, or one that was valid once.
 */
import type * as api from '../../shared/api.ts';
import { OPERATOR_TOKEN, type TestWorker } from '../worker/support/test-worker.ts';
import type { Credentials } from './hostile-requests.ts';
import type { Random } from './random.ts';
import { credentials, type Scene } from './scene.ts';

export type Stranger = (random: Random) => Credentials;

export async function strangersTo(scene: Scene, worker: TestWorker): Promise<readonly Stranger[]> {
  const [own, other] = scene.parties;
  const { name } = own.account;
  const revoked = await own.account.call<api.IssuedToken>('POST', '/tokens', {
    body: { role: 'manager', name: 'gone' },
  });
  await own.account.call('DELETE', `/tokens/${revoked.body.id}`);
  const relay = await worker.operator<api.IssuedToken>('POST /v1/relay-tokens', {
    body: { name: 'gone' },
  });
  await worker.operator(`DELETE /v1/relay-tokens/${relay.body.id}`);
  const { manager, checker } = own.tokens;
  const wrong = [
    revoked.body.token,
    relay.body.token,
    `${manager}A`,
    manager.slice(0, -1),
    swap(manager, other.tokens.manager),
    manager.replace('sga_', 'sgr_'),
    OPERATOR_TOKEN.slice(1),
    `${OPERATOR_TOKEN}0`,
    OPERATOR_TOKEN.toUpperCase(),
    'null',
    'undefined',
    '__proto__',
    `sgr_${'0'.repeat(16)}_${'A'.repeat(43)}`,
    `sga_${'0'.repeat(64)}_${'0'.repeat(16)}_${'A'.repeat(43)}`,
    'x'.repeat(9_000),
  ];
  const elsewhere = [
    ['Cookie', `token=${manager}`],
    ['X-Api-Key', manager],
    ['Proxy-Authorization', `Bearer ${manager}`],
    ['Authorization', manager],
    ['Authorization', `Basic ${btoa(`operator:${OPERATOR_TOKEN}`)}`],
    ['Authorization', `Bearer ${OPERATOR_TOKEN} ${OPERATOR_TOKEN}`],
    ['Authorization', `Bearer ${checker},${checker}`],
    ['X-Sendgate-Token', `Bearer ${checker}`],
  ] as const;
  return [
    (random) => [['CF-Connecting-IP', from(random)]],
    (random) =>
      credentials(flip(random.pick([manager, checker, scene.relay]), random), name, from(random)),
    (random) => credentials(random.pick(wrong), name, from(random)),
    (random) => [random.pick(elsewhere), ['CF-Connecting-IP', from(random)]],
  ];
}

function from(random: Random): string {
  return random.pick(['198.51.100.7', '203.0.113.9', '2001:db8::7', 'nonsense', '']);
}

/** Changes one character of the secret. */
function flip(token: string, random: Random): string {
  const at = token.length - 1 - random.below(43);
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
}

/** Joins the object of one token with the id and secret of the other. */
function swap(token: string, other: string): string {
  const [prefix, object] = token.split('_');
  const [, , id, ...secret] = other.split('_');
  return [prefix, object, id, ...secret].join('_');
}

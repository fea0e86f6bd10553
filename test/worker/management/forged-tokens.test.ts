import { beforeAll, describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import {
  newCallerAddress,
  OPERATOR_TOKEN,
  TestAccount,
  TestWorker,
} from '../support/test-worker.ts';

const worker = new TestWorker();
let account: TestAccount;
let other: TestAccount;
let relay: string;

beforeAll(async () => {
  account = await TestAccount.create(worker);
  other = await TestAccount.create(worker);
  relay = await worker.relayToken();
});

/** Expects management calls and checks to refuse the token in the same way. */
async function expectRefused(token: string, headers: Record<string, string> = {}) {
  const from = newCallerAddress();
  const body = { account: account.name, address: '198.51.100.7' };
  for (const [request, call] of [
    ['GET /v1/session', {}],
    [`GET ${account.path('/allowlist')}`, {}],
    ['POST /v1/check', { body }],
  ] as const) {
    const answer = await worker.call(request, { ...call, from, headers, ...(token && { token }) });
    expectProblem(answer, 'unauthorized');
  }
}

function replaceAt(text: string, index: number): string {
  const character = text[index] === '0' ? '1' : '0';
  return text.slice(0, index) + character + text.slice(index + 1);
}

describe('a token that is none', () => {
  it('is one with a character changed, wherever it is', async () => {
    for (const token of [account.manager, relay]) {
      const [prefix = '', ...parts] = token.split('_');
      let start = prefix.length + 1;
      for (const part of parts) {
        await expectRefused(replaceAt(token, start));
        await expectRefused(replaceAt(token, start + part.length - 1));
        start += part.length + 1;
      }
    }
  });

  it('is one with an account’s object id in another account’s token', async () => {
    const [, theirs = ''] = other.manager.split('_');
    const [prefix, , id, ...secret] = account.manager.split('_');
    await expectRefused([prefix, theirs, id, ...secret].join('_'));
  });

  it('is an account’s with a relay’s prefix, and a relay’s with an object id', async () => {
    const [, object, id, ...secret] = account.manager.split('_');
    await expectRefused(['sgr', id, ...secret].join('_'));
    const [, relayId, ...relaySecret] = relay.split('_');
    await expectRefused(['sga', object, relayId, ...relaySecret].join('_'));
  });

  it.each([
    ['shorter', (token: string) => token.slice(0, -1)],
    ['longer', (token: string) => `${token}A`],
    ['upper-case', (token: string) => token.toUpperCase()],
    [
      'of an object that never was',
      (token: string) => token.replace(/_[0-9a-f]{64}_/, `_${'0'.repeat(64)}_`),
    ],
    ['in quotes', (token: string) => `"${token}"`],
    ['two at once', (token: string) => `${token},${token}`],
  ])('is one that is %s', async (_how, change) => {
    await expectRefused(change(account.manager));
  });

  it.each(['sga_', 'null', '__proto__', OPERATOR_TOKEN.slice(1), `${OPERATOR_TOKEN}0`])(
    'is %s',
    async (token) => {
      await expectRefused(token);
    },
  );
});

describe('a token that stands', () => {
  it('counts in the Authorization header only', async () => {
    const token = account.manager;
    await expectRefused('', { Cookie: `token=${token}; Authorization=Bearer ${token}` });
    await expectRefused('', { 'X-Api-Key': token, 'Proxy-Authorization': `Bearer ${token}` });
    for (const parameter of ['token', 'access_token', 'authorization', 'bearer']) {
      const query = new URLSearchParams({ [parameter]: token });
      const answer = await worker.call(`GET /v1/session?${query}`, { from: newCallerAddress() });
      expectProblem(answer, 'unauthorized');
    }
    const body = { format: 'address', values: ['198.51.100.7'], token };
    const from = newCallerAddress();
    const added = await worker.call(`POST ${account.path('/allowlist/entries')}`, { from, body });
    expectProblem(added, 'unauthorized');
  });

  it.each([
    ['Basic', (token: string) => `Basic ${btoa(`user:${token}`)}`],
    ['Token', (token: string) => `Token ${token}`],
    ['no scheme', (token: string) => token],
    ['an empty token', () => 'Bearer '],
    ['two tokens', (token: string) => `Bearer ${token} ${token}`],
    ['two schemes', (token: string) => `Basic eA==, Bearer ${token}`],
  ])('does not count with %s', async (_what, header) => {
    await expectRefused('', { Authorization: header(account.manager) });
  });

  it.each(['Bearer ', 'bearer ', 'BEARER ', 'Bearer   '])('counts after %j', async (scheme) => {
    const headers = { Authorization: scheme + account.manager };
    const answer = await worker.call('GET /v1/session', { headers });
    expect(answer.status).toBe(200);
  });
});

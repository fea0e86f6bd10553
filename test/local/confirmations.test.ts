/**
 * Refusals that an object has to confirm, many at once. They are real requests to workerd. Within
 * the runtime of a test, work that one request began can't end in another.
 */
import { expect, test } from 'vitest';
import { startServer } from '../../local/server.ts';
import type * as api from '../../shared/api.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ACCOUNT = 'busy@example.com';
const ASKERS = 6;
const CHECKS = 150;

test('refused checks of an account that come at once are each confirmed at its object', async () => {
  using folder = temporaryFolder();
  await using opened = new AsyncDisposableStack();
  const server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder.path });
  opened.defer(() => server.close());
  const call = async <Answer>(path: string, token: string, body: object): Promise<Answer> => {
    const answer = await fetch(server.url + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.ok).toBe(true);
    return (await answer.json()) as Answer;
  };
  const account = `/v1/accounts/${encodeURIComponent(ACCOUNT)}`;
  // A strict account is never decided from a copy, so a refusal that could not be confirmed has
  // another reason.
  const settings = { account: ACCOUNT, consistency: 'strict' };
  await call('/v1/accounts', server.operatorToken, settings);
  const listed = { format: 'address', values: ['192.0.2.10'] };
  await call(`${account}/allowlist/entries`, server.operatorToken, listed);
  const { token } = await call<api.IssuedToken>('/v1/relay-tokens', server.operatorToken, {
    name: 'mx',
  });

  const question = { account: ACCOUNT, address: '198.51.100.7' };
  const check = () => call<api.Decision>('/v1/check', token, question);
  const reasons = new Set<string>();
  const ask = async () => {
    for (let asked = 0; asked < CHECKS; asked++) {
      const { reason } = await check();
      // A busy machine may stand still for as long as a check waits for an object. The second check
      // is then answered.
      reasons.add(reason === 'unavailable' ? (await check()).reason : reason);
    }
  };
  await Promise.all(Array.from({ length: ASKERS }, ask));
  expect([...reasons]).toEqual(['not-listed']);
});

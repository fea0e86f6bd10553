import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { failWrites } from '../support/failing-writes.ts';
import { env, TestAccount } from '../support/test-worker.ts';

const MINUTE_MS = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('a token whose use can’t be noted is good all the same, and the log says so once an hour', async () => {
  const account = await TestAccount.create();
  const mend = await failWrites(env.ACCOUNTS.getByName(account.name), 'UPDATE tokens');
  const log = vi.spyOn(console, 'error');
  const lines = () =>
    log.mock.calls
      .map(([line]) => JSON.parse(String(line)))
      .filter(({ event }) => event === 'use-not-recorded');
  const read = async () =>
    expect((await account.call<api.Allowlist>('GET', '/allowlist')).status).toBe(200);

  for (let calls = 0; calls < 3; calls++) await read();
  expect(lines()).toHaveLength(1);
  vi.setSystemTime(Date.now() + 61 * MINUTE_MS);
  await read();
  expect(lines()).toHaveLength(2);

  mend();
  await read();
  const { body } = await account.call<{ tokens: api.Token[] }>('GET', '/tokens');
  expect(body.tokens[0]?.lastUsedAt).toBe(new Date().toISOString());
});

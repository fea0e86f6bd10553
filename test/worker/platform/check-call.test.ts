import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { CheckCall } from '../../../worker/platform/check-call.ts';
import { hangingAccounts, hangingKv } from '../support/faulty-bindings.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

it('waits as long as wanted, then as long as is left of 1.7 s, then hardly at all', () => {
  const call = new CheckCall({ waitUntil: () => undefined });
  expect(call.within(500)).toBe(500);
  vi.setSystemTime(1_000);
  expect(call.within(500)).toBe(500);
  expect(call.within(1_000)).toBe(700);
  vi.setSystemTime(1_650);
  expect(call.within(500)).toBe(100);
  vi.setSystemTime(9_000);
  expect(call.within(500)).toBe(100);
});

it('when nothing ever answers, the fail mode does', async () => {
  vi.useRealTimers();
  const account = await TestAccount.create();
  const relay = await account.worker.relayToken();
  const directory = { getByName: () => ({ readRelayTokens: () => new Promise(() => undefined) }) };
  const worker = new TestWorker({
    REPLICA: hangingKv(),
    ACCOUNTS: hangingAccounts(),
    DIRECTORY: directory as never,
  });
  const body = { account: account.name, address: '192.0.2.1' };
  const answer = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
  expect(answer.body).toMatchObject({ verdict: 'deny', reason: 'unavailable' });
});

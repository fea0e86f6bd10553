import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, it, vi } from 'vitest';
import { simulateChecks } from '../../../bench/simulate-checks.ts';
import { MAX_SENDERS } from '../../../shared/activity.ts';
import { env } from '../support/test-worker.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('a million checks of one account from 10,000 addresses are at most 2,000 writes of its object', async () => {
  const startsAt = Date.UTC(2030, 0, 31, 8);
  vi.useFakeTimers({ toFake: ['Date'], now: startsAt });
  const load = { checks: 1_000_000, addresses: 10_000, overMs: 3_600_000, startsAt };
  const stub = env.ACCOUNTS.getByName('busy@example.com');
  const { cost, bytes } = await runInDurableObject(stub, async (_object, { storage }) => {
    const cost = await simulateChecks(storage.sql, load, (time) => vi.setSystemTime(time));
    const kept = storage.sql.exec<{ bytes: number }>('SELECT length(body) AS bytes FROM activity');
    return { cost, bytes: kept.one().bytes };
  });
  expect(cost.rows + cost.alarms).toBeLessThanOrEqual(2_000);
  expect(cost.rows).toBeGreaterThan(300);
  expect(cost.leaks).toBe(100);
  expect(cost.mostSenders).toBeLessThanOrEqual(MAX_SENDERS);
  expect(cost.senders).toBeLessThanOrEqual(MAX_SENDERS);
  expect(bytes).toBeLessThan(512 * 1024);
  // Only the checks since the last report are lost.
  expect(cost.counted).toBeGreaterThan(0.99 * load.checks);
}, 120_000);

/**
 * Compares docs/capacity.md with its own arithmetic, and with the rows that the real objects write.
 */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, expect, it, vi } from 'vitest';
import {
  ASSUMED,
  BUSY_ACCOUNT,
  describeAgentCosts,
  describeCosts,
  describeDomainCosts,
  directoryCallsPerSecond,
  dollarsAMillion,
  dollarsAMonth,
  dollarsOf,
  dollarsWithAgents,
  freePlan,
  OF_A_CHANGE,
  SMALL_ACCOUNT,
  usageOf,
  usageOfDomains,
  usageWithAgents,
} from '../../../bench/capacity.ts';
import document from '../../../docs/capacity.md?raw';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { runInside, type Stub } from '../support/faulty-bindings.ts';
import { env, TestAccount } from '../support/test-worker.ts';

afterEach(() => {
  vi.useRealTimers();
});

it.each([SMALL_ACCOUNT, BUSY_ACCOUNT])(
  'the document has the table of accounts with %f checks a second',
  (checks) => {
    expect(document).toContain(describeCosts(checks));
  },
);

it('the document has the table of domain accounts', () => {
  expect(document).toContain(describeDomainCosts(SMALL_ACCOUNT));
  expect(document).toContain(`${ASSUMED.loginsPerDomain} logins a domain`);
});

it.each([SMALL_ACCOUNT, BUSY_ACCOUNT])(
  'the document has the table of accounts with %f checks a second, with agents',
  (checks) => {
    expect(document).toContain(describeAgentCosts(checks));
    expect(document).toContain(`have ${ASSUMED.agentChecksPerSecond} checks a second`);
    expect(document).toContain(`send from ${ASSUMED.addressesPerAccount} addresses`);
  },
);

it.each([
  ['small', SMALL_ACCOUNT],
  ['busy', BUSY_ACCOUNT],
])(
  'the document says what a million checks of %s accounts cost',
  (kind, accountChecksPerSecond) => {
    const load = { checksPerSecond: 1_000, accountChecksPerSecond };
    const [without, with_] = [dollarsAMonth(load), dollarsWithAgents(load)].map((dollars) =>
      dollarsAMillion(load, dollars).toFixed(2),
    );
    expect(document).toContain(
      `A million checks of ${kind} accounts cost $${without} without agents, and $${with_} with them`,
    );
  },
);

it('a month of an agent, by hand', () => {
  // One account that is asked about all the time by one agent, from two addresses.
  const usage = usageWithAgents({ checksPerSecond: 10, accountChecksPerSecond: 10 });
  const seconds = 2_592_000;
  const refused = 0.02 * 10 * seconds;
  const synchronisations = seconds / 10;
  const told = 2 * (seconds / 300);
  // An allowed check is no request, and no call.
  expect(usage.requests).toBeGreaterThan(refused + synchronisations + 0.9 * told);
  expect(usage.requests).toBeLessThan(refused + synchronisations + told + 10);
  // A refusal is confirmed. The Worker reports refusals every 10 s at most, in each of two isolates.
  expect(usage.objectRequests).toBeGreaterThan(refused + 2 * synchronisations + 3 * 0.9 * told);
  expect(usage.objectRequests).toBeLessThan(
    refused + 2 * synchronisations + 3 * told + 3 * 2 * (seconds / 10) + 3 * (seconds / 300),
  );
});

it('an agent that has more to tell than one call takes tells it later', () => {
  const few = usageWithAgents({ checksPerSecond: 100, accountChecksPerSecond: 1 / 600 });
  const accounts = 100 * 600;
  // 500 accounts in 10 s, and each report writes at most a row, its alarm, and a report to the directory.
  const rows = few.rowsWritten - OF_A_CHANGE.rowsWritten * 5 * accounts;
  const refused = 0.02 * 100;
  expect(rows).toBeLessThan(6 * (50 + refused) * 2_592_000);
});

it('a month of logins of a domain, by hand', () => {
  const load = { checksPerSecond: 100 / 60, loginChecksPerSecond: SMALL_ACCOUNT };
  const usage = usageOfDomains(load);
  // Each of the 100 logins reads its own key with nearly every check, and the domain’s copy is read every 5 s.
  const checks = (100 / 60) * 2_592_000;
  expect(usage.kvReads).toBeGreaterThan(0.95 * checks + 0.15 * 2 * 2_592_000);
  expect(usage.kvReads).toBeLessThan(checks + 0.2 * 2 * 2_592_000 + 10);
  // A refusal calls the directory and the account of the domain.
  expect(usage.objectRequests).toBeGreaterThan(2 * 0.02 * checks);
  expect(usage.logEvents).toBeCloseTo(0.02 * checks + 5, 0);
});

it('the document says what the free plan carries', () => {
  for (const [account, meter] of [
    [SMALL_ACCOUNT, 'rowsWritten'],
    [BUSY_ACCOUNT, 'requests'],
  ] as const) {
    const carried = freePlan(account);
    expect(carried.meter).toBe(meter);
    const thousands = Math.floor(carried.checks / 1_000) * 1_000;
    expect(document).toContain(thousands.toLocaleString('en'));
  }
});

it('the document says when the directory has had enough', () => {
  const load = { checksPerSecond: 6_000, accountChecksPerSecond: SMALL_ACCOUNT };
  expect(directoryCallsPerSecond(load)).toBeGreaterThan(950);
  expect(directoryCallsPerSecond(load)).toBeLessThan(1_050);
});

it('a month of an account that is asked about all the time, by hand', () => {
  const usage = usageOf({ checksPerSecond: 10, accountChecksPerSecond: 10 });
  // Two isolates with 5 checks a second each. Each reads every (0.2 + 5) s and reports every (0.2 +
  // 10) s. Each change causes one more read.
  expect(usage.kvReads).toBeCloseTo((2 * 2_592_000) / 5.2 + 5, -1);
  const reports = (2 * 2_592_000) / 10.2;
  expect(usage.objectRequests).toBeGreaterThan(0.02 * 25_920_000 + reports);
  expect(usage.objectRequests).toBeLessThan(0.02 * 25_920_000 + 2 * reports);
  expect(usage.rowsWritten).toBeLessThan(2 * (2_592_000 / 10) + 5 * (2_592_000 / 300));
});

it('what is included costs the plan alone', () => {
  expect(dollarsAMonth({ checksPerSecond: 1, accountChecksPerSecond: 1 })).toBe(5);
});

it('a log event is a refusal or a change: logs are less than 4 % of any bill', () => {
  for (const accountChecksPerSecond of [SMALL_ACCOUNT, BUSY_ACCOUNT]) {
    for (const checksPerSecond of [10, 1_000, 100_000]) {
      const load = { checksPerSecond, accountChecksPerSecond };
      const usage = usageOf(load);
      // Two refusals in a hundred checks, and five changes for each account.
      const accounts = checksPerSecond / accountChecksPerSecond;
      expect(usage.logEvents).toBeCloseTo(0.02 * checksPerSecond * 2_592_000 + 5 * accounts, 0);
      expect(dollarsOf(usage, 'logEvents')).toBeLessThan(0.04 * dollarsAMonth(load));
    }
  }
});

it('an account that was made a moment ago takes as much as the document says', async () => {
  const { name } = await TestAccount.create();
  const bytes = await runInside(
    env.ACCOUNTS.getByName(name),
    (_object, { storage }) => storage.sql.databaseSize,
  );
  expect(Math.round(bytes / 1_000)).toBe(ASSUMED.kilobytesPerAccount);
  expect(document).toContain(`to take ${ASSUMED.kilobytesPerAccount} kB`);
});

/**
 * Counts the rows that the object writes from now on, and the alarms that it sets. An alarm is
 * billed as a row.
 */
async function countRows(stub: Stub): Promise<() => number> {
  const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
  let alarms = 0;
  await runInside(stub, (_object, { storage }) => {
    const { sql } = storage;
    const exec = sql.exec.bind(sql);
    const setAlarm = storage.setAlarm.bind(storage);
    Object.assign(sql, {
      exec(query: string, ...values: SqlStorageValue[]) {
        const cursor = exec(query, ...values);
        cursors.push(cursor);
        return cursor;
      },
    });
    Object.assign(storage, {
      setAlarm(at: number) {
        alarms++;
        return setAlarm(at);
      },
    });
  });
  return () => cursors.reduce((sum, { rowsWritten }) => sum + rowsWritten, alarms);
}

it.each([
  ['an address added', (account: TestAccount) => account.add('192.0.2.9')],
  [
    'an entry deleted',
    async (account: TestAccount) => account.delete((await account.list()).entries[0]?.id),
  ],
  ['a token issued', (account: TestAccount) => account.token('viewer')],
  [
    'a limit changed',
    (account: TestAccount) =>
      account.worker.operator(`PATCH ${account.path()}`, { body: { limit: 20 } }),
  ],
])(
  '%s writes at most as many rows as are reckoned, to the end of its publication',
  async (_, change) => {
    const account = await TestAccount.create();
    await account.add('192.0.2.1');
    const stub = env.ACCOUNTS.getByName(account.name);
    const pass = async (ms: number) => {
      vi.setSystemTime(Date.now() + ms);
      await runDurableObjectAlarm(stub);
    };
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    for (const ms of [1_000, 1_000, 60_000]) await pass(ms);
    const objects = [stub, directoryOf(env)];
    const rows = await Promise.all(objects.map(countRows));
    await change(account);
    for (const ms of [1_000, 1_000, 60_000]) await pass(ms);
    const written = rows.reduce((sum, count) => sum + count(), 0);
    expect(written).toBeLessThanOrEqual(OF_A_CHANGE.rowsWritten);
    expect(written).toBeGreaterThan(OF_A_CHANGE.rowsWritten / 2);
    // Without this, the directory's rows would be counted in other tests, too.
    await Promise.all(objects.map((object) => evictDurableObject(object)));
  },
);

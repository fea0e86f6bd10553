/** The arithmetic of docs/capacity.md. */
import { expect, it } from 'vitest';
import {
  BUSY_ACCOUNT,
  describeCosts,
  directoryCallsPerSecond,
  dollarsAMonth,
  dollarsOf,
  freePlan,
  SMALL_ACCOUNT,
  usageOf,
} from '../../../bench/capacity.ts';
import document from '../../../docs/capacity.md?raw';

it.each([SMALL_ACCOUNT, BUSY_ACCOUNT])(
  'the document has the table of accounts with %f checks a second',
  (checks) => {
    expect(document).toContain(describeCosts(checks));
  },
);

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
  // Two isolates with 5 checks a second: a read each (0.2 + 5) s, a report each (0.2 + 10) s.
  expect(usage.kvReads).toBeCloseTo((2 * 2_592_000) / 5.2, -1);
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
      // Two refusals in a hundred checks, and five changes an account.
      const accounts = checksPerSecond / accountChecksPerSecond;
      expect(usage.logEvents).toBeCloseTo(0.02 * checksPerSecond * 2_592_000 + 5 * accounts, 0);
      expect(dollarsOf(usage, 'logEvents')).toBeLessThan(0.04 * dollarsAMonth(load));
    }
  }
});

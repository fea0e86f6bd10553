/**
 * What a load uses of Cloudflare’s plans and costs, reckoned from the code’s own times. docs/capacity.md
 * has the tables; a test holds them to what comes out here, and prices are changed here alone.
 */
import { REPORTED_EVERY_MS } from '../worker/deciding/sender-recorder.ts';
import { SAVED_EVERY_MS } from '../worker/objects/account/activity-store.ts';
import { REPORTED_EVERY_MS as USAGE_EVERY_MS } from '../worker/objects/account/usage-reporter.ts';
import { COPY_MS } from '../worker/replicas/replica.ts';

export interface Load {
  readonly checksPerSecond: number;
  /** Of one account. */
  readonly accountChecksPerSecond: number;
}

/** Assumed, and said in docs/capacity.md. */
export const ASSUMED = {
  isolatesPerAccount: 2,
  refusedShare: 0.02,
  changesPerAccountAndMonth: 5,
  cpuMsPerCheck: 0.5,
  objectMsPerCall: 10,
  kilobytesPerAccount: 127,
} as const;

const SECONDS_A_MONTH = 30 * 24 * 3_600;
const MILLION = 1e6;
const OBJECT_GB = 0.128;
/**
 * What a change of an account is, once it is published: rows with those of their indexes and an alarm as one, here
 * and at the directory; calls of objects, with the manager's token verified and the alarm that looks into KV.
 */
export const OF_A_CHANGE = { rowsWritten: 21, objectRequests: 4, kvReads: 1, kvWrites: 1 } as const;

/** Included in the paid plan a month, and the dollars of a million beyond. */
const PRICES = {
  requests: { included: 10 * MILLION, perMillion: 0.3 },
  cpuMs: { included: 30 * MILLION, perMillion: 0.02 },
  kvReads: { included: 10 * MILLION, perMillion: 0.5 },
  kvWrites: { included: MILLION, perMillion: 5 },
  objectRequests: { included: MILLION, perMillion: 0.15 },
  objectGbSeconds: { included: 400_000, perMillion: 12.5 },
  rowsWritten: { included: 50 * MILLION, perMillion: 1 },
  logEvents: { included: 20 * MILLION, perMillion: 0.6 },
} as const;

export type Meter = keyof typeof PRICES;
export type Usage = Readonly<Record<Meter, number>>;

const PLAN_DOLLARS = 5;
const STORED_GB = { included: 5, dollarsPerGb: 0.2 };

/** The free plan, a day. */
const FREE_A_DAY: Partial<Usage> = {
  requests: 100_000,
  kvReads: 100_000,
  kvWrites: 1_000,
  objectRequests: 100_000,
  objectGbSeconds: 13_000,
  rowsWritten: 100_000,
};

/** How often a second something begins that each event begins, unless it began less than the window ago. */
function paced(eventsPerSecond: number, windowMs: number): number {
  return eventsPerSecond / (1 + (eventsPerSecond * windowMs) / 1000);
}

/** Each a second, of one account. */
function ratesOf(checks: number) {
  const { isolatesPerAccount, refusedShare } = ASSUMED;
  const perIsolate = checks / isolatesPerAccount;
  const kvReads = isolatesPerAccount * paced(perIsolate, COPY_MS);
  const confirmations = refusedShare * checks;
  const reports = isolatesPerAccount * paced(perIsolate, REPORTED_EVERY_MS);
  const saves = paced(reports, SAVED_EVERY_MS);
  const usageReports = paced(reports, USAGE_EVERY_MS);
  return { kvReads, confirmations, reports, saves, usageReports };
}

/** A month of it. */
export function usageOf({ checksPerSecond, accountChecksPerSecond }: Load): Usage {
  const accounts = accountsOf({ checksPerSecond, accountChecksPerSecond });
  const { kvReads, confirmations, reports, saves, usageReports } = ratesOf(accountChecksPerSecond);
  const monthly = (perSecond: number) => perSecond * accounts * SECONDS_A_MONTH;
  const changes = ASSUMED.changesPerAccountAndMonth * accounts;
  const requests = checksPerSecond * SECONDS_A_MONTH + changes;
  // A save may ring an alarm; the account’s word to the directory rings one, and is a call there.
  const objectRequests =
    monthly(confirmations + reports + saves + 2 * usageReports) +
    OF_A_CHANGE.objectRequests * changes;
  return {
    requests,
    cpuMs: requests * ASSUMED.cpuMsPerCheck,
    kvReads: monthly(kvReads) + OF_A_CHANGE.kvReads * changes,
    kvWrites: OF_A_CHANGE.kvWrites * changes,
    objectRequests,
    objectGbSeconds: (objectRequests * ASSUMED.objectMsPerCall * OBJECT_GB) / 1000,
    // A save is its row and its alarm’s; the word to the directory is noted, struck out, timed and kept.
    rowsWritten: monthly(2 * saves + 4 * usageReports) + OF_A_CHANGE.rowsWritten * changes,
    // The Worker's own lines alone: one for each refusal, as long as it is no flood, and one for each change.
    logEvents: monthly(confirmations) + changes,
  };
}

export function accountsOf({ checksPerSecond, accountChecksPerSecond }: Load): number {
  return checksPerSecond / accountChecksPerSecond;
}

/** Words of the accounts a second to the one directory. */
export function directoryCallsPerSecond(load: Load): number {
  return accountsOf(load) * ratesOf(load.accountChecksPerSecond).usageReports;
}

export function dollarsOf(usage: Usage, meter: Meter): number {
  const { included, perMillion } = PRICES[meter];
  return (Math.max(0, usage[meter] - included) / MILLION) * perMillion;
}

export function dollarsAMonth(load: Load): number {
  const usage = usageOf(load);
  const gigabytes = (accountsOf(load) * ASSUMED.kilobytesPerAccount) / MILLION;
  const stored = Math.max(0, gigabytes - STORED_GB.included) * STORED_GB.dollarsPerGb;
  const meters = Object.keys(PRICES) as Meter[];
  return meters.reduce((sum, meter) => sum + dollarsOf(usage, meter), PLAN_DOLLARS + stored);
}

/** The checks a day that the free plan carries, and which of its limits is met first. */
export function freePlan(accountChecksPerSecond: number): { checks: number; meter: Meter } {
  const one = usageOf({ checksPerSecond: 1, accountChecksPerSecond });
  const limits = Object.entries(FREE_A_DAY) as [Meter, number][];
  const carried = limits.map(([meter, limit]) => ({
    meter,
    checks: (limit / one[meter]) * SECONDS_A_MONTH,
  }));
  return carried.reduce((least, next) => (next.checks < least.checks ? next : least));
}

export const SMALL_ACCOUNT = 1 / 60;
export const BUSY_ACCOUNT = 10;
const LOADS = [10, 100, 1_000, 10_000, 100_000];

export function describeCosts(accountChecksPerSecond: number): string {
  const rows = LOADS.map((checksPerSecond) => {
    const load = { checksPerSecond, accountChecksPerSecond };
    const usage = usageOf(load);
    const cells = [
      whole(checksPerSecond),
      whole(accountsOf(load)),
      ...(['requests', 'kvReads', 'objectRequests', 'rowsWritten'] as const).map((meter) =>
        millions(usage[meter]),
      ),
      `$${whole(dollarsAMonth(load))}`,
      whole(directoryCallsPerSecond(load)),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| checks/s | accounts | requests | KV reads | object calls | rows written | a month | directory calls/s |',
    '|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}

const whole = (value: number) => Math.round(value).toLocaleString('en');
const millions = (value: number) =>
  `${(value / MILLION).toLocaleString('en', { maximumSignificantDigits: 3 })} M`;

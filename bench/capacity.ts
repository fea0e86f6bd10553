/**
 * Calculates from the code’s own times how much of Cloudflare’s plans a load uses, and what it costs.
 * docs/capacity.md has the tables, and a test compares them with this calculation. The prices are only here.
 */
import { INTERVAL_MS } from '../agent/copies/synchronisation-pace.ts';
import { TOLD_AGAIN_MS, TOLD_EVERY_MS } from '../agent/telling/account-checks.ts';
import { MAX_OBSERVED_ACCOUNTS } from '../shared/limits.ts';
import { REPORTED_EVERY_MS } from '../worker/deciding/sender-recorder.ts';
import { SAVED_EVERY_MS } from '../worker/objects/account/activity-store.ts';
import { REPORTED_EVERY_MS as USAGE_EVERY_MS } from '../worker/objects/account/usage-reporter.ts';
import { COPY_MS } from '../worker/replicas/replica.ts';

export interface Load {
  readonly checksPerSecond: number;
  /** The number of checks of one account. */
  readonly accountChecksPerSecond: number;
}

/** Logins that have no account of their own, but the list of their domain. */
export interface DomainLoad {
  readonly checksPerSecond: number;
  readonly loginChecksPerSecond: number;
}

/** Assumptions. docs/capacity.md names them too. */
export const ASSUMED = {
  isolatesPerAccount: 2,
  loginsPerDomain: 100,
  /** The addresses that an account sends from. An agent tells each of them by itself. */
  addressesPerAccount: 2,
  /** The checks of one mail server, and so of its agent. */
  agentChecksPerSecond: 100,
  refusedShare: 0.02,
  changesPerAccountAndMonth: 5,
  cpuMsPerCheck: 0.5,
  objectMsPerCall: 10,
  kilobytesPerAccount: 131,
} as const;

const SECONDS_A_MONTH = 30 * 24 * 3_600;
const MILLION = 1e6;
const OBJECT_GB = 0.128;
/**
 * The cost of one published change of an account. The rows include those of indexes and one for an alarm, in
 * the account and in the directory. The calls of objects include the one that verifies the manager's token and
 * the alarm that verifies KV.
 */
export const OF_A_CHANGE = { rowsWritten: 22, objectRequests: 4, kvReads: 1, kvWrites: 1 } as const;

/** The object calls of an agent's request: its token is verified, and the directory is asked. */
const OBJECT_CALLS_OF_AN_AGENT = 2;

/** The amounts that the paid plan includes in a month, and the price in dollars of a million more. */
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

/** The limits of the free plan for a day. */
const FREE_A_DAY: Partial<Usage> = {
  requests: 100_000,
  kvReads: 100_000,
  kvWrites: 1_000,
  objectRequests: 100_000,
  objectGbSeconds: 13_000,
  rowsWritten: 100_000,
};

/**
 * Returns how often a second a paced action starts. Each event starts the action, unless it last started within
 * the window.
 */
function paced(eventsPerSecond: number, windowMs: number): number {
  return eventsPerSecond / (1 + (eventsPerSecond * windowMs) / 1000);
}

/** Returns the rates of one account per second. */
function ratesOf(checks: number, confirmations = ASSUMED.refusedShare * checks) {
  const { isolatesPerAccount } = ASSUMED;
  const perIsolate = checks / isolatesPerAccount;
  const kvReads = isolatesPerAccount * paced(perIsolate, COPY_MS);
  const reports = isolatesPerAccount * paced(perIsolate, REPORTED_EVERY_MS);
  const saves = paced(reports, SAVED_EVERY_MS);
  const usageReports = paced(reports, USAGE_EVERY_MS);
  return { kvReads, confirmations, reports, saves, usageReports };
}

/** Returns the usage of the load in a month. */
export function usageOf({ checksPerSecond, accountChecksPerSecond }: Load): Usage {
  const accounts = accountsOf({ checksPerSecond, accountChecksPerSecond });
  return usageAtRates(checksPerSecond, accounts, ratesOf(accountChecksPerSecond));
}

/** Returns the number of agents. Each has copies of all accounts, and each account asks one of them. */
export function agentsOf({ checksPerSecond }: Load): number {
  return Math.ceil(checksPerSecond / ASSUMED.agentChecksPerSecond);
}

/**
 * Returns the usage of the load if each mail server has an agent. Refused checks alone are requests. Agents synchronise,
 * and tell what they allowed.
 */
export function usageWithAgents(load: Load): Usage {
  const { checksPerSecond, accountChecksPerSecond } = load;
  const { refusedShare } = ASSUMED;
  const accounts = accountsOf(load);
  const agents = agentsOf(load);
  const told = toldPerSecond(load);
  const refused = ratesOf(
    refusedShare * accountChecksPerSecond,
    refusedShare * accountChecksPerSecond,
  );
  const reports = refused.reports + told;
  const saves = paced(reports, SAVED_EVERY_MS);
  const usageReports = paced(reports, USAGE_EVERY_MS);
  const rates = { ...refused, reports, saves, usageReports };
  const tellings = agents * paced((told * accounts) / agents, TOLD_EVERY_MS);
  const agentCalls = (agents * 1_000) / INTERVAL_MS + tellings;
  const requests = refusedShare * checksPerSecond + agentCalls;
  const usage = usageAtRates(requests, accounts, rates);
  // Each agent reads each account that was changed.
  const objectRequests =
    usage.objectRequests +
    OBJECT_CALLS_OF_AN_AGENT * agentCalls * SECONDS_A_MONTH +
    agents * ASSUMED.changesPerAccountAndMonth * accounts;
  return { ...usage, objectRequests, objectGbSeconds: gbSecondsOf(objectRequests) };
}

/** Returns how often a second an account is told of. An agent that has more to tell than it may tells later. */
function toldPerSecond(load: Load): number {
  const { refusedShare, addressesPerAccount } = ASSUMED;
  const allowed = (1 - refusedShare) * load.accountChecksPerSecond;
  const due = addressesPerAccount * paced(allowed / addressesPerAccount, TOLD_AGAIN_MS);
  const most = (agentsOf(load) * MAX_OBSERVED_ACCOUNTS * 1_000) / TOLD_EVERY_MS / accountsOf(load);
  return Math.min(due, most);
}

/**
 * Returns the usage of logins that have the list of their domain. Each login’s own key is looked up too, and an
 * isolate remembers a miss as long as a copy. A refusal asks the directory for the login, and the domain’s object.
 */
export function usageOfDomains({ checksPerSecond, loginChecksPerSecond }: DomainLoad): Usage {
  const { loginsPerDomain, isolatesPerAccount } = ASSUMED;
  const ofDomain = ratesOf(loginChecksPerSecond * loginsPerDomain);
  const perIsolate = loginChecksPerSecond / isolatesPerAccount;
  const misses = loginsPerDomain * isolatesPerAccount * paced(perIsolate, COPY_MS);
  const rates = { ...ofDomain, kvReads: ofDomain.kvReads + misses, callsPerRefusal: 2 };
  const domains = checksPerSecond / (loginChecksPerSecond * loginsPerDomain);
  return usageAtRates(checksPerSecond, domains, rates);
}

type Rates = ReturnType<typeof ratesOf> & { readonly callsPerRefusal?: number };

function usageAtRates(
  requestsPerSecond: number,
  accounts: number,
  { kvReads, confirmations, reports, saves, usageReports, callsPerRefusal = 1 }: Rates,
): Usage {
  const monthly = (perSecond: number) => perSecond * accounts * SECONDS_A_MONTH;
  const changes = ASSUMED.changesPerAccountAndMonth * accounts;
  const requests = requestsPerSecond * SECONDS_A_MONTH + changes;
  // A save may ring an alarm. A report to the directory rings one too, and is also a call of the directory.
  const objectRequests =
    monthly(callsPerRefusal * confirmations + reports + saves + 2 * usageReports) +
    OF_A_CHANGE.objectRequests * changes;
  return {
    requests,
    cpuMs: requests * ASSUMED.cpuMsPerCheck,
    kvReads: monthly(kvReads) + OF_A_CHANGE.kvReads * changes,
    kvWrites: OF_A_CHANGE.kvWrites * changes,
    objectRequests,
    objectGbSeconds: gbSecondsOf(objectRequests),
    // A save writes its row and an alarm. A report to the directory is noted, deleted, timed by an alarm and
    // stored there.
    rowsWritten: monthly(2 * saves + 4 * usageReports) + OF_A_CHANGE.rowsWritten * changes,
    // Only the Worker's own lines count: one for each refusal, except in a flood, and one for each change.
    logEvents: monthly(confirmations) + changes,
  };
}

function gbSecondsOf(objectRequests: number): number {
  return (objectRequests * ASSUMED.objectMsPerCall * OBJECT_GB) / 1000;
}

export function accountsOf({ checksPerSecond, accountChecksPerSecond }: Load): number {
  return checksPerSecond / accountChecksPerSecond;
}

/** Returns how many reports a second all accounts send to the one directory. */
export function directoryCallsPerSecond(load: Load): number {
  return accountsOf(load) * ratesOf(load.accountChecksPerSecond).usageReports;
}

export function dollarsOf(usage: Usage, meter: Meter): number {
  const { included, perMillion } = PRICES[meter];
  return (Math.max(0, usage[meter] - included) / MILLION) * perMillion;
}

export function dollarsAMonth(load: Load): number {
  return billOf(usageOf(load), accountsOf(load));
}

export function dollarsWithAgents(load: Load): number {
  return billOf(usageWithAgents(load), accountsOf(load));
}

/** Returns what a million checks of a load cost that has such a bill. */
export function dollarsAMillion({ checksPerSecond }: Load, dollars: number): number {
  return dollars / ((checksPerSecond * SECONDS_A_MONTH) / MILLION);
}

function billOf(usage: Usage, accounts: number): number {
  const gigabytes = (accounts * ASSUMED.kilobytesPerAccount) / MILLION;
  const stored = Math.max(0, gigabytes - STORED_GB.included) * STORED_GB.dollarsPerGb;
  const meters = Object.keys(PRICES) as Meter[];
  return meters.reduce((sum, meter) => sum + dollarsOf(usage, meter), PLAN_DOLLARS + stored);
}

/** Returns the number of checks a day that fit the free plan, and the limit that is reached first. */
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

export function describeDomainCosts(loginChecksPerSecond: number): string {
  const rows = LOADS.map((checksPerSecond) => {
    const usage = usageOfDomains({ checksPerSecond, loginChecksPerSecond });
    const logins = checksPerSecond / loginChecksPerSecond;
    const domains = logins / ASSUMED.loginsPerDomain;
    const cells = [
      whole(checksPerSecond),
      whole(logins),
      ...(['requests', 'kvReads', 'objectRequests', 'rowsWritten'] as const).map((meter) =>
        millions(usage[meter]),
      ),
      `$${whole(billOf(usage, domains))}`,
      whole(directoryCallsOfDomains(checksPerSecond, domains)),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| checks/s | logins | requests | KV reads | object calls | rows written | a month | directory calls/s |',
    '|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}

/** The directory gets the reports of the domains’ accounts, and a question for each refusal. */
function directoryCallsOfDomains(checksPerSecond: number, domains: number): number {
  const { usageReports } = ratesOf(checksPerSecond / domains);
  return domains * usageReports + ASSUMED.refusedShare * checksPerSecond;
}

/** The loads that agents can have: each holds copies of all accounts. */
const AGENT_LOADS = LOADS.slice(0, -1);

export function describeAgentCosts(accountChecksPerSecond: number): string {
  const rows = AGENT_LOADS.map((checksPerSecond) => {
    const load = { checksPerSecond, accountChecksPerSecond };
    const usage = usageWithAgents(load);
    const cells = [
      whole(checksPerSecond),
      whole(accountsOf(load)),
      whole(agentsOf(load)),
      ...(['requests', 'kvReads', 'objectRequests', 'rowsWritten'] as const).map((meter) =>
        millions(usage[meter]),
      ),
      `$${whole(dollarsWithAgents(load))}`,
      `$${whole(dollarsAMonth(load))}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| checks/s | accounts | agents | requests | KV reads | object calls | rows written | a month | without agents |',
    '|--:|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}

const whole = (value: number) => Math.round(value).toLocaleString('en');
const millions = (value: number) =>
  `${(value / MILLION).toLocaleString('en', { maximumSignificantDigits: 3 })} M`;

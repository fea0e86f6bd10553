/**
 * The expected answer to each call under each fault. The tests beside this hold the Worker to it,
 * and docs/reliability.md is made from it.
 */

/**
 * unavailable: nothing could be read, so FAIL_MODE decided. With its default, closed, it refuses.
 */
export type ExpectedVerdict = 'allow' | 'deny' | 'unavailable';

/** The addresses that ask to send for an account with an enforced list. */
export const QUESTIONS = {
  removed: 'removed elsewhere a moment ago',
  listed: 'listed',
  added: 'added elsewhere a moment ago',
  unlisted: 'not listed',
  expired: 'expired a minute ago',
} as const;

export type FaultQuestion = keyof typeof QUESTIONS;
type Outcomes = Readonly<Record<FaultQuestion, ExpectedVerdict>>;

export interface ExpectedChecks {
  readonly default: Outcomes;
  readonly strict: Outcomes;
  /** A login that nobody provisioned, with UNKNOWN_ACCOUNTS = "deny". */
  readonly unknown: ExpectedVerdict;
}

/** The answer to a management call, and the state that the call leaves behind. */
export const RESULTS = {
  done: 'done',
  late: 'done, once the object answers',
  partly: 'done; an account that can’t be read shows its name alone',
  failed: '500 `internal`; nothing changed',
  unavailable: '503 `unavailable`; nothing changed',
  unrecorded: 'done; the account is named in `unrecorded`',
  lost: '503 `unavailable`; the change stands',
} as const;

export type ManagementResult = keyof typeof RESULTS;

/** The objects that a management call cannot do without. */
export const NEEDS = [
  'nothing',
  'account',
  'directory',
  'account and directory',
  'account and directory, as each line of a 200 says',
  'directory, and each account for itself',
] as const;
export type Need = (typeof NEEDS)[number];

export interface ExpectedManagement {
  readonly read: ManagementResult;
  readonly change: ManagementResult;
}

export interface ExpectedFault {
  readonly title: string;
  readonly checks: ExpectedChecks;
  readonly management: Readonly<Record<Exclude<Need, 'nothing'>, ExpectedManagement>>;
}

const outcomes = (
  removed: ExpectedVerdict,
  listed: ExpectedVerdict,
  added: ExpectedVerdict,
  unlisted: ExpectedVerdict,
  expired: ExpectedVerdict,
): Outcomes => ({ removed, listed, added, unlisted, expired });

const all = (outcome: ExpectedVerdict) => outcomes(outcome, outcome, outcome, outcome, outcome);
/** The replica allows what KV still has. The object has confirmed what the replica would refuse. */
const LAGGING = outcomes('allow', 'allow', 'allow', 'deny', 'deny');
/** The object itself was asked. */
const EXACT = outcomes('deny', 'allow', 'allow', 'deny', 'deny');
/** The replica decides alone, refusals included. */
const UNCONFIRMED = outcomes('allow', 'allow', 'deny', 'deny', 'deny');
const NOTHING_READ = all('unavailable');

const WELL: ExpectedChecks = { default: LAGGING, strict: EXACT, unknown: 'deny' };
const FROM_OBJECT: ExpectedChecks = { default: EXACT, strict: EXACT, unknown: 'deny' };
const FROM_REPLICA: ExpectedChecks = {
  default: UNCONFIRMED,
  strict: NOTHING_READ,
  unknown: 'deny',
};
const FROM_NOTHING: ExpectedChecks = {
  default: NOTHING_READ,
  strict: NOTHING_READ,
  unknown: 'unavailable',
};

const both = (result: ManagementResult): ExpectedManagement => ({ read: result, change: result });
/** What becomes of observations, by what becomes of a change of the account that they are of. */
const TOLD: Readonly<Record<ManagementResult, ManagementResult>> = {
  done: 'done',
  late: 'late',
  partly: 'unrecorded',
  failed: 'unrecorded',
  unavailable: 'unrecorded',
  unrecorded: 'unrecorded',
  lost: 'unrecorded',
};
const management = (
  account: ExpectedManagement,
  directory: ExpectedManagement,
  together: ExpectedManagement,
) => ({
  account,
  directory,
  'account and directory': together,
  'account and directory, as each line of a 200 says': both(together.change),
  'directory, and each account for itself': both(
    directory.read === 'done' ? TOLD[account.change] : directory.read,
  ),
});

const DONE = both('done');
const UNHARMED = management(DONE, DONE, DONE);
/**
 * Of the calls that need both, only the page of accounts reads. It shows every account, even one
 * that can't be read.
 */
const withoutObject = (read: ManagementResult, change: ManagementResult) =>
  management({ read, change }, DONE, { read: 'partly', change });

export const FAULTS = {
  none: { title: 'nothing fails, KV is up to date', checks: FROM_OBJECT, management: UNHARMED },
  'kv-throws': { title: 'KV: every call fails', checks: FROM_OBJECT, management: UNHARMED },
  'kv-slow': { title: 'KV: slower than a check waits', checks: FROM_OBJECT, management: UNHARMED },
  'kv-stale': { title: 'KV: a minute behind', checks: WELL, management: UNHARMED },
  'kv-missing': {
    title: 'KV: has cached that it has nothing',
    checks: FROM_OBJECT,
    management: UNHARMED,
  },
  'kv-refuses': { title: 'KV: answers every put with 429', checks: WELL, management: UNHARMED },
  'kv-loses': {
    title: 'KV: confirms every put, and keeps none',
    checks: WELL,
    management: UNHARMED,
  },
  'object-throws': {
    title: 'object: fails from within',
    checks: FROM_REPLICA,
    management: withoutObject('failed', 'failed'),
  },
  'object-overloaded': {
    title: 'object: overloaded',
    checks: FROM_REPLICA,
    management: withoutObject('unavailable', 'unavailable'),
  },
  'object-slow': {
    title: 'object: slower than a check waits',
    checks: FROM_REPLICA,
    management: management(both('late'), DONE, both('late')),
  },
  'object-evicted': {
    title: 'object: evicted in the middle of a write',
    checks: WELL,
    management: management({ read: 'done', change: 'unavailable' }, DONE, {
      read: 'done',
      change: 'unavailable',
    }),
  },
  'object-cut-off': {
    title: 'object: its answer is lost on the way',
    checks: FROM_REPLICA,
    management: withoutObject('unavailable', 'lost'),
  },
  'object-alarm-given-up': {
    title: 'object: the platform has given up its alarm',
    checks: WELL,
    management: UNHARMED,
  },
  'object-unreadable-row': {
    title: 'object: can’t read the row of the listed entry',
    checks: {
      default: LAGGING,
      strict: { ...EXACT, listed: 'deny' },
      unknown: 'deny',
    },
    management: UNHARMED,
  },
  'object-other-layout': {
    title: 'object: of a version whose layout this one does not know',
    checks: FROM_REPLICA,
    management: UNHARMED,
  },
  'object-lacks-method': {
    title: 'object: of a version without the method that is called',
    checks: FROM_REPLICA,
    management: withoutObject('failed', 'failed'),
  },
  'quota-spent': {
    title: 'every object: no write for an hour, as the quota is spent',
    checks: WELL,
    management: management(
      { read: 'done', change: 'failed' },
      { read: 'done', change: 'failed' },
      { read: 'done', change: 'unavailable' },
    ),
  },
  'directory-slow': {
    title: 'directory: slower than a check waits',
    checks: { ...WELL, unknown: 'unavailable' },
    management: management(DONE, both('late'), both('late')),
  },
  'directory-throws': {
    title: 'directory: cannot be reached',
    checks: { ...WELL, unknown: 'unavailable' },
    management: management(DONE, both('unavailable'), both('unavailable')),
  },
  'all-down': {
    title: 'KV and every object down, and the isolate knows nothing',
    checks: FROM_NOTHING,
    management: management(both('unavailable'), both('unavailable'), both('unavailable')),
  },
  'all-down-warm': {
    title: 'KV and every object down, and the isolate read the list in the last 5 s',
    checks: { ...FROM_REPLICA, unknown: 'unavailable' },
    management: management(both('unavailable'), both('unavailable'), both('unavailable')),
  },
  restarted: {
    title: 'isolate and objects restarted',
    checks: WELL,
    management: UNHARMED,
  },
  'clock-ahead': {
    title: 'the isolate’s clock is an hour ahead',
    checks: WELL,
    management: UNHARMED,
  },
  'clock-behind': {
    title: 'the isolate’s clock is an hour behind',
    checks: {
      default: { ...LAGGING, expired: 'allow' },
      strict: { ...EXACT, expired: 'allow' },
      unknown: 'deny',
    },
    management: UNHARMED,
  },
  'clock-set-back': {
    title: 'the isolate’s clock is set back an hour while it runs',
    checks: {
      default: { ...LAGGING, expired: 'allow' },
      strict: { ...EXACT, expired: 'allow' },
      unknown: 'deny',
    },
    management: UNHARMED,
  },
} as const satisfies Readonly<Record<string, ExpectedFault>>;

export type FaultName = keyof typeof FAULTS;

/** The faults in which the isolate has never read the account, so that it knows nothing of its fail mode. */
export const UNREMEMBERED: readonly FaultName[] = ['all-down'];
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

/** The words of a protocol for each outcome. */
export interface Words extends Readonly<Record<ExpectedVerdict, string>> {
  /** The refusal of a login without an account, if it differs. */
  readonly denyNobody?: string;
}

/** The answer of each protocol, with FAIL_MODE closed. */
export const ANSWERS = {
  'POST /v1/check': { allow: 'allow', deny: 'deny', unavailable: 'deny, reason unavailable' },
  'GET /v1/check': { allow: 'allow', deny: 'deny', unavailable: 'deny, reason unavailable' },
  'POST /v1/check/batch': { allow: 'allow', deny: 'deny', unavailable: 'deny, reason unavailable' },
  'POST /v1/dovecot': { allow: 'status 0', deny: 'status -1', unavailable: 'status -1' },
  'GET /v1/nginx-mail': { allow: 'OK', deny: '535 5.7.8', unavailable: '454 4.7.0' },
  'POST /v1/stalwart': { allow: 'accept', deny: '550 5.7.1', unavailable: '451 4.3.5' },
  'GET /v1/forward-auth': { allow: '204', deny: '403', unavailable: '503' },
  'POST /send/{upstream}/{path}': {
    allow: 'passed on',
    deny: '403',
    unavailable: '503',
    denyNobody: '401',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type Protocol = keyof typeof ANSWERS;
export const PROTOCOLS = Object.keys(ANSWERS) as Protocol[];

const ACCOUNT = '/v1/accounts/{account}';
const LIST = `${ACCOUNT}/allowlist`;

/** Every call that is no check, in an order in which each can be made after those before it; one is made twice for that. */
export const MANAGEMENT: readonly (readonly [
  name: string,
  needs: Need,
  token?: 'manager' | 'relay',
])[] = [
  ['GET /healthz', 'nothing'],
  ['GET /v1/address', 'nothing'],
  ['GET /v1/session', 'nothing'],
  ['GET /v1/session', 'account', 'manager'],
  ['GET /v1/session', 'directory', 'relay'],
  ['GET /v1/accounts', 'account and directory'],
  [`GET ${ACCOUNT}`, 'account'],
  [`GET ${LIST}`, 'account'],
  [`GET ${ACCOUNT}/senders`, 'account'],
  [`GET ${ACCOUNT}/history`, 'account'],
  [`GET ${ACCOUNT}/export`, 'account'],
  [`GET ${ACCOUNT}/alerts`, 'account'],
  [`GET ${ACCOUNT}/webhooks`, 'account'],
  [`GET ${ACCOUNT}/webhooks/{id}/deliveries`, 'account'],
  [`GET ${ACCOUNT}/tokens`, 'account'],
  ['GET /v1/relay-tokens', 'directory'],
  ['GET /v1/events', 'directory'],
  ['GET /v1/metrics', 'directory'],
  ['GET /v1/feed', 'account and directory', 'relay'],
  ['POST /v1/observations', 'directory, and each account for itself', 'relay'],
  [`POST ${LIST}/preview`, 'account'],
  [`PATCH ${LIST}`, 'account'],
  [`POST ${LIST}/entries`, 'account'],
  [`DELETE ${LIST}/entries/{id}`, 'account'],
  [`POST ${LIST}/restore`, 'account'],
  [`PATCH ${LIST}/entries/{id}`, 'account'],
  [`POST ${LIST}/edit`, 'account'],
  [`POST ${LIST}/delete`, 'account'],
  [`POST ${LIST}/restore`, 'account'],
  [`POST ${LIST}/replace`, 'account'],
  [`DELETE ${LIST}`, 'account'],
  [`POST ${LIST}/import`, 'account'],
  [`POST ${ACCOUNT}/webhooks`, 'account'],
  [`POST ${ACCOUNT}/webhooks/{id}/rotate`, 'account'],
  [`POST ${ACCOUNT}/webhooks/{id}/test`, 'account'],
  [`DELETE ${ACCOUNT}/webhooks/{id}`, 'account'],
  [`POST ${ACCOUNT}/tokens`, 'account'],
  [`DELETE ${ACCOUNT}/tokens/{id}`, 'account'],
  [`PATCH ${ACCOUNT}`, 'account'],
  [`DELETE ${ACCOUNT}`, 'account'],
  ['POST /v1/accounts', 'account and directory'],
  ['POST /v1/accounts/batch', 'account and directory, as each line of a 200 says'],
  ['POST /v1/relay-tokens', 'directory'],
  ['DELETE /v1/relay-tokens/{id}', 'directory'],
];

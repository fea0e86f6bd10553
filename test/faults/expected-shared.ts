/**
 * The expected answer to a check that needs two objects: one of an account that includes a shared list, and one of a
 * login that has the account of its domain (R19, R20). docs/reliability.md is made from it, too.
 */
import type { ExpectedVerdict, FaultName, FaultQuestion, ManagementResult } from './expected.ts';

/**
 * own: the object of the account; of a login without an account, the object that its account would have.
 * shared: the object of the list, or of the domain's account.
 */
export type FaultPlace = 'own' | 'shared';

type Outcomes = Readonly<Record<FaultQuestion, ExpectedVerdict>>;

/** The consistency is the one of the account, or of the domain's account. */
type ByConsistency<Answer> = Readonly<Record<'default' | 'strict', Answer>>;

export interface ExpectedSharedFault {
  /** Without the object that has the fault: it has another name in each table. */
  readonly title: string;
  readonly fault: FaultName;
  /** The one of the two objects that has the fault. Absent: it is not about one of them. */
  readonly at?: FaultPlace;
  /** KV fails, too, for every key, or for the key of the list or of the domain. */
  readonly kvFailsFor?: 'all' | 'shared';
  /** The questions are about addresses of the list. */
  readonly including: ByConsistency<Outcomes>;
  /** The question about an address that the account itself lists. */
  readonly own: ByConsistency<ExpectedVerdict>;
  readonly ofDomain: ByConsistency<Outcomes>;
}

const outcomes = (...[removed, listed, added, unlisted, expired]: FiveVerdicts): Outcomes => ({
  removed,
  listed,
  added,
  unlisted,
  expired,
});
type Five<Value> = [Value, Value, Value, Value, Value];
type FiveVerdicts = Five<ExpectedVerdict>;

/** The objects were asked. */
const EXACT = outcomes('deny', 'allow', 'allow', 'deny', 'deny');
/** A copy allows what KV still has. The objects have confirmed what the copies would refuse. */
const LAGGING = outcomes('allow', 'allow', 'allow', 'deny', 'deny');
/** A copy decides alone, refusals included. */
const UNCONFIRMED = outcomes('allow', 'allow', 'deny', 'deny', 'deny');
/** A copy allows. Without the object that was asked, nobody knows whether the login has an account of its own. */
const ALLOWS_ALONE = outcomes('allow', 'allow', 'unavailable', 'unavailable', 'unavailable');
const NOTHING_READ = outcomes(
  'unavailable',
  'unavailable',
  'unavailable',
  'unavailable',
  'unavailable',
);

const of = <Answer>(usual: Answer, strict: Answer): ByConsistency<Answer> => ({
  default: usual,
  strict,
});
const FROM_OBJECTS = of(EXACT, EXACT);
const WELL = of(LAGGING, EXACT);
const FROM_COPY = of(UNCONFIRMED, NOTHING_READ);
const FROM_NOTHING = of(NOTHING_READ, NOTHING_READ);
const ALLOWED = of<ExpectedVerdict>('allow', 'allow');
const ALLOWED_BY_COPY = of<ExpectedVerdict>('allow', 'unavailable');
const NOT_READ = of<ExpectedVerdict>('unavailable', 'unavailable');

const EXACTLY = { including: FROM_OBJECTS, own: ALLOWED, ofDomain: FROM_OBJECTS };
const AS_WELL = { including: WELL, own: ALLOWED, ofDomain: WELL };
/** The object of a login without an account is not asked: the directory says that there is none. */
const WITHOUT_OWN = { including: of(LAGGING, NOTHING_READ), own: ALLOWED_BY_COPY, ofDomain: WELL };
const WITHOUT_SHARED = { including: FROM_COPY, own: ALLOWED, ofDomain: FROM_COPY };
const WITHOUT_DIRECTORY = {
  including: WELL,
  own: ALLOWED,
  ofDomain: of(ALLOWS_ALONE, NOTHING_READ),
};
const SHARED_UNREAD = { including: FROM_NOTHING, own: ALLOWED, ofDomain: FROM_NOTHING };
const ALL_UNREAD = { including: FROM_NOTHING, own: NOT_READ, ofDomain: FROM_NOTHING };

export const SHARED_FAULTS = {
  none: { title: 'nothing fails, KV is up to date', fault: 'none', ...EXACTLY },
  'kv-throws': { title: 'KV: every call fails', fault: 'kv-throws', ...EXACTLY },
  'kv-slow': { title: 'KV: slower than a check waits', fault: 'kv-slow', ...EXACTLY },
  'kv-stale': { title: 'KV: a minute behind', fault: 'kv-stale', ...AS_WELL },
  'kv-missing': {
    title: 'KV: has cached that it has nothing',
    fault: 'kv-missing',
    ...EXACTLY,
  },
  'own-throws': {
    title: 'fails from within',
    fault: 'object-throws',
    at: 'own',
    ...WITHOUT_OWN,
  },
  'own-cut-off': {
    title: 'its answer is lost on the way',
    fault: 'object-cut-off',
    at: 'own',
    ...WITHOUT_OWN,
  },
  'own-throws-without-kv': {
    title: 'fails from within, and KV fails, too',
    fault: 'object-throws',
    at: 'own',
    kvFailsFor: 'all',
    ...ALL_UNREAD,
  },
  'shared-throws': {
    title: 'fails from within',
    fault: 'object-throws',
    at: 'shared',
    ...WITHOUT_SHARED,
  },
  'shared-slow': {
    title: 'slower than a check waits',
    fault: 'object-slow',
    at: 'shared',
    ...WITHOUT_SHARED,
  },
  'shared-cut-off': {
    title: 'its answer is lost on the way',
    fault: 'object-cut-off',
    at: 'shared',
    ...WITHOUT_SHARED,
  },
  'shared-other-layout': {
    title: 'of a version whose layout this one does not know',
    fault: 'object-other-layout',
    at: 'shared',
    ...WITHOUT_SHARED,
  },
  'shared-unread': {
    title: 'fails from within, and KV fails for it, too',
    fault: 'object-throws',
    at: 'shared',
    kvFailsFor: 'shared',
    ...SHARED_UNREAD,
  },
  'shared-throws-without-kv': {
    title: 'fails from within, and KV fails for all',
    fault: 'object-throws',
    at: 'shared',
    kvFailsFor: 'all',
    ...SHARED_UNREAD,
  },
  'both-throw': {
    title: 'both objects: fail from within',
    fault: 'object-throws',
    including: FROM_COPY,
    own: ALLOWED_BY_COPY,
    ofDomain: FROM_COPY,
  },
  'directory-slow': {
    title: 'directory: slower than a check waits',
    fault: 'directory-slow',
    ...WITHOUT_DIRECTORY,
  },
  'directory-throws': {
    title: 'directory: cannot be reached',
    fault: 'directory-throws',
    ...WITHOUT_DIRECTORY,
  },
  'all-down': {
    title: 'KV and every object down, and the isolate knows nothing',
    fault: 'all-down',
    ...ALL_UNREAD,
  },
  'all-down-warm': {
    title: 'KV and every object down, and the isolate read the lists in the last 4 s',
    fault: 'all-down-warm',
    including: FROM_COPY,
    own: ALLOWED_BY_COPY,
    ofDomain: of(ALLOWS_ALONE, NOTHING_READ),
  },
} as const satisfies Readonly<Record<string, ExpectedSharedFault>>;

export type SharedFaultName = keyof typeof SHARED_FAULTS;
export const SHARED_FAULT_NAMES = Object.keys(SHARED_FAULTS) as SharedFaultName[];

/** What can't be reached. An account is the one that the call names, or one that includes the list. */
export const UNREACHABLE = ['kv', 'account', 'list', 'domain', 'directory'] as const;
export type Unreachable = (typeof UNREACHABLE)[number];
type SharedResult = Extract<ManagementResult, 'done' | 'unavailable'>;

const without = (...places: Unreachable[]): Readonly<Record<Unreachable, SharedResult>> => {
  const result = (place: Unreachable) => (places.includes(place) ? 'unavailable' : 'done');
  return {
    kv: result('kv'),
    account: result('account'),
    list: result('list'),
    domain: result('domain'),
    directory: result('directory'),
  };
};

/** The calls that need more than one object. A list that is detached is told of it later. */
export const SHARED_CALLS = {
  attach: without('account', 'list', 'directory'),
  detach: without('account'),
  'make a list': without('list', 'directory'),
  'change the settings of a list': without('list', 'directory'),
  'clear a list': without('list'),
  'delete a list': without('list', 'directory'),
  'delete a list, detach=true': without('account', 'list', 'directory'),
  'make the account of a login': without('account', 'domain', 'directory'),
  'delete the account of a login': without('account', 'domain'),
} as const;
export type SharedCall = keyof typeof SHARED_CALLS;

import type { Trouble } from '../model/trouble.ts';
import { nameHost } from './host.ts';
import { t } from './translate.ts';

/** The remedy: another attempt, another token, or another account. */
type Mend = 'retry' | 'token' | 'options' | 'none';

export interface TroubleWords {
  readonly title: string;
  /** The next step for the person. */
  readonly next: string;
  readonly mend: Mend;
}

const FAILURES = {
  offline: ['trouble.offlineTitle', 'trouble.offlineNothing', 'retry'],
  unreachable: ['trouble.unreachableTitle', 'trouble.unreachable', 'retry'],
  'not-sendgate': ['trouble.notSendgateTitle', 'trouble.notSendgate', 'retry'],
} as const satisfies Record<Exclude<Trouble['kind'], 'refused'>, readonly [string, string, Mend]>;

/** Puts a trouble into words. They name `endpoint` if it is the cause. */
export function wordTrouble(trouble: Trouble, endpoint: string): TroubleWords {
  if (trouble.kind === 'refused') return wordRefusal(trouble.problem);
  const [title, next, mend] = FAILURES[trouble.kind];
  const host = nameHost(endpoint);
  return { title: t(title, [host]), next: t(next, [host]), mend };
}

type Refusal = Extract<Trouble, { kind: 'refused' }>['problem'];

const REFUSALS = {
  unauthorized: ['trouble.unauthorizedTitle', 'trouble.unauthorized', 'token'],
  forbidden: ['trouble.forbiddenTitle', 'trouble.forbidden', 'token'],
  'rate-limited': ['trouble.rateLimitedTitle', 'trouble.rateLimitedOver', 'retry'],
  'revision-changed': ['trouble.conflictTitle', 'trouble.conflict', 'none'],
  'account-unknown': ['trouble.accountUnknownTitle', 'trouble.accountUnknown', 'options'],
  'list-unknown': ['trouble.listUnknownTitle', 'trouble.listUnknown', 'options'],
  'entry-unknown': ['trouble.entryUnknownTitle', 'trouble.entryUnknown', 'none'],
  'not-found': ['trouble.olderTitle', 'trouble.older', 'none'],
  'method-not-allowed': ['trouble.olderTitle', 'trouble.older', 'none'],
  'allowlist-empty': ['trouble.emptyTitle', 'trouble.empty', 'none'],
} as const satisfies Partial<Record<Refusal['code'], readonly [string, string, Mend]>>;

function wordRefusal(problem: Refusal): TroubleWords {
  const { code, errors, detail } = problem;
  switch (code) {
    case 'duplicate-entry':
      return {
        title: t('trouble.duplicateTitle'),
        next: t('trouble.duplicate', [errors[0]?.value ?? '']),
        mend: 'none',
      };
    case 'limit-reached':
      return {
        title: t('trouble.limitTitle'),
        next: t('trouble.limit', [String(problem.limit), String(problem.room)]),
        mend: 'none',
      };
    case 'invalid-value':
    case 'invalid-request':
      return { title: t('trouble.invalidTitle'), next: errors[0]?.message ?? detail, mend: 'none' };
  }
  if (code in REFUSALS) {
    const [title, next, mend] = REFUSALS[code as keyof typeof REFUSALS];
    return { title: t(title), next: t(next), mend };
  }
  return {
    title: t('trouble.otherTitle'),
    next: t('trouble.other', [detail, problem.requestId]),
    mend: 'retry',
  };
}

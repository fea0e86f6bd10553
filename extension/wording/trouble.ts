import type { Trouble } from '../api-client.ts';
import { t } from '../translate.ts';

export interface TroubleWords {
  readonly title: string;
  /** What to do next. */
  readonly next: string;
  /** What mends it: another try, or something in the options. */
  readonly mend: 'retry' | 'options' | 'none';
}

/** `endpoint` is named where it is the cause. */
export function wordTrouble(trouble: Trouble, endpoint: string): TroubleWords {
  switch (trouble.kind) {
    case 'offline':
      return { title: t('trouble.offlineTitle'), next: t('trouble.offlineNothing'), mend: 'retry' };
    case 'unreachable':
      return {
        title: t('trouble.unreachableTitle'),
        next: t('trouble.unreachable', [endpoint]),
        mend: 'retry',
      };
    case 'not-sendgate':
      return {
        title: t('trouble.notSendgateTitle'),
        next: t('trouble.notSendgate', [endpoint]),
        mend: 'options',
      };
    case 'refused':
      return wordRefusal(trouble.problem);
  }
}

type Refusal = Extract<Trouble, { kind: 'refused' }>['problem'];

function wordRefusal(problem: Refusal): TroubleWords {
  switch (problem.code) {
    case 'unauthorized':
      return {
        title: t('trouble.unauthorizedTitle'),
        next: t('trouble.unauthorized'),
        mend: 'options',
      };
    case 'forbidden':
      return { title: t('trouble.forbiddenTitle'), next: t('trouble.forbidden'), mend: 'options' };
    case 'rate-limited':
      return {
        title: t('trouble.rateLimitedTitle'),
        next: t('trouble.rateLimitedOver'),
        mend: 'retry',
      };
    case 'revision-changed':
      return { title: t('trouble.conflictTitle'), next: t('trouble.conflict'), mend: 'none' };
    case 'account-unknown':
      return {
        title: t('trouble.accountUnknownTitle'),
        next: t('trouble.accountUnknown'),
        mend: 'options',
      };
    case 'entry-unknown':
      return {
        title: t('trouble.entryUnknownTitle'),
        next: t('trouble.entryUnknown'),
        mend: 'none',
      };
    case 'not-found':
      return { title: t('trouble.olderTitle'), next: t('trouble.older'), mend: 'none' };
    case 'duplicate-entry': {
      const value = problem.errors[0]?.value ?? '';
      return {
        title: t('trouble.duplicateTitle'),
        next: t('trouble.duplicate', [value]),
        mend: 'none',
      };
    }
    case 'limit-reached':
      return {
        title: t('trouble.limitTitle'),
        next: t('trouble.limit', [String(problem.limit), String(problem.room)]),
        mend: 'none',
      };
    case 'allowlist-empty':
      return { title: t('trouble.emptyTitle'), next: t('trouble.empty'), mend: 'none' };
    case 'invalid-value':
    case 'invalid-request':
      return {
        title: t('trouble.invalidTitle'),
        next: problem.errors[0]?.message ?? problem.detail,
        mend: 'none',
      };
    default:
      return {
        title: t('trouble.otherTitle'),
        next: t('trouble.other', [problem.detail, problem.requestId]),
        mend: 'retry',
      };
  }
}

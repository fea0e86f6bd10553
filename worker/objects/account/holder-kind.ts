/**
 * The two kinds of allowlists that an object of this class keeps: the one of an account, and a shared list (R20).
 * They have the same entries, history and tokens; here is what differs.
 */
import { ALERT_KINDS, type AlertKind, LIST_ALERT_KINDS } from '../../../shared/alert.ts';
import { DEFAULT_ENTRY_LIMIT, type Mode } from '../../../shared/allowlist.ts';
import type { DeploymentEventKind } from '../../../shared/deployment-event.ts';
import type { ChangedSettings, HistoryAction } from '../../../shared/history.ts';
import { DEFAULT_LIST_LIMIT, findListName } from '../../../shared/list-name.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { AccountRecord } from './account-store.ts';

export interface HolderKind {
  readonly isShared: boolean;
  /** The words for it in a problem: *the account*, and *An account has at most …*. */
  readonly word: string;
  readonly owner: string;
  readonly name: string;
  readonly limit: number;
  /** The mode without entries. A shared list has no mode of its own, so its mode is always the same. */
  readonly mode: Mode;
  readonly created: HistoryAction & DeploymentEventKind;
  readonly changed: HistoryAction & DeploymentEventKind;
  readonly deleted: DeploymentEventKind;
  readonly exists: Problem;
  readonly unknown: Problem;
  /** The kinds of alerts that it raises. */
  readonly alertKinds: readonly AlertKind[];
  /** The settings that the operator writes. */
  readonly settings: (record: AccountRecord) => ChangedSettings;
}

/** `objectName` is the name of the object: an account, or that of a shared list's object. */
export function holderKindOf(objectName: string): HolderKind {
  const list = findListName(objectName);
  return list === undefined ? accountKind(objectName) : listKind(list);
}

function accountKind(name: string): HolderKind {
  return {
    isShared: false,
    word: 'account',
    owner: 'An account',
    name,
    limit: DEFAULT_ENTRY_LIMIT,
    mode: 'off',
    created: 'account-created',
    changed: 'account-changed',
    deleted: 'account-deleted',
    exists: problem('account-exists', `The account ${name} exists already.`),
    unknown: ACCOUNT_UNKNOWN,
    alertKinds: ALERT_KINDS,
    settings: ({ limit, consistency, failMode, suspended, note }) => ({
      limit,
      consistency,
      failMode,
      suspended,
      note,
    }),
  };
}

function listKind(name: string): HolderKind {
  return {
    isShared: true,
    word: 'shared list',
    owner: 'A shared list',
    name,
    limit: DEFAULT_LIST_LIMIT,
    mode: 'enforce',
    created: 'list-created',
    changed: 'list-changed',
    deleted: 'list-deleted',
    exists: problem('list-exists', `The shared list ${name} exists already.`),
    unknown: LIST_UNKNOWN,
    alertKinds: LIST_ALERT_KINDS,
    settings: ({ limit, note }) => ({ limit, note }),
  };
}

export const ACCOUNT_UNKNOWN = problem(
  'account-unknown',
  'The account has not been provisioned, or was deleted.',
);
export const LIST_UNKNOWN = problem(
  'list-unknown',
  'There is no shared list of this name, or it was deleted.',
);

/** Puts the events of the history into words. */
import type { Mode } from '../../shared/allowlist.ts';
import type { EditRequest, Entry, HistoryEvent, Session } from '../../shared/api.ts';
import { ACCOUNT_FAIL_MODES, type AccountFailMode } from '../../shared/fail-mode.ts';
import { showMode } from './access-status.ts';
import { wordRole } from './connection.ts';
import { wordList } from './series.ts';
import { wordDate } from './time.ts';
import { t } from './translate.ts';

/** A setting with its values before and after. Null if there was, or is, no value. */
export interface WordedChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The events that are described by the name of their token or webhook alone. */
const EVENTS = {
  'account-created': 'history.accountCreated',
  'account-changed': 'history.accountChanged',
  'list-created': 'history.listCreated',
  'list-changed': 'history.listChanged',
  'list-cleared': 'history.listCleared',
  'token-issued': 'history.tokenIssued',
  'token-revoked': 'history.tokenRevoked',
  'webhook-added': 'history.webhookAdded',
  'webhook-deleted': 'history.webhookDeleted',
  'webhook-rotated': 'history.webhookRotated',
  'webhook-stopped': 'history.webhookStopped',
} as const satisfies Partial<Record<HistoryEvent['action'], string>>;

export function wordEvent(event: HistoryEvent): string {
  const { action, added, removed, updated, after } = event;
  switch (action) {
    case 'entries-added':
      return t('history.added', [wordValues(added)]);
    case 'entries-replaced':
      return t('history.replaced', [wordValues(removed), wordValues(added)]);
    case 'entry-edited':
      return t('history.edited', [wordValues(updated.map(({ after: edited }) => edited))]);
    case 'entry-deleted':
      return t('history.deleted', [wordValues(removed)]);
    case 'expired-entries-removed':
      return t('history.expiredRemoved', [wordValues(removed)]);
    case 'allowlist-disabled':
      return t('history.disabled', removed.length);
    case 'mode-changed':
      return after.mode === 'observe' ? t('history.paused') : t('history.enforced');
    case 'allowlist-restored':
      if (removed.length + updated.length > 0) return t('history.listRestored');
      return t('history.restored', [wordValues(added)]);
    case 'list-attached':
    case 'list-detached':
      return wordAttaching(event);
    default:
      // An action of a newer Worker has no words here.
      return action in EVENTS ? t(EVENTS[action], [nameOf(event)]) : action;
  }
}

/** The history of an account names the list, and that of the list names the account. */
function wordAttaching({ action, before, after }: HistoryEvent): string {
  const { list, account } = { ...before, ...after };
  if (list === undefined) {
    const key = action === 'list-attached' ? 'history.attachedTo' : 'history.detachedFrom';
    return t(key, [String(account ?? '')]);
  }
  const key = action === 'list-attached' ? 'history.listAttached' : 'history.listDetached';
  return t(key, [String(list)]);
}

/**
 * Returns the changed settings, except those that the text of the event already names. `isShared` is true in the history
 * of a shared list.
 */
export function wordSettings(
  { action, before, after }: HistoryEvent,
  isShared = false,
): WordedChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const isAttaching = action === 'list-attached' || action === 'list-detached';
  return names
    .filter((key) => !(isAttaching && key === 'lists'))
    .filter((key): key is keyof typeof SETTINGS => key in SETTINGS)
    .map((key) => ({
      name: t(SETTINGS[key]),
      before: wordSetting(key, before, isShared),
      after: wordSetting(key, after, isShared),
    }));
}

/** Returns what an edit changed in an entry. */
export function wordUpdate(before: Entry, after: Entry): WordedChange[] {
  const terms: Readonly<Record<keyof EditRequest, WordedChange>> = {
    remark: { name: t('history.remark'), before: before.remark, after: after.remark },
    expiresAt: {
      name: t('history.expires'),
      before: wordExpiry(before.expiresAt),
      after: wordExpiry(after.expiresAt),
    },
  };
  return Object.values(terms).filter((change) => change.before !== change.after);
}

type EventSettings = HistoryEvent['before'];
type Setting = EventSettings[string];

const SETTINGS = {
  mode: 'history.list',
  lists: 'included.lists',
  limit: 'history.limit',
  consistency: 'history.consistency',
  failMode: 'history.failMode',
  suspended: 'history.suspended',
  note: 'history.note',
  role: 'options.role',
  expiresAt: 'history.expires',
} as const;

function wordSetting(key: string, settings: EventSettings, isShared: boolean): string | null {
  const value = settings[key];
  if (value === undefined) return null;
  if (key === 'lists') return wordList(String(value).split(' ').filter(Boolean));
  if (key === 'mode') return showMode(value as Mode, false).word;
  if (key === 'expiresAt') return wordExpiry(value);
  if (key === 'suspended') return value ? t('history.yes') : t('history.no');
  if (key === 'consistency')
    return value === 'strict' ? t('history.strict') : t('history.standard');
  if (key === 'failMode') return wordFailMode(value);
  if (key === 'role') return wordRole(value as Session['role'], isShared);
  return String(value);
}

const FAIL_MODES = {
  default: 'history.failModeDefault',
  closed: 'history.failModeClosed',
  open: 'history.failModeOpen',
} as const satisfies Record<AccountFailMode, string>;

/** A fail mode of a newer Worker has no words here. */
function wordFailMode(value: Setting): string {
  const known = ACCOUNT_FAIL_MODES.find((mode) => mode === value);
  return known === undefined ? String(value) : t(FAIL_MODES[known]);
}

function wordExpiry(value: Setting): string {
  if (value === null || typeof value === 'boolean') return t('words.never');
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? String(value) : wordDate(at);
}

function nameOf({ before, after }: HistoryEvent): string {
  return String(after.name ?? before.name ?? '');
}

function wordValues(entries: readonly Entry[]): string {
  return entries.length === 1 ? (entries[0]?.value ?? '') : t('history.entries', entries.length);
}

/** An account's history (R16): each change, and from it the list as it was before any change. */
import type { Entry, EntryUpdate, Mode, TokenName } from './allowlist.ts';
import { readListNames } from './list-name.ts';

export const HISTORY_ACTIONS = [
  'account-created',
  'account-changed',
  'entries-added',
  'entries-replaced',
  'entry-edited',
  'entry-deleted',
  'allowlist-disabled',
  'mode-changed',
  'allowlist-restored',
  'expired-entries-removed',
  'list-created',
  'list-changed',
  'list-cleared',
  'list-attached',
  'list-detached',
  'token-issued',
  'token-revoked',
  'webhook-added',
  'webhook-deleted',
  'webhook-rotated',
  'webhook-stopped',
] as const;

export type HistoryAction = (typeof HISTORY_ACTIONS)[number];

/** The author of the event when expired entries leave a list by themselves (R13). */
export const EXPIRY: TokenName = { tokenId: 'expiry', name: 'expiry' };

/** The author of the event when a pause ends by itself and the list is enforced again. */
export const PAUSE_END: TokenName = { tokenId: 'pause', name: 'pause' };

/** Deleted and disabled entries can be put back this long. */
export const RESTORE_WINDOW_MS = 30 * 24 * 60 * 60 * 1000;

/** Settings that changed, by name: settings of the account (`mode`, `limit`, …), of a token or of a webhook. */
export type ChangedSettings = Readonly<Record<string, string | number | boolean | null>>;

export interface HistoryEvent {
  /** The revision of the list after the event. */
  readonly revision: number;
  readonly at: number;
  readonly action: HistoryAction;
  readonly by: TokenName;
  readonly before: ChangedSettings;
  readonly after: ChangedSettings;
  readonly added: readonly Entry[];
  readonly updated: readonly EntryUpdate[];
  readonly removed: readonly Entry[];
}

interface Rewindable<Listed> {
  readonly before: ChangedSettings;
  readonly added: readonly Listed[];
  readonly updated: readonly { readonly before: Listed }[];
  readonly removed: readonly Listed[];
}

/**
 * Returns the list as it was before the events. `events` are all events since then, newest first. Entries may
 * be of any shape. The result is in no order. It names shared lists only where the list or an event does.
 */
export function rewindEntries<Listed extends { readonly id: string }>(
  list: {
    readonly mode: Mode;
    readonly entries: readonly Listed[];
    readonly lists?: readonly string[] | undefined;
  },
  events: readonly Rewindable<Listed>[],
): { mode: Mode; entries: Listed[]; lists?: readonly string[] } {
  const entries = new Map(list.entries.map((entry) => [entry.id, entry]));
  let mode: Mode = list.mode;
  let { lists } = list;
  for (const event of events) {
    for (const entry of event.added) entries.delete(entry.id);
    for (const { before } of event.updated) entries.set(before.id, before);
    for (const entry of event.removed) entries.set(entry.id, entry);
    const { mode: earlier, lists: included } = event.before;
    if (earlier === 'off' || earlier === 'observe' || earlier === 'enforce') mode = earlier;
    if (typeof included === 'string') lists = readListNames(included);
  }
  return { mode, entries: [...entries.values()], ...(lists && { lists }) };
}

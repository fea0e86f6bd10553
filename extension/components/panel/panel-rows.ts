/** The rows of the panel's list: the account's own entries, and under them a folded group for each shared list. Pure. */
import type { Entry } from '../../../shared/api.ts';
import { type IncludedRead, isListUnread } from '../../model/known-list.ts';
import { countLive } from '../../model/live-entries.ts';
import { type EntryOrder, searchEntries, sortEntries } from './arrange-entries.ts';

export interface GroupRow {
  readonly kind: 'group';
  readonly list: string;
  readonly state: 'read' | 'gone' | 'unread';
  /** The number of entries that let somebody in. */
  readonly live: number;
  readonly isOpen: boolean;
}

export type PanelRow =
  | { readonly kind: 'own'; readonly entry: Entry }
  | GroupRow
  /** An entry of a shared list. It is for reading only. */
  | { readonly kind: 'included'; readonly list: string; readonly entry: Entry };

interface Arrangement {
  readonly query: string;
  readonly order: EntryOrder;
  readonly languageTag: string;
  /** The names of the lists whose group is open. */
  readonly opened: ReadonlySet<string>;
}

/**
 * Returns the groups with the entries of those that are open. While something is searched, a group is there if its
 * name or one of its entries matches, and shows the entries that do.
 */
export function groupRowsOf(
  included: readonly IncludedRead[],
  { query, order, languageTag, opened }: Arrangement,
  now: number,
): PanelRow[] {
  const isSearching = query.trim() !== '';
  return included.flatMap((one): PanelRow[] => {
    const { list, entries = [] } = one;
    const found = searchEntries(entries, query);
    const isNamed = list.includes(query.trim().toLowerCase());
    if (isSearching && found.length === 0 && !isNamed) return [];
    const isOpen = isSearching ? found.length > 0 : entries.length > 0 && opened.has(list);
    const live = countLive({ count: entries.length, entries }, now);
    const group: GroupRow = { kind: 'group', list, state: stateOf(one), live, isOpen };
    if (!isOpen) return [group];
    const sorted = sortEntries(found, order, languageTag);
    return [group, ...sorted.map((entry) => ({ kind: 'included', list, entry }) as const)];
  });
}

function stateOf(one: IncludedRead): GroupRow['state'] {
  if (isListUnread(one)) return 'unread';
  return one.gone ? 'gone' : 'read';
}

/** Ids of entries have no colon, and a list may have an entry of the same id as another. */
export function keyOfRow(row: PanelRow): string {
  switch (row.kind) {
    case 'own':
      return row.entry.id;
    case 'group':
      return `${row.list}:`;
    case 'included':
      return `${row.list}:${row.entry.id}`;
  }
}

/** Counts the entries among the rows. */
export function countEntries(rows: readonly PanelRow[]): number {
  return rows.filter(({ kind }) => kind !== 'group').length;
}

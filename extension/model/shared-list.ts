/** The shared lists of a deployment, as its operator sees them (R20). Pure. */
import type { SharedList, SharedListPage } from '../../shared/api.ts';
import { MAX_LIST_NAME_CHARACTERS } from '../../shared/list-name.ts';

/** A list in a page of lists. One list that can't be read does not hide the others. */
export type FoundList = SharedListPage['lists'][number];

export function isReadableList(list: FoundList): list is SharedList {
  return !('unreadable' in list);
}

export interface FoundLists {
  readonly lists: readonly FoundList[];
  readonly cursor: string | null;
  readonly total: number;
  /** The part of the name that was looked for. */
  readonly text: string;
}

/** A list that was made in the meantime may move the others to the next page. Each is kept once. */
export function addListsPage(
  found: FoundLists | null,
  page: SharedListPage,
  text: string,
): FoundLists {
  const names = new Set(page.lists.map(({ list }) => list));
  const before = (found?.lists ?? []).filter(({ list }) => !names.has(list));
  return { ...page, text, lists: [...before, ...page.lists] };
}

/** Takes over a list that was changed here. A new one comes first, since no page has told its place yet. */
export function keepSharedList(found: FoundLists, list: SharedList): FoundLists {
  const isSame = (other: FoundList) => other.list === list.list;
  if (found.lists.some(isSame)) {
    return { ...found, lists: found.lists.map((other) => (isSame(other) ? list : other)) };
  }
  if (!list.list.includes(soughtIn(found.text))) return found;
  return { ...found, lists: [list, ...found.lists], total: found.total + 1 };
}

/** Puts lists that were changed here into an answer that was asked for before the change. */
export function withChangedLists(found: FoundLists, changed: readonly SharedList[]): FoundLists {
  const newest = new Map(changed.map((list) => [list.list, list]));
  return { ...found, lists: found.lists.map((list) => newest.get(list.list) ?? list) };
}

export function forgetSharedList(found: FoundLists, name: string): FoundLists {
  const lists = found.lists.filter(({ list }) => list !== name);
  return { ...found, lists, total: found.total - (found.lists.length - lists.length) };
}

/** The part of a name that a typed text stands for. No name has capitals, or more characters than are left. */
export function soughtIn(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .toLowerCase()
    .slice(0, MAX_LIST_NAME_CHARACTERS)
    .toWellFormed();
}

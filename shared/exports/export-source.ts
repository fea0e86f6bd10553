import type { Allowlist, Entry } from '../allowlist.ts';

/** The list of an account, or a shared list, at one moment. Exports are made from it. */
export interface ExportSource {
  /** The account, or the name of the object that keeps the shared list. */
  readonly account: string;
  readonly revision: number;
  readonly suspended: boolean;
  readonly list: Allowlist;
  /** R20: the shared lists that `list.lists` names, in the same order. */
  readonly included?: readonly IncludedSource[];
}

/** A shared list that the account includes. A list that was deleted is null: it covers nothing. */
export interface IncludedSource {
  readonly list: string;
  readonly found: { readonly revision: number; readonly entries: readonly Entry[] } | null;
}

/** Entries of one list. `list` is null for those of the exported list itself. */
export interface EntryGroup {
  readonly list: string | null;
  readonly entries: readonly Entry[];
}

/** Returns the list's own entries first, then those of each list that it includes. */
export function groupEntries({ list, included = [] }: ExportSource): EntryGroup[] {
  return [
    { list: null, entries: list.entries },
    ...included.map(({ list: name, found }) => ({ list: name, entries: found?.entries ?? [] })),
  ];
}

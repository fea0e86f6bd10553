/** The entries of a list that are selected, by their ids. Pure. */

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** The entry that a range begins with: the last one that was selected alone. Null if there is none. */
  readonly anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

/** Selects an entry, or no longer. Ranges then begin with it. */
export function toggleSelected({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/**
 * Selects all entries from the anchor to this one, in the order in which they are shown, and nothing else. Without an
 * anchor in sight, the range is this entry alone.
 */
export function selectRange(
  { anchor }: Selection,
  shown: readonly string[],
  id: string,
): Selection {
  const end = shown.indexOf(id);
  const start = anchor === null ? -1 : shown.indexOf(anchor);
  if (start < 0) return { ids: new Set([id]), anchor: id };
  return {
    ids: new Set(shown.slice(Math.min(start, end), Math.max(start, end) + 1)),
    anchor,
  };
}

export function selectAll({ anchor }: Selection, shown: readonly string[]): Selection {
  return { ids: new Set(shown), anchor };
}

/**
 * Leaves out the entries that are not shown: they were deleted, or the search hides them. What a person does to a
 * selection must not reach an entry that they do not see.
 */
export function keepShown(selection: Selection, shown: readonly string[]): Selection {
  const { ids, anchor } = selection;
  const there = new Set(shown);
  const kept = [...ids].filter((id) => there.has(id));
  if (kept.length === ids.size) return selection;
  return { ids: new Set(kept), anchor: anchor !== null && there.has(anchor) ? anchor : null };
}

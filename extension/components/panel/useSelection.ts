import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import {
  keepShown,
  NOTHING_SELECTED,
  type Selection,
  selectAll,
  selectRange,
  toggleSelected,
} from '../../model/selection.ts';

export interface ListSelection {
  readonly ids: ReadonlySet<string>;
  readonly isSelecting: boolean;
  readonly toggle: (id: string) => void;
  /** Selects all from the entry that was selected last. If nothing is selected, the range begins with `from`. */
  readonly extendTo: (id: string, from?: string) => void;
  readonly all: () => void;
  readonly none: () => void;
}

/** The selected entries among those that are shown. */
export function useSelection(shown: readonly Entry[]): ListSelection {
  const [kept, setKept] = useState(NOTHING_SELECTED);
  const order = useMemo(() => shown.map(({ id }) => id), [shown]);
  const selection = useMemo(() => keepShown(kept, order), [kept, order]);
  // A row that was hidden once does not come back selected.
  useLayoutEffect(() => setKept((before) => keepShown(before, order)), [order]);
  const change = (next: (now: Selection) => Selection) =>
    setKept((before) => next(keepShown(before, order)));
  return {
    ids: selection.ids,
    isSelecting: selection.ids.size > 0,
    toggle: (id) => change((now) => toggleSelected(now, id)),
    extendTo: (id, from) =>
      change((now) =>
        selectRange(now.anchor === null && from ? { ...now, anchor: from } : now, order, id),
      ),
    all: () => change((now) => selectAll(now, order)),
    none: () => setKept(NOTHING_SELECTED),
  };
}

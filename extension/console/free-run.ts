/** A vertical stretch along a side of the window, in pixels. Pure. */
export interface Run {
  readonly top: number;
  readonly bottom: number;
}

/** Finds the longest stretch of a side of the window that nothing covers. Empty if there is none. */
export function findFreeRun(height: number, taken: readonly Run[]): Run {
  let best: Run = { top: 0, bottom: 0 };
  let from = 0;
  const end: Run = { top: height, bottom: height };
  for (const { top, bottom } of [...taken, end].toSorted((left, right) => left.top - right.top)) {
    if (top - from > lengthOf(best)) best = { top: from, bottom: top };
    from = Math.max(from, bottom);
  }
  return best;
}

export function lengthOf({ top, bottom }: Run): number {
  return bottom - top;
}

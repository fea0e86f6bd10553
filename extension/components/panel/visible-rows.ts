/**
 * Finds the rows of a long list that must be in the page. All rows have the same height, so a position in the list is
 * a simple multiplication.
 */

export const ROW_HEIGHT = 56;

/** The number of extra rows above and below, so that fast scrolling shows no gap before the next frame. */
const BEYOND = 8;

/** Returns the indices in ascending order. The row `active` is always among them, since it may have the focus. */
export function findVisibleRows(
  count: number,
  scrollTop: number,
  height: number,
  active: number,
): number[] {
  const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - BEYOND);
  const end = Math.min(count, Math.ceil((scrollTop + height) / ROW_HEIGHT) + BEYOND);
  const rows = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  if (active < 0 || active >= count) return rows;
  if (active < first) return [active, ...rows];
  return active >= end ? [...rows, active] : rows;
}

/** Returns the scroll position at which the whole row is in sight. It scrolls no further than needed. */
export function scrollTopFor(row: number, scrollTop: number, height: number): number {
  const top = row * ROW_HEIGHT;
  if (top < scrollTop) return top;
  return top + ROW_HEIGHT > scrollTop + height ? top + ROW_HEIGHT - height : scrollTop;
}

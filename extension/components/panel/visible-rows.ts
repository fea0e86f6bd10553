/** Which rows of a long list stand in the page: all have one height, so a place in the list is a multiplication. */

export const ROW_HEIGHT = 56;

/** Rows beyond either edge, so that a turn of the wheel shows no gap before the next frame. */
const BEYOND = 8;

/** Indices in ascending order; `active`, which may have the focus, always stays. */
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

/** Where to scroll to, so that the row is in sight whole: no further than needed. */
export function scrollTopFor(row: number, scrollTop: number, height: number): number {
  const top = row * ROW_HEIGHT;
  if (top < scrollTop) return top;
  return top + ROW_HEIGHT > scrollTop + height ? top + ROW_HEIGHT - height : scrollTop;
}

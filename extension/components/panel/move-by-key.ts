interface MoveOptions {
  /** The direction in which the items follow each other: a column goes down, a row goes sideways. */
  readonly along?: 'column' | 'row';
  /** True if the first item follows the last one. */
  readonly around?: boolean;
  /** The number of rows that a page key moves. Without it, page keys do nothing. */
  readonly page?: number;
}

/** Returns the item that a key moves to. Undefined if it does not move. */
export function moveByKey(
  key: string,
  from: number,
  count: number,
  { along = 'column', around = false, page = 0 }: MoveOptions = {},
): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  switch (key) {
    case along === 'row' ? 'ArrowRight' : 'ArrowDown':
      return from < last ? from + 1 : around ? 0 : last;
    case along === 'row' ? 'ArrowLeft' : 'ArrowUp':
      return from > 0 ? from - 1 : around ? last : 0;
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageDown':
      return page > 0 ? Math.min(last, from + page) : undefined;
    case 'PageUp':
      return page > 0 ? Math.max(0, from - page) : undefined;
    default:
      return undefined;
  }
}

interface MoveOptions {
  /** After the last comes the first. */
  readonly around?: boolean;
  /** Rows that a page key goes by; without it, page keys do nothing. */
  readonly page?: number;
}

/** Where a key moves to among items one below the other; undefined when it moves nowhere. */
export function moveByKey(
  key: string,
  from: number,
  count: number,
  { around = false, page = 0 }: MoveOptions = {},
): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return from < last ? from + 1 : around ? 0 : last;
    case 'ArrowUp':
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

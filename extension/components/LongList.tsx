import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { moveByKey } from './panel/move-by-key.ts';
import { useVisibleRows } from './panel/useVisibleRows.ts';
import { ROW_HEIGHT } from './panel/visible-rows.ts';

interface LongListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly row: (item: Item) => ComponentChildren;
  readonly onOpen: (item: Item) => void;
}

/** Rows that each open something; only those in sight stand in the page. One takes the focus, and arrows move it. */
export function LongList<Item>({ label, items, keyOf, row, onOpen }: LongListProps<Item>) {
  const [active, setActive] = useState({ index: 0, key: '' });
  const found = items.findIndex((item) => keyOf(item) === active.key);
  const activeIndex = found < 0 ? Math.min(active.index, items.length - 1) : found;
  const { scroller, rows, rowsAPage, scrollTo } = useVisibleRows(items.length, activeIndex);
  const wantsFocus = useRef(false);
  useLayoutEffect(() => {
    const button = scroller.current?.querySelector<HTMLElement>('[tabindex="0"]');
    if (wantsFocus.current) button?.focus({ preventScroll: true });
    wantsFocus.current = false;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveByKey(event.key, activeIndex, items.length, { page: rowsAPage });
    const item = next === undefined ? undefined : items[next];
    if (next === undefined || item === undefined) return;
    event.preventDefault();
    wantsFocus.current = true;
    setActive({ index: next, key: keyOf(item) });
    scrollTo(next);
  };
  return (
    <div ref={scroller} class="entries">
      <ul
        class="entry-rows"
        style={{ height: `${items.length * ROW_HEIGHT}px` }}
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {rows.map((index) => {
          const item = items[index];
          if (item === undefined) return null;
          const key = keyOf(item);
          return (
            <li
              key={key}
              class="entry-row"
              style={{ top: `${index * ROW_HEIGHT}px` }}
              aria-setsize={items.length}
              aria-posinset={index + 1}
            >
              <button
                type="button"
                class="entry"
                tabIndex={index === activeIndex ? 0 : -1}
                aria-haspopup="dialog"
                onFocus={() => active.key !== key && setActive({ index, key })}
                onClick={() => onOpen(item)}
              >
                {row(item)}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

import { Component, type ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { languageTag } from '../wording/translate.ts';
import { moveByKey } from './panel/move-by-key.ts';
import { useVisibleRows } from './panel/useVisibleRows.ts';
import { ROW_HEIGHT } from './panel/visible-rows.ts';

/** Marks the one row that the Tab key goes to, and is called when another row gets the focus. */
export interface RowFocus {
  readonly tabIndex: 0 | -1;
  readonly onFocus: () => void;
}

interface RowFacts {
  readonly now: number;
  /** True while a change of the item is under way. */
  readonly isBusy?: boolean;
}

interface LongListProps<Item, Facts> {
  readonly label: string;
  readonly items: readonly Item[];
  /** The number of items that there are, if those of later pages are not in the list yet. */
  readonly total?: number | undefined;
  /** Changes when the filter or the order changes. The list then starts at its first row. */
  readonly arrangement: string;
  readonly keyOf: (item: Item) => string;
  /** The facts that a row shows in addition to its item. */
  readonly factsOf: (item: Item) => Facts;
  /** Draws a row. It runs again only when the item or its facts change, so its actions must depend on nothing else. */
  readonly row: (item: Item, facts: Facts, focus: RowFocus) => ComponentChildren;
  /** Handles a key that does not move the focus, for the item that has it. True if the key did something. */
  readonly onKey?: (event: KeyboardEvent, item: Item) => boolean;
  /** Called when a key moves the focus from one item to another. */
  readonly onMove?: (event: KeyboardEvent, from: Item, to: Item) => void;
  /** True while somebody types in a row. The focus must not move then, as the next keys would go to another row. */
  readonly isTyping?: boolean;
  /** The key of the item to go to. */
  readonly wanted?: string | null;
  readonly onFound?: () => void;
  /** Called when the last item comes near. */
  readonly onEnd?: () => void;
  /** The part that a row has opened, such as a menu. */
  readonly children?: ComponentChildren;
}

const FIRST = { index: 0, key: '' };

/** A list of which only the rows in sight are in the page. One row has the focus, and the arrow keys move it. */
export function LongList<Item, Facts extends RowFacts>(props: LongListProps<Item, Facts>) {
  const { items, arrangement, keyOf, factsOf, wanted = null } = props;
  const total = props.total ?? items.length;
  const [active, setActive] = useState(FIRST);
  const found = items.findIndex((item) => keyOf(item) === active.key);
  const activeIndex = found < 0 ? Math.min(active.index, items.length - 1) : found;
  const { scroller, rows, rowsAPage, scrollTo } = useVisibleRows(
    items.length,
    activeIndex,
    arrangement,
  );
  const wantsFocus = useRef(false);
  const focused = useRef<Element | null>(null);

  const goTo = (index: number) => {
    const item = items[index];
    if (item === undefined) return;
    wantsFocus.current = true;
    setActive({ index, key: keyOf(item) });
    scrollTo(index);
  };

  useLayoutEffect(() => {
    focused.current = null;
    setActive(FIRST);
  }, [arrangement]);

  useLayoutEffect(() => {
    const row = scroller.current?.querySelector<HTMLElement>('.entry[tabindex="0"]');
    // The element that had the focus is gone, with its row or its field. The row that is now at its place takes the
    // focus.
    const isLost =
      !props.isTyping &&
      focused.current?.isConnected === false &&
      document.activeElement === document.body;
    if (wantsFocus.current || isLost) row?.focus({ preventScroll: true });
    wantsFocus.current = false;
  });

  useLayoutEffect(() => {
    if (wanted === null) return;
    goTo(items.findIndex((item) => keyOf(item) === wanted));
    props.onFound?.();
  }, [wanted]);

  const isEndNear = rows.includes(items.length - 1);
  useEffect(() => {
    if (isEndNear) props.onEnd?.();
  }, [isEndNear, items]);

  const onKeyDown = (event: KeyboardEvent) => {
    const item = items[activeIndex];
    if (item === undefined) return;
    const next = moveByKey(event.key, activeIndex, items.length, { page: rowsAPage });
    if (next !== undefined) {
      goTo(next);
      const to = items[next];
      if (to !== undefined) props.onMove?.(event, item, to);
    } else if (!props.onKey?.(event, item)) return;
    event.preventDefault();
  };

  return (
    <div ref={scroller} class="entries">
      <ul
        class="entry-rows"
        style={{ height: `${items.length * ROW_HEIGHT}px` }}
        aria-label={props.label}
        onKeyDown={onKeyDown}
        onFocusIn={(event) => {
          focused.current = event.target as Element;
        }}
      >
        {rows.map((index) => {
          const item = items[index];
          if (item === undefined) return null;
          const key = keyOf(item);
          const facts = factsOf(item);
          const tabIndex = index === activeIndex ? 0 : -1;
          const shown = [item, index, total, tabIndex, languageTag()];
          return (
            <Row key={key} shown={[...shown, ...Object.values(facts)]}>
              {() => (
                <li
                  class="entry-row"
                  style={{ top: `${index * ROW_HEIGHT}px` }}
                  aria-setsize={total}
                  aria-posinset={index + 1}
                  aria-busy={facts.isBusy}
                >
                  {props.row(item, facts, {
                    tabIndex,
                    onFocus: () =>
                      setActive((before) => (before.key === key ? before : { index, key })),
                  })}
                </li>
              )}
            </Row>
          );
        })}
      </ul>
      {props.children}
    </div>
  );
}

interface RowProps {
  readonly shown: readonly unknown[];
  readonly children: () => ComponentChildren;
}

/** A row that is drawn again only when needed: most rows do not change while the list scrolls or somebody types. */
class Row extends Component<RowProps> {
  override shouldComponentUpdate({ shown }: RowProps) {
    return shown.some((value, index) => value !== this.props.shown[index]);
  }

  override render({ children }: RowProps) {
    return children();
  }
}

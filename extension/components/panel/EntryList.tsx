import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import { entriesCovering } from '../../../shared/entry-range.ts';
import { t } from '../../translate.ts';
import { useNow } from '../useNow.ts';
import { EntryRow } from './EntryRow.tsx';
import type { EntryUses } from './entry-uses.ts';
import { Menu, type Point } from './Menu.tsx';
import { type EntryCommands, menuOf } from './menu-of.ts';
import { moveByKey } from './move-by-key.ts';
import type { RemarkDraft } from './overtaken.ts';
import { useVisibleRows } from './useVisibleRows.ts';
import { ROW_HEIGHT } from './visible-rows.ts';

interface EntryListProps {
  readonly entries: readonly Entry[];
  /** Null until they have been read. */
  readonly uses: EntryUses | null;
  /** Those marked as of no use. */
  readonly unused: ReadonlySet<Entry>;
  /** Where this browser comes from. */
  readonly addresses: readonly string[];
  readonly busy: string | undefined;
  readonly canChange: boolean;
  readonly draft: RemarkDraft | null;
  readonly onDraft: (draft: RemarkDraft | null) => void;
  readonly onSaveRemark: (entry: Entry, remark: string) => void;
  readonly commands: EntryCommands;
  /** To be gone to. */
  readonly wanted: string | null;
  readonly onFound: () => void;
}

/** Not the button beside it, nor the field in its place. */
function isRow(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset.entry !== undefined;
}

/** The entries, of which only those in sight stand in the page. One of them takes the focus, and arrows move it. */
export function EntryList(props: EntryListProps) {
  const { entries, uses, addresses, busy, canChange, draft, commands } = props;
  const now = useNow(30_000);
  const [active, setActive] = useState({ index: 0, id: '' });
  const [menu, setMenu] = useState<{ readonly entry: Entry; readonly at: Point } | null>(null);
  const found = entries.findIndex(({ id }) => id === active.id);
  const activeIndex = found < 0 ? Math.min(active.index, entries.length - 1) : found;
  const { scroller, rows, rowsAPage, scrollTo } = useVisibleRows(entries.length, activeIndex);
  const wantsFocus = useRef(false);
  const focused = useRef<Element | null>(null);

  const goTo = (index: number) => {
    const next = entries[index];
    if (!next) return;
    wantsFocus.current = true;
    setActive({ index, id: next.id });
    scrollTo(index);
  };

  useLayoutEffect(() => {
    const id = entries[activeIndex]?.id;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-entry="${id}"]`);
    // Whatever had the focus is gone, with its row or its field: the row that stands there now takes it. Not
    // while somebody types, though, whose next keys would then be for another entry.
    const isLost =
      draft === null &&
      focused.current?.isConnected === false &&
      document.activeElement === document.body;
    if (row && (wantsFocus.current || isLost)) row.focus({ preventScroll: true });
    wantsFocus.current = false;
  });

  useLayoutEffect(() => {
    if (props.wanted === null) return;
    goTo(entries.findIndex(({ id }) => id === props.wanted));
    props.onFound();
  }, [props.wanted]);

  const openMenu = (index: number, at: Point) => {
    const entry = entries[index];
    if (!entry) return;
    setActive({ index, id: entry.id });
    setMenu({ entry, at });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const entry = entries[activeIndex];
    const next = moveByKey(event.key, activeIndex, entries.length, { page: rowsAPage });
    if (menu || !entry) return;
    // A key that is held down deletes one entry, not one after the other.
    if (event.repeat && event.key === 'Delete') return;
    if (next !== undefined) goTo(next);
    else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      const row = (event.target as Element).getBoundingClientRect();
      openMenu(activeIndex, { x: row.left, y: row.bottom });
    } else if (event.key === 'Enter' && canChange && isRow(event.target))
      commands.editRemark(entry);
    else if (event.key === 'Delete' && canChange) commands.remove(entry);
    else return;
    event.preventDefault();
  };

  return (
    <div ref={scroller} class="entries">
      <ul
        class="entry-rows"
        style={{ height: `${entries.length * ROW_HEIGHT}px` }}
        aria-label={t('panel.entries')}
        onKeyDown={onKeyDown}
        onFocusIn={(event) => {
          focused.current = event.target as Element;
        }}
      >
        {rows.map((index) => {
          const entry = entries[index];
          if (!entry) return null;
          const { id } = entry;
          return (
            <EntryRow
              key={id}
              entry={entry}
              index={index}
              count={entries.length}
              lastUsedAt={uses?.get(id)?.lastUsedAt}
              isUnused={props.unused.has(entry)}
              now={now}
              isOwn={addresses.some((address) => entriesCovering([entry], address).length > 0)}
              isBusy={busy === id}
              isActive={index === activeIndex}
              draft={draft}
              onFocus={() => active.id !== id && setActive({ index, id })}
              onExtend={canChange ? () => commands.addDay(entry) : undefined}
              onMenu={(at) => openMenu(index, at)}
              onDraft={props.onDraft}
              onSaveRemark={props.onSaveRemark}
            />
          );
        })}
      </ul>
      {menu && (
        <Menu
          label={t('panel.menuOf', [menu.entry.value])}
          at={menu.at}
          items={menuOf(menu.entry, canChange, now, commands)}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}

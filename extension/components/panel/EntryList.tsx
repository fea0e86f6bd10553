import { useRef, useState } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import { entriesCovering } from '../../../shared/entry-range.ts';
import { t } from '../../wording/translate.ts';
import { LongList } from '../LongList.tsx';
import { useNow } from '../useNow.ts';
import { type EntryFacts, EntryRow } from './EntryRow.tsx';
import type { EntryUses } from './entry-uses.ts';
import { GroupRowButton } from './GroupRowButton.tsx';
import { IncludedRow } from './IncludedRow.tsx';
import { Menu, type Point } from './Menu.tsx';
import { type EntryCommands, menuOf } from './menu-of.ts';
import type { RemarkDraft } from './overtaken.ts';
import { keyOfRow, type PanelRow } from './panel-rows.ts';
import type { ListSelection } from './useSelection.ts';

interface EntryListProps {
  readonly rows: readonly PanelRow[];
  /** Changes when the filter or the order changes. */
  readonly arrangement: string;
  /** Null until the uses have been read. */
  readonly uses: EntryUses | null;
  /** The entries that are marked as unused. */
  readonly unused: ReadonlySet<Entry>;
  /** The addresses of this browser. */
  readonly addresses: readonly string[];
  /** The entries that a change under way is about. */
  readonly busy: ReadonlySet<string>;
  /** Null if the endpoint changes one entry at a time, or the person none. */
  readonly selection: ListSelection | null;
  readonly canChange: boolean;
  readonly draft: RemarkDraft | null;
  readonly onDraft: (draft: RemarkDraft | null) => void;
  readonly onSaveRemark: (entry: Entry, remark: string) => void;
  readonly commands: EntryCommands;
  /** The id of the entry to go to. */
  readonly wanted: string | null;
  readonly onFound: () => void;
  /** True if a click on a row selected something. */
  readonly onPress: (event: MouseEvent, entry: Entry) => boolean;
  readonly onRemoveSelected: () => void;
  /** Opens or folds the group of a shared list. */
  readonly onToggleGroup: (list: string) => void;
}

/** Decides whether an element is a row itself, not the button beside it or the field in its place. */
function isRow(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset.entry !== undefined;
}

/** The entries, each with a menu of its actions. */
export function EntryList(props: EntryListProps) {
  const { uses, unused, addresses, busy, selection, canChange, draft, commands } = props;
  const now = useNow(30_000);
  const [menu, setMenu] = useState<{ readonly entry: Entry; readonly at: Point } | null>(null);
  // A row is not drawn on each change, so its actions use the latest properties.
  const latest = useRef(props);
  latest.current = props;

  const isOwn = (entry: Entry) =>
    addresses.some((address) => entriesCovering([entry], address).length > 0);
  const factsOf = (row: PanelRow): EntryFacts =>
    row.kind === 'own'
      ? factsOfOwn(row.entry)
      : { ...READ_ONLY, now, isOwn: row.kind === 'included' && isOwn(row.entry) };
  const factsOfOwn = (entry: Entry): EntryFacts => ({
    now,
    canChange,
    lastUsedAt: uses === null ? undefined : (uses.get(entry.id)?.lastUsedAt ?? null),
    isUnused: unused.has(entry),
    isOwn: isOwn(entry),
    isBusy: busy.has(entry.id),
    isSelected: selection?.isSelecting ? selection.ids.has(entry.id) : null,
    draft: draft?.id === entry.id ? draft : null,
  });

  const onKey = (event: KeyboardEvent, row: PanelRow): boolean => {
    if (row.kind === 'own') return onEntryKey(event, row.entry);
    const isFold = row.kind === 'group' && event.key === (row.isOpen ? 'ArrowLeft' : 'ArrowRight');
    if (isFold) props.onToggleGroup(row.list);
    return isFold;
  };
  const onEntryKey = (event: KeyboardEvent, entry: Entry): boolean => {
    // A key that is held down deletes one entry only.
    if (event.repeat && event.key === 'Delete') return false;
    if (selection && isRow(event.target)) {
      const isCommand = event.ctrlKey || event.metaKey;
      if (isCommand && event.key.toLowerCase() === 'a') selection.all();
      else if (isCommand && event.key === ' ') selection.toggle(entry.id);
      else if (selection.isSelecting && event.key === 'Escape') selection.none();
      else if (selection.isSelecting && event.key === 'Delete') props.onRemoveSelected();
      // A row that is being selected is a switch, which Enter and Space press.
      else if (selection.isSelecting && event.key === 'Enter') return false;
      else return onRowKey(event, entry);
      return true;
    }
    return onRowKey(event, entry);
  };
  const onRowKey = (event: KeyboardEvent, entry: Entry): boolean => {
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      const { left, bottom } = (event.target as Element).getBoundingClientRect();
      setMenu({ entry, at: { x: left, y: bottom } });
    } else if (event.key === 'Enter' && canChange && !entry.unreadable && isRow(event.target)) {
      commands.editRemark(entry);
    } else if (event.key === 'Delete' && canChange) commands.remove(entry);
    else return false;
    return true;
  };

  return (
    <LongList
      label={t('panel.entries')}
      items={props.rows}
      arrangement={props.arrangement}
      keyOf={keyOfRow}
      factsOf={factsOf}
      row={(row, facts, focus) => {
        if (row.kind === 'group')
          return (
            <GroupRowButton
              group={row}
              focus={focus}
              onToggle={() => latest.current.onToggleGroup(row.list)}
            />
          );
        const { entry } = row;
        if (row.kind === 'included')
          return (
            <IncludedRow
              entry={entry}
              {...facts}
              focus={focus}
              onOpen={() => latest.current.commands.showDetails(entry)}
            />
          );
        return (
          <EntryRow
            {...facts}
            entry={entry}
            focus={focus}
            onExtend={() => latest.current.commands.addDay(entry)}
            onSelect={(event) => latest.current.onPress(event, entry)}
            onMenu={(at) => {
              focus.onFocus();
              setMenu({ entry, at });
            }}
            onDraft={(next) => latest.current.onDraft(next)}
            onSaveRemark={(remark) => latest.current.onSaveRemark(entry, remark)}
          />
        );
      }}
      onKey={onKey}
      onMove={(event, from, to) => {
        if (event.shiftKey && from.kind === 'own' && to.kind === 'own')
          selection?.extendTo(to.entry.id, from.entry.id);
      }}
      isTyping={draft !== null}
      wanted={props.wanted}
      onFound={props.onFound}
    >
      {menu && (
        <Menu
          label={t('panel.menuOf', [menu.entry.value])}
          at={menu.at}
          items={menuOf(menu.entry, canChange, now, commands)}
          onClose={() => setMenu(null)}
        />
      )}
    </LongList>
  );
}

/** The facts of a row that can't be changed here. */
const READ_ONLY = {
  canChange: false,
  lastUsedAt: undefined,
  isUnused: false,
  isBusy: false,
  isSelected: null,
  draft: null,
} as const;

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import { parseClientAddress } from '../../../shared/client-address.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { Checked } from '../../model/checked.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import { isSharedList } from '../../model/listed-place.ts';
import { countLive } from '../../model/live-entries.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { languageTag, t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { useNow } from '../useNow.ts';
import { useSettled } from '../useSettled.ts';
import { type EntryOrder, searchEntries, sortEntries } from './arrange-entries.ts';
import { EntryList } from './EntryList.tsx';
import { type EntryUses, findUnused } from './entry-uses.ts';
import { findRange } from './find-range.ts';
import { ListBar } from './ListBar.tsx';
import type { MenuItem } from './Menu.tsx';
import type { EntryCommands } from './menu-of.ts';
import type { RemarkDraft } from './overtaken.ts';
import { countEntries, groupRowsOf } from './panel-rows.ts';
import { SearchedAddress } from './SearchedAddress.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useLostFocus } from './useLostFocus.ts';
import { useSelection } from './useSelection.ts';

/** The actions on several entries at once. */
export interface SeveralCommands {
  readonly editRemark: (entries: readonly Entry[]) => void;
  readonly chooseExpiry: (entries: readonly Entry[]) => void;
  readonly remove: (entries: readonly Entry[]) => void;
}

interface ListViewProps {
  readonly list: KnownAllowlist;
  /** Null until the uses have been read. */
  readonly uses: EntryUses | null;
  readonly addresses: readonly SeenAddress[];
  readonly canChange: boolean;
  readonly refreshing: boolean;
  /** True if the list replaces a form that had the focus. */
  readonly takesFocus: boolean;
  /** The entries that a change under way is about. */
  readonly busy: ReadonlySet<string>;
  /** Absent if the endpoint changes one entry at a time. */
  readonly several: SeveralCommands | undefined;
  /** Told while entries are selected: a bar of its own then stands at the bottom. */
  readonly onSelecting: (isSelecting: boolean) => void;
  readonly draft: RemarkDraft | null;
  readonly onDraft: (draft: RemarkDraft | null) => void;
  readonly onSaveRemark: (entry: Entry, remark: string) => void;
  readonly commands: EntryCommands;
  readonly more: readonly MenuItem[];
  /** The id of the entry to go to, even if the search would hide it. */
  readonly wanted: string | null;
  readonly onFound: () => void;
  readonly onRefresh: () => void;
  readonly onAdd: (values: readonly string[]) => void;
  readonly onCheck: (address: string) => ApiAnswer<Checked>;
  /** Shown in place of the entries if there are none. */
  readonly empty: ComponentChildren;
}

/** The pause before the search answers for an address. */
const TYPING_PAUSE_MS = 300;

export function ListView(props: ListViewProps) {
  const { list, uses, addresses, canChange, onAdd } = props;
  const now = useNow(60_000);
  const [query, setQuery] = useState('');
  const [onlyUnused, setOnlyUnused] = useState(false);
  const [order, setOrder] = useState<EntryOrder>('newest');
  const language = languageTag();
  const live = useMemo(() => countLive(list, now), [list, now]);
  const sorted = useMemo(
    () => sortEntries(list.entries, order, language, uses),
    [list.entries, order, language, order === 'idle' && uses],
  );
  const unused = useMemo(
    () => new Set(findUnused(list.entries, uses, now)),
    [list.entries, uses, now],
  );
  const shown = useMemo(
    () => searchEntries(onlyUnused ? sorted.filter((entry) => unused.has(entry)) : sorted, query),
    [sorted, query, onlyUnused && unused],
  );
  // While an address is typed, its first half is often an address, too. So the search waits for a pause.
  const settled = useSettled(query.trim(), TYPING_PAUSE_MS);
  const searched = useMemo(() => {
    const parsed = parseClientAddress(settled);
    return parsed.ok ? parsed.value.text : null;
  }, [settled]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const included = onlyUnused ? undefined : list.included;
  const groups = useMemo(
    () => groupRowsOf(included ?? [], { query, order, languageTag: language, opened }, now),
    [included, query, order, language, opened, now],
  );
  const rows = useMemo(
    () => [...shown.map((entry) => ({ kind: 'own', entry }) as const), ...groups],
    [shown, groups],
  );
  const toggleGroup = (name: string) => {
    const next = new Set(opened);
    if (!next.delete(name)) next.add(name);
    setOpened(next);
  };
  const showAll = () => {
    setQuery('');
    setOnlyUnused(false);
  };
  useLayoutEffect(() => {
    if (props.wanted !== null) showAll();
  }, [props.wanted]);
  const { several } = props;
  const selection = useSelection(several ? shown : NO_ENTRIES);
  const { isSelecting } = selection;
  const selected = shown.filter(({ id }) => selection.ids.has(id));
  const place = useRef<HTMLDivElement>(null);
  const wasSelecting = useRef(false);
  useLayoutEffect(() => {
    props.onSelecting(isSelecting);
    // The bar of the selection has gone, and the focus with it.
    if (wasSelecting.current && !isSelecting && document.activeElement === document.body)
      place.current?.querySelector<HTMLElement>('.entry[tabindex="0"]')?.focus();
    wasSelecting.current = isSelecting;
  }, [isSelecting]);
  const onPress = (event: MouseEvent, { id }: Entry) => {
    if (several === undefined) return false;
    if (event.shiftKey) selection.extendTo(id);
    else if (isSelecting || event.ctrlKey || event.metaKey) selection.toggle(id);
    else return false;
    return true;
  };
  return (
    <>
      <ListBar
        query={query}
        order={order}
        unused={unused.size}
        onlyUnused={onlyUnused}
        live={live}
        expired={list.count - live}
        limit={list.limit}
        refreshing={props.refreshing}
        takesFocus={props.takesFocus}
        more={[
          ...(several && shown.length > 0
            ? [{ text: t('panel.selectAll'), key: 'Control+A', onSelect: selection.all }]
            : []),
          ...props.more,
        ]}
        onQuery={setQuery}
        onOrder={setOrder}
        onOnlyUnused={setOnlyUnused}
        onRefresh={props.onRefresh}
        onAdd={canChange ? () => onAdd([]) : undefined}
      />
      <p class="unseen" role="status">
        {(query !== '' || onlyUnused) && t('panel.found', countEntries(rows))}
      </p>
      {searched !== null && query !== '' && (
        <SearchedAddress
          address={searched}
          list={list}
          now={now}
          onCheck={isSharedList(list.account) ? undefined : props.onCheck}
          onAdd={canChange ? () => onAdd([searched]) : undefined}
        />
      )}
      {list.entries.length === 0 && groups.length > 0 && query === '' && (
        <p class="own-note small soft">{t('included.noneOwn')}</p>
      )}
      {list.entries.length + (list.included?.length ?? 0) === 0 ? (
        props.empty
      ) : rows.length === 0 ? (
        <NothingFound
          query={query}
          isAnswered={parseClientAddress(query.trim()).ok}
          onClear={showAll}
          onAdd={
            canChange && findRange(query.trim()) !== undefined
              ? () => onAdd([query.trim()])
              : undefined
          }
        />
      ) : (
        <div ref={place} class="list-place">
          <EntryList
            rows={rows}
            arrangement={`${order} ${onlyUnused} ${query}`}
            uses={uses}
            unused={unused}
            addresses={addresses.map(({ address }) => address)}
            busy={props.busy}
            canChange={canChange}
            draft={props.draft}
            onDraft={props.onDraft}
            onSaveRemark={props.onSaveRemark}
            commands={{
              ...props.commands,
              select: several && (({ id }: Entry) => selection.toggle(id)),
            }}
            wanted={query === '' && !onlyUnused ? props.wanted : null}
            onFound={props.onFound}
            selection={several ? selection : null}
            onPress={onPress}
            onRemoveSelected={() => several?.remove(selected)}
            onToggleGroup={toggleGroup}
          />
          {several && isSelecting && (
            <SelectionBar
              count={selected.length}
              shown={shown.length}
              canEdit={selected.every(({ unreadable }) => !unreadable)}
              isBusy={props.busy.size > 0}
              onAll={selection.all}
              onNone={selection.none}
              onRemark={() => several.editRemark(selected)}
              onExpiry={() => several.chooseExpiry(selected)}
              onDelete={() => several.remove(selected)}
            />
          )}
        </div>
      )}
    </>
  );
}

const NO_ENTRIES: readonly Entry[] = [];

interface NothingFoundProps {
  readonly query: string;
  /** True if the query is an address. What the list says of it stands above. */
  readonly isAnswered: boolean;
  readonly onClear: () => void;
  readonly onAdd: (() => void) | undefined;
}

function NothingFound({ query, isAnswered, onClear, onAdd }: NothingFoundProps) {
  const text = query.trim();
  const place = useLostFocus();
  return (
    <div ref={place} class="entries blank stack">
      {!isAnswered && (
        <p>{text === '' ? t('panel.noneUnused') : t('panel.nothingFound', [text])}</p>
      )}
      <div class="row">
        {onAdd && !isAnswered && <Button onClick={onAdd}>{t('panel.addThis', [text])}</Button>}
        <Button onClick={onClear}>{t('panel.clearSearch')}</Button>
      </div>
    </div>
  );
}

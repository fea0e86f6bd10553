import { useMemo, useState } from 'preact/hooks';
import type { Allowlist, Entry } from '../../../shared/api.ts';
import { entriesCovering, findEntryRange } from '../../../shared/entry-range.ts';
import { hasExpired, type SeenAddress } from '../../../shared/judge-address.ts';
import { countLive } from '../../model/live-entries.ts';
import { showExpiry, wordEntryNote } from '../../wording/entry.ts';
import { wordFacts } from '../../wording/series.ts';
import { wordNumber } from '../../wording/time.ts';
import { languageTag, t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Chip } from '../Chip.tsx';
import { LongList, type RowFocus } from '../LongList.tsx';
import { searchEntries, sortEntries } from '../panel/arrange-entries.ts';
import { EntryValue } from '../panel/EntryValue.tsx';
import { Spinner } from '../Spinner.tsx';
import { useNow } from '../useNow.ts';
import type { DrawerActions } from './drawer-actions.ts';

interface DrawerListProps {
  readonly list: Allowlist;
  readonly addresses: readonly SeenAddress[];
  readonly refreshing: boolean;
  readonly actions: DrawerActions;
  /** Opens the add form. Absent if the token may only read. */
  readonly onAdd: (() => void) | undefined;
}

/** The entries, for reading only. Each opens in a window, in which it can be changed. */
export function DrawerList(props: DrawerListProps) {
  const { list, addresses, refreshing, actions, onAdd } = props;
  const now = useNow(30_000);
  const [query, setQuery] = useState('');
  const sorted = useMemo(() => sortEntries(list.entries, 'newest', languageTag()), [list.entries]);
  const shown = useMemo(() => searchEntries(sorted, query), [sorted, query]);
  const live = countLive(list, now);
  const isOwn = (entry: Entry) =>
    addresses.some(({ address }) => entriesCovering([entry], address).length > 0);
  return (
    <>
      <div class="bar">
        <input
          class="input"
          type="search"
          aria-label={t('panel.search')}
          placeholder={t('panel.search')}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        {onAdd ? (
          <Button onClick={onAdd}>
            <span aria-hidden="true">+ </span>
            {t('panel.add')}
          </Button>
        ) : (
          <span class="chip off">{t('panel.readOnly')}</span>
        )}
      </div>
      <div class="bar thin">
        <span class="soft">
          {wordFacts(
            t('panel.countOf', [wordNumber(live), wordNumber(list.limit)]),
            list.count > live && t('panel.expiredCount', list.count - live),
          )}
        </span>
        <span class="slot">{refreshing && <Spinner />}</span>
        <Button kind="link" label={t('panel.refresh')} onClick={actions.refresh}>
          ↻
        </Button>
      </div>
      {shown.length === 0 ? (
        <p class="entries blank soft">
          {query.trim() === '' ? wordEmpty(list) : t('panel.nothingFound', [query.trim()])}
        </p>
      ) : (
        <LongList
          label={t('panel.entries')}
          items={shown}
          arrangement={query}
          keyOf={({ id }) => id}
          factsOf={(entry) => ({ now, isOwn: isOwn(entry) })}
          row={(entry, facts, focus) => (
            <EntryLink
              entry={entry}
              {...facts}
              focus={focus}
              onOpen={() => actions.openPanel('allowlist', entry.id)}
            />
          )}
        />
      )}
    </>
  );
}

/** A list without entries is off, unless it includes shared lists or is one. */
function wordEmpty({ mode, count, limit }: Allowlist): string {
  return mode === 'off'
    ? t('panel.emptyTitle')
    : t('panel.countOf', [wordNumber(count), wordNumber(limit)]);
}

interface EntryLinkProps {
  readonly entry: Entry;
  readonly now: number;
  /** True if the entry covers an address of this browser. */
  readonly isOwn: boolean;
  readonly focus: RowFocus;
  readonly onOpen: () => void;
}

function EntryLink({ entry, now, isOwn, focus, onOpen }: EntryLinkProps) {
  const state = showExpiry(entry, now);
  return (
    <button
      type="button"
      class={hasExpired(entry, now) ? 'entry listed expired' : 'entry listed'}
      data-entry={entry.id}
      title={t('drawer.openEntry', [entry.value])}
      {...focus}
      onClick={onOpen}
    >
      <EntryValue value={entry.value} />
      <span class="entry-line">
        {isOwn && <strong class="you">{t('words.you')}</strong>}
        <span class="cut">{wordEntryNote(entry, findEntryRange(entry), now)}</span>
        <span class="fill" />
        {state && <Chip {...state} />}
      </span>
    </button>
  );
}

import { useMemo, useState } from 'preact/hooks';
import type { Allowlist, Entry } from '../../../shared/api.ts';
import { addressJudge } from '../../../shared/judge-address.ts';
import type { KnownSenders } from '../../model/known-senders.ts';
import { keyOfSender } from '../../model/seen-login.ts';
import { wordServer } from '../../wording/sender.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { LongList } from '../LongList.tsx';
import { useNow } from '../useNow.ts';
import {
  filterSenders,
  type SenderFilter,
  type SenderOrder,
  searchSenders,
  sortSenders,
} from './arrange-senders.ts';
import { DaysChart } from './DaysChart.tsx';
import { type JudgedSender, judgeSenders } from './judge-senders.ts';
import { MissingSenders } from './MissingSenders.tsx';
import { SenderBar } from './SenderBar.tsx';
import { SenderDialog } from './SenderDialog.tsx';
import { SenderRow } from './SenderRow.tsx';
import { SuggestionsView } from './SuggestionsView.tsx';
import type { SendersViewProps } from './senders-view-props.ts';
import { findSuggestions } from './suggestions.ts';

/** The page for an account that has senders: the chart, the list of senders, or the suggested entries. */
export function SendersPage(props: SendersViewProps & { readonly senders: KnownSenders }) {
  const { list, suspended, canChange, adding } = props;
  const { senders, days } = props.senders.list;
  const now = useNow(30_000);
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<SenderFilter>('all');
  const [order, setOrder] = useState<SenderOrder>('recent');
  const [opened, setOpened] = useState('');
  const [isSuggesting, setSuggesting] = useState(false);
  const judge = useMemo(
    () => addressJudge(list.entries, list.included),
    [list.entries, list.included],
  );
  const judged = useMemo(
    () => judgeSenders(senders, judge, list, suspended, now),
    [senders, judge, list.mode, suspended, now],
  );
  const shown = useMemo(
    () => sortSenders(searchSenders(filterSenders(judged, filter), query), order),
    [judged, filter, query, order],
  );
  const open = judged.find((one) => rowKeyOf(one) === opened);
  const suggestions = useMemo(() => findSuggestions(judged), [judged]);
  const add = (addresses: readonly string[], values: readonly string[]) => {
    setOpened('');
    setSuggesting(false);
    props.onAdd(values, remarkFor(addresses, judged));
  };
  const isOwn = (address: string) => adding.findHere(address) !== undefined;
  const addOwn = (address: string) => {
    const seen = adding.findHere(address);
    if (seen === undefined) return add([address], [address]);
    setOpened('');
    adding.add(seen);
  };
  if (isSuggesting) {
    return (
      <SuggestionsView
        suggestions={suggestions}
        judged={judged}
        now={now}
        isOwn={isOwn}
        onAdd={add}
        onNotMe={props.onNotMe}
        onBack={() => setSuggesting(false)}
      />
    );
  }
  return (
    <>
      <DaysChart days={days} now={now} />
      {canChange && suggestions.count > 0 && (
        <MissingSenders count={suggestions.count} onSuggest={() => setSuggesting(true)} />
      )}
      <SenderBar
        query={query}
        filter={filter}
        order={order}
        refreshing={props.refreshing}
        onQuery={setQuery}
        onFilter={setFilter}
        onOrder={setOrder}
        onRefresh={props.onRefresh}
      />
      <p class="unseen" role="status">
        {(query !== '' || filter !== 'all') && t('senders.found', shown.length)}
      </p>
      {shown.length === 0 ? (
        <NothingFound
          onClear={() => {
            setQuery('');
            setFilter('all');
          }}
        />
      ) : (
        <LongList
          label={t('senders.title')}
          items={shown}
          arrangement={`${filter} ${order} ${query}`}
          keyOf={rowKeyOf}
          factsOf={({ sender }) => ({ now, isOwn: isOwn(sender.address) })}
          row={(sender, facts, focus) => (
            <button
              type="button"
              class="entry"
              aria-haspopup="dialog"
              {...focus}
              onClick={() => setOpened(rowKeyOf(sender))}
            >
              <SenderRow {...sender} {...facts} />
            </button>
          )}
        />
      )}
      {open && (
        <SenderDialog
          {...open}
          canChange={canChange}
          onEntry={entryOpener(open, list, (entry) => {
            setOpened('');
            props.onEntry(entry);
          })}
          isOwn={isOwn(open.sender.address)}
          onAdd={() => addOwn(open.sender.address)}
          onNotMe={
            props.onNotMe &&
            (() => {
              setOpened('');
              props.onNotMe?.(open.sender.address);
            })
          }
          onClose={() => setOpened('')}
        />
      )}
    </>
  );
}

function NothingFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <div class="entries blank stack">
      <p>{t('senders.nothingFound')}</p>
      <div class="row">
        <Button onClick={onClear}>{t('senders.showAll')}</Button>
      </div>
    </div>
  );
}

const rowKeyOf = ({ sender }: JudgedSender) => keyOfSender(sender);

/** Proposes a remark. It names the server that asked, if there was only one. */
function remarkFor(addresses: readonly string[], judged: readonly JudgedSender[]): string {
  const wanted = new Set(addresses);
  const of = judged.filter(({ sender }) => wanted.has(sender.address));
  const [server, ...others] = new Set(of.map(({ sender }) => wordServer(sender.server)));
  return server === undefined || others.length > 0
    ? t('senders.title')
    : t('senders.remark', [server]);
}

/** Returns a function that goes to the entry. Undefined if the entry is not on the present list. */
function entryOpener(
  { sender, seen }: JudgedSender,
  { entries }: Allowlist,
  show: (entry: Entry) => void,
): (() => void) | undefined {
  const wanted = sender.entry?.id ?? seen.entry?.id;
  const entry = entries.find(({ id }) => id === wanted);
  return entry && (() => show(entry));
}

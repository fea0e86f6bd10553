import { useMemo, useState } from 'preact/hooks';
import type { Allowlist, Entry } from '../../../shared/api.ts';
import { addressJudge } from '../../../shared/judge-address.ts';
import type { Trouble } from '../../api-client.ts';
import type { KnownSenders } from '../../settings.ts';
import { t } from '../../translate.ts';
import { wordServer } from '../../wording/sender.ts';
import { Button } from '../Button.tsx';
import { LongList } from '../LongList.tsx';
import { Notice } from '../Notice.tsx';
import { useLostFocus } from '../panel/useLostFocus.ts';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
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
import { NoSenders } from './NoSenders.tsx';
import { SenderBar } from './SenderBar.tsx';
import { SenderDialog } from './SenderDialog.tsx';
import { SenderRow } from './SenderRow.tsx';
import { SuggestionsView } from './SuggestionsView.tsx';
import { findSuggestions } from './suggestions.ts';

export interface SendersViewProps {
  readonly list: Allowlist;
  /** Null until they have been read for the first time. */
  readonly senders: KnownSenders | null;
  /** Why the last try to read them failed. */
  readonly trouble: Trouble | null;
  readonly endpoint: string;
  readonly suspended: boolean;
  readonly canChange: boolean;
  readonly refreshing: boolean;
  readonly onRefresh: () => void;
  readonly onOptions: () => void;
  /** Opens the add form, filled in. */
  readonly onAdd: (values: readonly string[], remark: string) => void;
  /** Tells what to do about an address that is nobody's; absent where there is nothing to tell. */
  readonly onNotMe?: ((address: string) => void) | undefined;
  readonly onEntry: (entry: Entry) => void;
}

/** Who has been sending, what the list says of them now, and what to do about it. */
export function SendersView(props: SendersViewProps) {
  const { senders, trouble, endpoint } = props;
  return (
    <>
      {trouble && (
        <div class="panel-notice">
          <TroubleNotice
            trouble={trouble}
            endpoint={endpoint}
            knownAt={senders?.at ?? 0}
            onRetry={props.onRefresh}
            onOptions={props.onOptions}
          />
        </div>
      )}
      {senders === null ? (
        <div class="waiting">{trouble === null && <Spinner />}</div>
      ) : senders.list.senders.length === 0 && senders.list.days.length === 0 ? (
        <NoSenders list={props.list} onRefresh={props.onRefresh} />
      ) : (
        <KnownSendersView {...props} senders={senders} />
      )}
    </>
  );
}

function KnownSendersView(props: SendersViewProps & { readonly senders: KnownSenders }) {
  const { list, suspended, canChange } = props;
  const { senders, days } = props.senders.list;
  const now = useNow(30_000);
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<SenderFilter>('all');
  const [order, setOrder] = useState<SenderOrder>('recent');
  const [opened, setOpened] = useState('');
  const [isSuggesting, setSuggesting] = useState(false);
  const judge = useMemo(() => addressJudge(list.entries), [list.entries]);
  const judged = useMemo(
    () => judgeSenders(senders, judge, list, suspended, now),
    [senders, judge, list.mode, suspended, now],
  );
  const shown = useMemo(
    () => sortSenders(searchSenders(filterSenders(judged, filter), query), order),
    [judged, filter, query, order],
  );
  const open = judged.find(({ sender }) => sender.address === opened);
  const suggestions = useMemo(() => findSuggestions(judged), [judged]);
  const add = (addresses: readonly string[], values: readonly string[]) => {
    setOpened('');
    setSuggesting(false);
    props.onAdd(values, remarkFor(addresses, judged));
  };
  if (isSuggesting) {
    return (
      <SuggestionsView
        suggestions={suggestions}
        judged={judged}
        now={now}
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
          key={`${filter} ${order} ${query}`}
          label={t('senders.title')}
          items={shown}
          keyOf={addressOf}
          row={(sender) => <SenderRow {...sender} now={now} />}
          onOpen={(sender) => setOpened(addressOf(sender))}
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
          onAdd={() => add([opened], [opened])}
          onNotMe={
            props.onNotMe &&
            (() => {
              setOpened('');
              props.onNotMe?.(opened);
            })
          }
          onClose={() => setOpened('')}
        />
      )}
    </>
  );
}

interface MissingSendersProps {
  readonly count: number;
  readonly onSuggest: () => void;
}

function MissingSenders({ count, onSuggest }: MissingSendersProps) {
  const place = useLostFocus();
  return (
    <div ref={place} class="panel-notice suggest">
      <Notice tone="warn">
        {t('senders.missing', count)}{' '}
        <Button kind="link" onClick={onSuggest}>
          {t('senders.suggest')}
        </Button>
      </Notice>
    </div>
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

function addressOf({ sender }: JudgedSender): string {
  return sender.address;
}

/** Names the server that asked, where it was one. */
function remarkFor(addresses: readonly string[], judged: readonly JudgedSender[]): string {
  const wanted = new Set(addresses);
  const of = judged.filter(({ sender }) => wanted.has(sender.address));
  const [server, ...others] = new Set(of.map(({ sender }) => wordServer(sender.server)));
  return server === undefined || others.length > 0
    ? t('senders.title')
    : t('senders.remark', [server]);
}

/** Only an entry that is on the list by now can be gone to. */
function entryOpener(
  { sender, seen }: JudgedSender,
  { entries }: Allowlist,
  show: (entry: Entry) => void,
): (() => void) | undefined {
  const wanted = sender.entry?.id ?? seen.entry?.id;
  const entry = entries.find(({ id }) => id === wanted);
  return entry && (() => show(entry));
}

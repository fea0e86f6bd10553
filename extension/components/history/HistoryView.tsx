import { useMemo, useState } from 'preact/hooks';
import type { Entry, HistoryEvent, HistoryPage } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import { isSharedList } from '../../model/listed-place.ts';
import { namesBefore, restoredList } from '../../model/past-list.ts';
import { serverNow } from '../../model/server-clock.ts';
import type { ApiAnswer, Trouble } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import type { ListState } from '../panel/consequences.ts';
import type { ReadListPreview } from '../preview/useListPreview.ts';
import type { ReadPreview } from '../preview/usePreview.ts';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useNow } from '../useNow.ts';
import { HistoryItem } from './HistoryItem.tsx';
import { RestoreListDialog } from './RestoreListDialog.tsx';
import { RestoreSharedDialog } from './RestoreSharedDialog.tsx';
import { findRestoreOffers } from './restore-offers.ts';
import { useHistory } from './useHistory.ts';

interface HistoryViewProps {
  readonly list: KnownAllowlist;
  readonly addresses: readonly SeenAddress[];
  readonly canChange: boolean;
  /** Whether this person's restoration brings back the shared lists of that time. */
  readonly changesLists: boolean;
  /** The trouble that the page names already. */
  readonly saidTrouble: Trouble | null;
  readonly endpoint: string;
  readonly readPage: (cursor: string | null) => ApiAnswer<HistoryPage>;
  readonly readPreview: ReadPreview;
  readonly readListPreview: ReadListPreview;
  readonly onEdit: (command: ListCommand, restored?: readonly Entry[]) => void;
  readonly onOptions: () => void;
}

interface Restoring {
  readonly event: HistoryEvent;
  readonly command: ListCommand;
  readonly past: ListState;
  /** True if the shared lists were others since then, and stay as they are. */
  readonly keepsLists: boolean;
}

/** Shows who changed what and when. It also offers to undo changes to a person who may change the list (R16). */
export function HistoryView(props: HistoryViewProps) {
  const { list, canChange, changesLists, onEdit } = props;
  const { events, trouble, loading, hasMore, more, again } = useHistory(
    props.readPage,
    list.revision,
  );
  const now = useNow(30_000);
  const own = props.addresses.map(({ address }) => address);
  const [restoring, setRestoring] = useState<Restoring | null>(null);
  const offers = useMemo(
    () => findRestoreOffers(canChange ? (events ?? []) : [], list, changesLists, now),
    [canChange, events, list, changesLists, now],
  );
  const askToRestore = (event: HistoryEvent) => {
    const since = (events ?? []).filter(({ revision }) => revision > event.revision);
    const command = { kind: 'restore', body: { revision: event.revision } } as const;
    const past = restoredList(list, since, changesLists, serverNow());
    const keepsLists = !changesLists && since.some((later) => namesBefore(later) !== undefined);
    setRestoring({ event, command, past, keepsLists });
  };
  return (
    <div class="filling">
      {trouble && trouble.kind !== props.saidTrouble?.kind && (
        <div class="body">
          <TroubleNotice
            trouble={trouble}
            endpoint={props.endpoint}
            onRetry={again}
            onOptions={props.onOptions}
          />
        </div>
      )}
      <ol class="events" aria-label={t('history.title')} aria-busy={loading}>
        {events?.map((event) => (
          <HistoryItem
            key={eventKey(event)}
            event={event}
            isShared={isSharedList(list.account)}
            now={now}
            own={own}
            restorable={offers.entries.get(event) ?? []}
            onRestoreEntries={(entries) =>
              onEdit({ kind: 'restore', body: { entries: entries.map(({ id }) => id) } }, entries)
            }
            onRestoreList={offers.lists.has(event) ? () => askToRestore(event) : undefined}
          />
        ))}
      </ol>
      <div class="history-end row">
        {hasMore && (
          <Button disabled={loading} onClick={more}>
            {t('history.more')}
          </Button>
        )}
        {loading && <Spinner />}
        {events && !hasMore && <span class="soft small">{t('history.end')}</span>}
      </div>
      {restoring && isSharedList(list.account) && (
        <RestoreSharedDialog
          event={restoring.event}
          past={restoring.past}
          command={restoring.command}
          list={list}
          readPreview={props.readListPreview}
          onConfirm={() => {
            setRestoring(null);
            onEdit(restoring.command);
          }}
          onClose={() => setRestoring(null)}
        />
      )}
      {restoring && !isSharedList(list.account) && (
        <RestoreListDialog
          event={restoring.event}
          past={restoring.past}
          keepsLists={restoring.keepsLists}
          command={restoring.command}
          list={list}
          addresses={props.addresses}
          readPreview={props.readPreview}
          onConfirm={() => {
            setRestoring(null);
            onEdit(restoring.command);
          }}
          onClose={() => setRestoring(null)}
        />
      )}
    </div>
  );
}

/** Returns a key for an event. Events of the same revision differ in their action, time or token. */
function eventKey({ revision, action, at, before, after }: HistoryEvent): string {
  return [revision, action, at, before.tokenId ?? after.tokenId ?? ''].join(' ');
}

import { useCallback, useState } from 'preact/hooks';
import type { HistoryEvent } from '../../../shared/api.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { HistoryItem } from '../history/HistoryItem.tsx';
import { useHistory } from '../history/useHistory.ts';
import { ReadState } from '../ReadState.tsx';
import { useNow } from '../useNow.ts';
import type { ListCalls } from './list-calls.ts';

interface ListHistoryProps {
  readonly list: string;
  readonly revision: number;
  readonly endpoint: string;
  readonly readPage: ListCalls['history'];
}

/** The history of a shared list. It is read once it is opened. */
export function ListHistory(props: ListHistoryProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="inset" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('sharedLists.history')}</summary>
      {isOpen && <Events {...props} />}
    </details>
  );
}

function Events({ list, revision, endpoint, readPage }: ListHistoryProps) {
  const read = useCallback((cursor: string | null) => readPage(list, cursor), [readPage, list]);
  const { events, trouble, hasMore, more, again } = useHistory(read, revision);
  const now = useNow(30_000);
  return (
    <>
      <ReadState
        count={events?.length}
        none=""
        trouble={trouble}
        endpoint={endpoint}
        onRetry={again}
      />
      <ol class="events" aria-label={t('history.title')}>
        {events?.map((event) => (
          <HistoryItem
            key={eventKey(event)}
            event={event}
            isShared
            now={now}
            own={[]}
            restorable={[]}
            onRestoreEntries={() => {}}
            onRestoreList={undefined}
          />
        ))}
      </ol>
      {hasMore && (
        <div class="row">
          <Button onClick={more}>{t('history.more')}</Button>
        </div>
      )}
    </>
  );
}

/** Attaching changes no entry, so several of these events may have one revision. */
function eventKey({ revision, action, at, before, after }: HistoryEvent): string {
  return [revision, action, at, after.account ?? before.account ?? after.tokenId ?? ''].join(' ');
}

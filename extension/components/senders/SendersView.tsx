import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { NoSenders } from './NoSenders.tsx';
import { SendersPage } from './SendersPage.tsx';
import type { SendersViewProps } from './senders-view-props.ts';

/** Shows who has been sending, the present verdict of the list on them, and what to do about it. */
export function SendersView(props: SendersViewProps) {
  const { senders, trouble, endpoint } = props;
  return (
    <>
      {trouble && trouble.kind !== props.saidTrouble?.kind && (
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
        <SendersPage {...props} senders={senders} />
      )}
    </>
  );
}

import type { Allowlist, Entry } from '../../../shared/api.ts';
import type { Trouble } from '../../endpoint/api-client.ts';
import type { KnownSenders } from '../../storage/settings.ts';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { NoSenders } from './NoSenders.tsx';
import { SendersPage } from './SendersPage.tsx';

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
        <SendersPage {...props} senders={senders} />
      )}
    </>
  );
}

import type { Entry } from '../../../shared/api.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import type { KnownSenders } from '../../model/known-senders.ts';
import type { Trouble } from '../../model/trouble.ts';
import type { OwnAdding } from '../own/own-adding.ts';

export interface SendersViewProps {
  readonly list: KnownAllowlist;
  /** Null until the senders have been read for the first time. */
  readonly senders: KnownSenders | null;
  /** The reason why the last reading of the senders failed. */
  readonly trouble: Trouble | null;
  /** The trouble that the page names already. */
  readonly saidTrouble: Trouble | null;
  readonly endpoint: string;
  readonly suspended: boolean;
  readonly canChange: boolean;
  readonly adding: OwnAdding;
  readonly refreshing: boolean;
  readonly onRefresh: () => void;
  readonly onOptions: () => void;
  /** Opens the add form with these values. */
  readonly onAdd: (values: readonly string[], remark: string) => void;
  /** Says what to do about an address that the person does not know. Absent if there is nothing to say. */
  readonly onNotMe?: ((address: string) => void) | undefined;
  readonly onEntry: (entry: Entry) => void;
}

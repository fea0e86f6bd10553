import type { Allowlist, Entry } from '../../../shared/api.ts';
import type { KnownSenders } from '../../model/known-senders.ts';
import type { Trouble } from '../../model/trouble.ts';

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

import type { Counts, Sender } from './activity.ts';
import type { Leak } from './alert.ts';

/** What an isolate has seen of an account's checks since its last report. */
export interface ActivityReport {
  readonly senders: readonly Sender[];
  /** The refusals among them that came after a right password. */
  readonly leaks: readonly Leak[];
  /** Checks from addresses that were too many to be told apart. */
  readonly others: Counts;
  readonly at: number;
}

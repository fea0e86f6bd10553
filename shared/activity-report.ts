import type { Counts, Sender } from './activity.ts';
import type { Leak } from './alert.ts';

/** The checks of an account that an isolate has answered since its last report. */
export interface ActivityReport {
  readonly senders: readonly Sender[];
  /** The refusals among them that came after a right password. */
  readonly leaks: readonly Leak[];
  /** Checks from addresses that were too many to be told apart. */
  readonly others: Counts;
  readonly at: number;
}

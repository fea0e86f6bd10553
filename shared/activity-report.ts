import type { Counts, Sender } from './activity.ts';
import type { Leak } from './alert.ts';

/** The checks of an account that an isolate has answered since its last report. */
export interface ActivityReport {
  readonly senders: readonly Sender[];
  /** The refusals among these checks where the password was right. */
  readonly leaks: readonly Leak[];
  /**
   * The checks that are counted together, because there were too many addresses, or logins and addresses, to
   * count each alone.
   */
  readonly others: Counts;
  readonly at: number;
}

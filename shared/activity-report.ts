import type { Counts, Sender } from './activity.ts';
import type { Leak } from './alert.ts';

/** The checks of an account that an isolate has answered since its last report. */
export interface ActivityReport {
  /** A report with an id is kept once, however often it comes. */
  readonly id?: string | undefined;
  readonly senders: readonly Sender[];
  /** The refusals among these checks where the password was right. */
  readonly leaks: readonly Leak[];
  /**
   * The checks that are counted together, because there were too many addresses, or logins and addresses, to
   * count each alone.
   */
  readonly others: Counts;
  readonly at: number;
  /** The time of the last check, if it was long before the report. */
  readonly lastCheckAt?: number;
}

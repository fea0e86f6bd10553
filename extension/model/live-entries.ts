/** How many entries count against a list's limit: those that have not expired. Pure. */
import type { Entry } from '../../shared/api.ts';
import { hasExpired } from '../../shared/judge-address.ts';

/** An answer with the number of its entries that have expired; an older Worker does not give it. */
export type WithExpired<Value> = Value & { readonly expired?: number | undefined };

type Counted = WithExpired<{
  /** All of them, expired or not. */
  readonly count: number;
  /** Absent where they are not at hand. */
  readonly entries?: readonly Pick<Entry, 'expiresAt' | 'expired'>[];
}>;

/** What expires after the list was read counts no more, either. */
export function countLive({ count, expired, entries = [] }: Counted, now: number): number {
  const thatHad = expired ?? entries.filter((entry) => entry.expired).length;
  const thatHave = entries.filter((entry) => hasExpired(entry, now)).length;
  return count - Math.max(thatHad, thatHave);
}

/** Whether an add renews an expired entry of the same addresses, where an older Worker calls it a duplicate. */
export function renewsExpired(list: WithExpired<object>): boolean {
  return list.expired !== undefined;
}

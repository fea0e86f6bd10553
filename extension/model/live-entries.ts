/** Counts the entries that count against a list's limit: those that have not expired. Pure. */
import type { Entry } from '../../shared/api.ts';
import { hasExpired } from '../../shared/judge-address.ts';

/** An answer with the number of its entries that have expired. An older Worker does not give that number. */
export type WithExpired<Value> = Value & { readonly expired?: number | undefined };

type Counted = WithExpired<{
  /** The number of all entries, expired or not. */
  readonly count: number;
  /** Absent if the entries are not at hand. */
  readonly entries?: readonly Pick<Entry, 'expiresAt' | 'expired'>[];
}>;

/** Counts the entries that have not expired. An entry that expired after the list was read is not counted either. */
export function countLive({ count, expired, entries = [] }: Counted, now: number): number {
  const thatHad = expired ?? entries.filter((entry) => entry.expired).length;
  const thatHave = entries.filter((entry) => hasExpired(entry, now)).length;
  return count - Math.max(thatHad, thatHave);
}

/**
 * Decides whether an addition renews an expired entry of the same addresses. An older Worker refuses it as a
 * duplicate.
 */
export function renewsExpired(list: WithExpired<object>): boolean {
  return list.expired !== undefined;
}

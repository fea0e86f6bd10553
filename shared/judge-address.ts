/** What a list as it is on the wire says of an address: for clients, which have the entries at hand. */
import type { Allowlist, Decision, Entry } from './api.ts';
import { entriesCovering } from './entry-range.ts';
import type { Family } from './ip-address.ts';

/** An address, and what a mail server would be told of it. */
export interface SeenAddress {
  readonly address: string;
  readonly family: Family;
  readonly verdict: 'allow' | 'deny';
  readonly reason: Decision['reason'];
  /** The entry that covers it, expired or not. */
  readonly entry: Entry | null;
}

/** As `decide` does for the Worker, with the entries at hand. */
export function judgeAddress(
  list: Pick<Allowlist, 'mode' | 'entries'>,
  address: string,
  suspended: boolean,
  now: number,
): SeenAddress {
  const family = address.includes(':') ? 6 : 4;
  const covering = entriesCovering(list.entries, address);
  const live = covering.find((entry) => !hasExpired(entry, now));
  const entry = live ?? covering[0] ?? null;
  const judged = { address, family, entry } as const;
  if (suspended) return { ...judged, verdict: 'deny', reason: 'suspended' };
  if (list.mode === 'off') return { ...judged, verdict: 'allow', reason: 'off' };
  if (live) return { ...judged, verdict: 'allow', reason: 'listed' };
  if (list.mode === 'observe') return { ...judged, verdict: 'allow', reason: 'observed' };
  return { ...judged, verdict: 'deny', reason: entry ? 'expired' : 'not-listed' };
}

/** By the clock of who asks; the list itself says `expired` as of when it was read. */
export function hasExpired(entry: Pick<Entry, 'expiresAt'>, now: number): boolean {
  return entry.expiresAt !== null && Date.parse(entry.expiresAt) <= now;
}

/** What is known of a place at a moment: all that the badge, the popup and the console's tab show. Pure. */

import type { Mode } from '../shared/allowlist.ts';
import type { Allowlist, Decision, Entry } from '../shared/api.ts';
import { findAddress } from '../shared/ip-address.ts';
import { containsAddress, parseValue } from '../shared/ip-range.ts';
import type { Trouble } from './api-client.ts';
import type { OwnEntry } from './settings.ts';

/** An address that this browser comes from, and what a mail server would be told of it. */
export interface SeenAddress {
  readonly address: string;
  readonly family: 4 | 6;
  readonly verdict: 'allow' | 'deny';
  readonly reason: Decision['reason'];
  /** The entry that covers it, expired or not. */
  readonly entry: Entry | null;
}

export interface Snapshot {
  /** When it was last read whole, milliseconds since the epoch; 0: never yet. */
  readonly at: number;
  readonly mode: Mode;
  readonly revision: number;
  readonly count: number;
  readonly limit: number;
  readonly suspended: boolean;
  /** The first is the one that the endpoint saw; the other family's follows, where it is known. */
  readonly addresses: readonly SeenAddress[];
  /** An entry that this browser added for an address it no longer comes from. */
  readonly previous: Entry | null;
  /** Why the last try to read failed; null when it went well. */
  readonly trouble: Trouble | null;
}

export const NOTHING_KNOWN: Snapshot = {
  at: 0,
  mode: 'off',
  revision: 0,
  count: 0,
  limit: 0,
  suspended: false,
  addresses: [],
  previous: null,
  trouble: null,
};

/** What the browser's state is, in a word: what the icon, the tab and the chip show alike. */
export type Standing =
  | 'allowed'
  | 'not-allowed'
  | 'observing'
  | 'off'
  | 'suspended'
  | 'trouble'
  | 'unknown';

export function standingOf(snapshot: Snapshot | null): Standing {
  if (snapshot === null) return 'unknown';
  if (snapshot.trouble) return 'trouble';
  const [seen] = snapshot.addresses;
  if (!seen) return 'unknown';
  if (snapshot.suspended) return 'suspended';
  if (snapshot.mode === 'off') return 'off';
  if (seen.reason === 'observed') return 'observing';
  return seen.verdict === 'allow' ? 'allowed' : 'not-allowed';
}

export function takeSnapshot(
  list: Allowlist,
  addresses: readonly string[],
  own: readonly OwnEntry[],
  suspended: boolean,
  now: number,
): Snapshot {
  const seen = addresses.map((address) => judgeAddress(list, address, suspended, now));
  return {
    at: now,
    mode: list.mode,
    revision: list.revision,
    count: list.count,
    limit: list.limit,
    suspended,
    addresses: seen,
    previous: findPrevious(list, addresses, own),
    trouble: null,
  };
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

export function entriesCovering(entries: readonly Entry[], address: string): Entry[] {
  const wanted = findAddress(address);
  if (wanted === undefined) return [];
  return entries.filter((entry) => {
    const parsed = parseValue(entry.format, entry.value);
    return parsed.ok && containsAddress(parsed.value.range, wanted);
  });
}

/** By this browser's clock; the list itself says `expired` as of when it was read. */
export function hasExpired(entry: Pick<Entry, 'expiresAt'>, now: number): boolean {
  return entry.expiresAt !== null && Date.parse(entry.expiresAt) <= now;
}

function findPrevious(
  list: Allowlist,
  addresses: readonly string[],
  own: readonly OwnEntry[],
): Entry | null {
  const byId = new Map(list.entries.map((entry) => [entry.id, entry]));
  const standing = own
    .toSorted((left, right) => right.addedAt - left.addedAt)
    .flatMap(({ id }) => byId.get(id) ?? []);
  const elsewhere = standing.find((entry) =>
    addresses.every((address) => entriesCovering([entry], address).length === 0),
  );
  const here = addresses.some((address) => entriesCovering(standing, address).length > 0);
  return here ? null : (elsewhere ?? null);
}

/** The state of a place at one moment: everything that the badge, the popup and the console's tab show. Pure. */

import type { Mode } from '../../shared/allowlist.ts';
import type { Entry } from '../../shared/api.ts';
import { entriesCovering } from '../../shared/entry-range.ts';
import { judgeAddress, type SeenAddress } from '../../shared/judge-address.ts';
import { type KnownAllowlist, mayLetIn } from './known-list.ts';
import { isSharedList } from './listed-place.ts';
import { countLive } from './live-entries.ts';
import type { OwnEntry } from './own-entry.ts';
import type { KnownPause } from './pause.ts';
import type { Trouble } from './trouble.ts';

export interface Snapshot {
  /** The time of the last complete reading in milliseconds since the epoch. 0 if it was never read. */
  readonly at: number;
  readonly mode: Mode;
  readonly revision: number;
  readonly count: number;
  /** The number of entries that count against the limit. */
  readonly live: number;
  readonly limit: number;
  readonly suspended: boolean;
  /** The first address is the one that the endpoint saw. The address of the other IP family follows if it is known. */
  readonly addresses: readonly SeenAddress[];
  /** An entry that this browser added for an address that it no longer has. */
  readonly previous: Entry | null;
  /** True if an included shared list lets somebody in, or may do so because it could not be read. */
  readonly listsLetIn?: true | undefined;
  /** True for a shared list, which has no mode and refuses nobody by itself. */
  readonly isShared?: true | undefined;
  /** The pause of the list. Absent where an older version kept the state. */
  readonly pause?: KnownPause | null | undefined;
  /** The reason why the last reading failed. Null if it went well. */
  readonly trouble: Trouble | null;
}

export const NOTHING_KNOWN: Snapshot = {
  at: 0,
  mode: 'off',
  revision: 0,
  count: 0,
  live: 0,
  limit: 0,
  suspended: false,
  addresses: [],
  previous: null,
  trouble: null,
};

/** The state of this browser in one word. The icon, the tab and the chip all show it. */
export type AccessStatus =
  | 'allowed'
  | 'not-allowed'
  | 'observing'
  | 'off'
  | 'suspended'
  /** Of a shared list: whether it has the address. */
  | 'on-list'
  | 'not-on-list'
  /** A shared list that could not be read may cover the address. */
  | 'unsure'
  | 'trouble'
  | 'unknown';

export function accessStatusOf(snapshot: Snapshot | null): AccessStatus {
  if (snapshot === null) return 'unknown';
  if (snapshot.trouble) return 'trouble';
  const [seen] = snapshot.addresses;
  if (!seen) return 'unknown';
  if (snapshot.suspended) return 'suspended';
  if (snapshot.isShared) return seen.verdict === 'allow' ? 'on-list' : 'not-on-list';
  if (snapshot.mode === 'off') return 'off';
  if (seen.reason === 'unavailable') return 'unsure';
  if (seen.reason === 'observed') return 'observing';
  return seen.verdict === 'allow' ? 'allowed' : 'not-allowed';
}

export function takeSnapshot(
  list: KnownAllowlist,
  addresses: readonly string[],
  own: readonly OwnEntry[],
  now: number,
): Snapshot {
  const { suspended } = list;
  const seen = addresses.map((address) => judgeAddress(list, address, suspended, now));
  return {
    at: now,
    mode: list.mode,
    revision: list.revision,
    count: list.count,
    live: countLive(list, now),
    limit: list.limit,
    suspended,
    ...(isSharedList(list.account) && { isShared: true }),
    ...(list.included?.some((one) => mayLetIn(one, now)) && { listsLetIn: true }),
    addresses: seen,
    previous: findPrevious(list, addresses, own),
    trouble: null,
  };
}

function findPrevious(
  list: KnownAllowlist,
  addresses: readonly string[],
  own: readonly OwnEntry[],
): Entry | null {
  const byId = new Map(list.entries.map((entry) => [entry.id, entry]));
  const stillListed = own
    .toSorted((left, right) => right.addedAt - left.addedAt)
    .flatMap(({ id }) => byId.get(id) ?? []);
  const left = addresses.map((address) => findLeft(stillListed, address));
  return left.find((entry) => entry !== undefined) ?? null;
}

/**
 * Finds an entry that the browser has left behind. Only entries of the address's own IP family count: the address of
 * the other family may be unknown, and then it may well be unchanged.
 */
function findLeft(own: readonly Entry[], address: string): Entry | undefined {
  const ofFamily = own.filter(({ value }) => value.includes(':') === address.includes(':'));
  return entriesCovering(ofFamily, address).length > 0 ? undefined : ofFamily[0];
}

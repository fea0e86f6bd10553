/** What is known of a place at a moment: all that the badge, the popup and the console's tab show. Pure. */

import type { Mode } from '../../shared/allowlist.ts';
import type { Allowlist, Entry } from '../../shared/api.ts';
import { entriesCovering } from '../../shared/entry-range.ts';
import { judgeAddress, type SeenAddress } from '../../shared/judge-address.ts';
import { countLive } from './live-entries.ts';
import type { OwnEntry } from './own-entry.ts';
import type { Trouble } from './trouble.ts';

export interface Snapshot {
  /** When it was last read whole, milliseconds since the epoch; 0: never yet. */
  readonly at: number;
  readonly mode: Mode;
  readonly revision: number;
  readonly count: number;
  /** Those of them that count against the limit. */
  readonly live: number;
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
  live: 0,
  limit: 0,
  suspended: false,
  addresses: [],
  previous: null,
  trouble: null,
};

/** What the browser's state is, in a word: what the icon, the tab and the chip show alike. */
export type AccessStatus =
  | 'allowed'
  | 'not-allowed'
  | 'observing'
  | 'off'
  | 'suspended'
  | 'trouble'
  | 'unknown';

export function accessStatusOf(snapshot: Snapshot | null): AccessStatus {
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
    addresses: seen,
    previous: findPrevious(list, addresses, own),
    trouble: null,
  };
}

function findPrevious(
  list: Allowlist,
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

/** Of the address's own family: where the other's address is not known, it may well be the same still. */
function findLeft(own: readonly Entry[], address: string): Entry | undefined {
  const ofFamily = own.filter(({ value }) => value.includes(':') === address.includes(':'));
  return entriesCovering(ofFamily, address).length > 0 ? undefined : ofFamily[0];
}

/** Decides whether a drawer offers to add this browser's address, and if not, why. Pure. */
import type { Allowlist } from '../../../shared/api.ts';
import { renewsExpired } from '../../model/live-entries.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { type Target, targetOf } from '../popup/offer.ts';

export type DrawerOffer =
  | { readonly kind: 'add'; readonly address: string; readonly target: Target }
  /** It can't be done here. If `elsewhere` is true, it can be done in a window. */
  | { readonly kind: 'none'; readonly elsewhere: boolean };

const NOTHING: DrawerOffer = { kind: 'none', elsewhere: false };
const ELSEWHERE: DrawerOffer = { kind: 'none', elsewhere: true };

/** Offers an addition only to a list that is on. The first entry of a list that is off would cut off everybody else. */
export function findDrawerOffer(
  snapshot: Snapshot,
  list: Allowlist,
  canChange: boolean,
): DrawerOffer {
  const { trouble, suspended, mode, live, limit, addresses } = snapshot;
  const [seen] = addresses;
  if (!canChange || trouble !== null || suspended || seen === undefined) return NOTHING;
  if (seen.reason === 'listed') return NOTHING;
  const target = targetOf(seen, 'network');
  // An older Worker refuses an addition with the value of an expired entry as a duplicate. That entry must be
  // extended, which a window can do.
  const isInTheWay = seen.entry?.value === target.value && !renewsExpired(list);
  if (mode === 'off' || live >= limit || isInTheWay) return ELSEWHERE;
  return { kind: 'add', address: seen.address, target };
}

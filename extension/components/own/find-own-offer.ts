/** Decides what the panel offers for an address of this browser. Pure. */
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { type Act, type Target, targetOf } from '../popup/offer.ts';

export type OwnAct = Exclude<Act, { readonly kind: 'replace' }>;

export type OwnOffer =
  /** One press does it. It lets in this browser and cuts off nobody. */
  | { readonly kind: 'act'; readonly act: OwnAct; readonly target: Target }
  /** The first entry cuts off everybody else, so it goes through the form, which shows whom. */
  | { readonly kind: 'form'; readonly target: Target }
  | {
      readonly kind: 'none';
      readonly because: 'trouble' | 'suspended' | 'listed' | 'read-only' | 'full';
    };

export function findOwnOffer(
  { trouble, suspended, mode, live, limit }: Snapshot,
  seen: SeenAddress,
  canChange: boolean,
): OwnOffer {
  if (trouble !== null) return { kind: 'none', because: 'trouble' };
  if (suspended) return { kind: 'none', because: 'suspended' };
  if (seen.reason === 'listed') return { kind: 'none', because: 'listed' };
  if (!canChange) return { kind: 'none', because: 'read-only' };
  if (live >= limit) return { kind: 'none', because: 'full' };
  const target = targetOf(seen, 'network');
  if (mode === 'off') return { kind: 'form', target };
  // An older Worker refuses an addition of what an expired entry has. That entry is given another expiry instead.
  const isThere = seen.entry !== null && seen.entry.value === target.value;
  const act: OwnAct = isThere ? { kind: 'extend', entry: seen.entry } : { kind: 'add', target };
  return { kind: 'act', act, target };
}

/**
 * True if the endpoint sees the browser over IPv6 and nothing is known of its IPv4 address. Mail often leaves over
 * IPv4 all the same.
 */
export function missesIpv4(addresses: readonly Pick<SeenAddress, 'family'>[]): boolean {
  return addresses.length === 1 && addresses[0]?.family === 6;
}

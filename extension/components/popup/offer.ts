/** Finds what the person can do about an address of this browser. Pure. */
import type { Entry } from '../../../shared/api.ts';
import { parseValue } from '../../../shared/ip-range.ts';
import { hasExpired, type SeenAddress } from '../../../shared/judge-address.ts';
import type { Snapshot } from '../../model/snapshot.ts';

/**
 * The part of an IPv6 address to add. Hosts change the last half by themselves (RFC 8981) but keep the first half,
 * which belongs to the network.
 */
export type Breadth = 'network' | 'address';

export interface Target {
  readonly format: 'address' | 'segment';
  readonly value: string;
}

export type Act =
  | { readonly kind: 'add'; readonly target: Target }
  | { readonly kind: 'replace'; readonly previous: Entry; readonly target: Target }
  /** Gives a new expiry to an expired entry that covers the address. */
  | { readonly kind: 'extend'; readonly entry: Entry };

export type Offer =
  | { readonly kind: 'acts'; readonly primary: Act; readonly secondary: Act | null }
  | { readonly kind: 'none'; readonly because: 'listed' | 'suspended' | 'read-only' | 'full' };

export function findOffer(
  snapshot: Snapshot,
  seen: SeenAddress,
  breadth: Breadth,
  canChange: boolean,
  now: number,
): Offer {
  if (snapshot.suspended) return { kind: 'none', because: 'suspended' };
  if (seen.reason === 'listed') return { kind: 'none', because: 'listed' };
  if (!canChange) return { kind: 'none', because: 'read-only' };
  const [primary, secondary = null] = actsFor(snapshot, seen, targetOf(seen, breadth), now);
  return primary ? { kind: 'acts', primary, secondary } : { kind: 'none', because: 'full' };
}

/**
 * Returns the acts with the most likely one first. An act that allows only this browser comes before one that also
 * allows others.
 */
function actsFor(snapshot: Snapshot, seen: SeenAddress, target: Target, now: number): Act[] {
  const { live, limit, previous } = snapshot;
  const hasRoom = live < limit;
  const add: Act[] = hasRoom ? [{ kind: 'add', target }] : [];
  if (seen.entry !== null) {
    // An extended entry counts against the limit again.
    const extend: Act[] = hasRoom ? [{ kind: 'extend', entry: seen.entry }] : [];
    return seen.entry.value === target.value ? extend : [...add, ...extend];
  }
  // Only an entry of the same IP family can be the former address. One of the other family may well still be in use
  // by this browser.
  const hasChanged = previous !== null && previous.value.includes(':') === (seen.family === 6);
  // Removing an expired entry makes no room, since it does not count against the limit.
  if (!hasChanged || (!hasRoom && hasExpired(previous, now))) return add;
  return [{ kind: 'replace', previous, target }, ...add];
}

export function targetOf({ address, family }: SeenAddress, breadth: Breadth): Target {
  if (family === 6 && breadth === 'network') {
    const network = parseValue('segment', `${address}/64`);
    if (network.ok) return { format: 'segment', value: network.value.value };
  }
  return { format: 'address', value: address };
}

/** True if both acts have the same effect. */
export function isSameAct(left: Act, right: Act | null): boolean {
  return right !== null && signOf(left) === signOf(right);
}

function signOf(act: Act): string {
  switch (act.kind) {
    case 'add':
      return `add ${act.target.value}`;
    case 'replace':
      return `replace ${act.previous.id} ${act.target.value}`;
    case 'extend':
      return `extend ${act.entry.id}`;
  }
}

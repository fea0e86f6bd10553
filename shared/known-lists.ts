/** R20: what is known of the shared lists that an account includes, and what they let in together. */
import type { Allowlist } from './allowlist.ts';
import { coversAny, expiryOf, findOwner } from './compiled-list.ts';
import type { IncludedList } from './decision.ts';
import { readAddress } from './ip-address.ts';

/** By name. A list that is missing was not read. */
export type KnownLists = ReadonlyMap<string, IncludedList>;

export const NONE_KNOWN: KnownLists = new Map();

const UNREAD: IncludedList = { state: 'unread' };

/** The included lists in their order. */
export function includedIn({ lists = [] }: Allowlist, known: KnownLists): IncludedList[] {
  return lists.map((name) => known.get(name) ?? UNREAD);
}

export function isUnread({ state }: IncludedList): boolean {
  return state === 'unread';
}

/** Whether one of the lists certainly lets the address (canonical text) in. */
export function covers(included: readonly IncludedList[], address: string, now: number): boolean {
  const words = new Uint32Array(4);
  if (!readAddress(address, words)) return false;
  return included.some((one) => {
    const owner = one.state === 'found' ? findOwner(one.list, words) : undefined;
    return one.state === 'found' && owner !== undefined && (expiryOf(one.list, owner) ?? 0) > now;
  });
}

/** Whether one of the lists certainly lets some address in. */
export function coversSome(included: readonly IncludedList[], now: number): boolean {
  return included.some((one) => one.state === 'found' && coversAny(one.list, now));
}

import { findCovering } from '../../../shared/entry-range.ts';
import type { AddressRange } from '../../../shared/ip-range.ts';
import { hasExpired, type SeenAddress } from '../../../shared/judge-address.ts';
import type { KnownList } from './known-list.ts';

/** Finds this browser's addresses that neither the list nor the added values will allow (R18). */
export function findUnlisted(
  addresses: readonly Pick<SeenAddress, 'address'>[],
  { listed }: KnownList,
  added: readonly { readonly range: AddressRange }[],
  now: number,
): string[] {
  const live = listed.filter(({ entry }) => !hasExpired(entry, now));
  const covering = (address: string) =>
    findCovering([...live, ...added], ({ range }) => range, address);
  return addresses
    .map(({ address }) => address)
    .filter((address) => covering(address).length === 0);
}

import { findAddress } from '../../../shared/ip-address.ts';
import { type AddressRange, containsAddress } from '../../../shared/ip-range.ts';
import { hasExpired, type SeenAddress } from '../../../shared/judge-address.ts';
import type { KnownList } from './known-list.ts';

/** R18: this browser's addresses that neither the list nor what is added to it will let in. */
export function findUnlisted(
  addresses: readonly Pick<SeenAddress, 'address'>[],
  { listed }: KnownList,
  added: readonly { readonly range: AddressRange }[],
  now: number,
): string[] {
  const live = listed.filter(({ entry }) => !hasExpired(entry, now));
  const ranges = [...live, ...added].map(({ range }) => range);
  return addresses
    .map(({ address }) => address)
    .filter((address) => {
      const own = findAddress(address);
      return own !== undefined && !ranges.some((range) => containsAddress(range, own));
    });
}

/** Reads netmasks and wildcard masks, as routers write them in their lists. */
import { findAddress } from '../ip-address.ts';

export type Masked =
  | { readonly kind: 'prefix'; readonly length: number; readonly hasHostBits: boolean }
  | { readonly kind: 'everything' }
  | { readonly kind: 'not-contiguous' };

const ALL = 0xffff_ffffn;

/** Reads a mask. It is undefined if the second text does not even look like one. */
export function readMask(address: string, mask: string): Masked | undefined {
  const [base, bits] = [findAddress(address), findAddress(mask)];
  if (base === undefined || bits === undefined || !/^(255|0)\./.test(mask)) return undefined;
  const given = bits & ALL;
  if (given === 0n) return { kind: 'everything' };
  const hosts = mask.startsWith('255.') ? ALL ^ given : given;
  // The ones must be a run at the end: then the number and its successor have no bit in common.
  if ((hosts & (hosts + 1n)) !== 0n) return { kind: 'not-contiguous' };
  const length = 32 - hosts.toString(2).replace(/^0$/, '').length;
  return { kind: 'prefix', length, hasHostBits: (base & ALL & hosts) !== 0n };
}

/** Returns the segment of all addresses that begin with these octets, such as `10.0.0`. */
export function segmentOf(octets: readonly string[]): string {
  const known = octets.map(Number);
  const filled = [0, 1, 2, 3].map((index) => known[index] ?? 0);
  return `${filled.join('.')}/${known.length * 8}`;
}

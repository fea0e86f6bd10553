/** Netmasks and their inverses, as the lists of routers have them. */
import { findAddress } from '../ip-address.ts';

export type Masked =
  | { readonly kind: 'prefix'; readonly length: number; readonly hasHostBits: boolean }
  | { readonly kind: 'everything' }
  | { readonly kind: 'not-contiguous' };

const ALL = 0xffff_ffffn;

/** Undefined where the second text is not even like a mask. */
export function readMask(address: string, mask: string): Masked | undefined {
  const [base, bits] = [findAddress(address), findAddress(mask)];
  if (base === undefined || bits === undefined || !/^(255|0)\./.test(mask)) return undefined;
  const given = bits & ALL;
  if (given === 0n) return { kind: 'everything' };
  const hosts = mask.startsWith('255.') ? ALL ^ given : given;
  // A run of ones at the end: adding one leaves no bit in common.
  if ((hosts & (hosts + 1n)) !== 0n) return { kind: 'not-contiguous' };
  const length = 32 - hosts.toString(2).replace(/^0$/, '').length;
  return { kind: 'prefix', length, hasHostBits: (base & ALL & hosts) !== 0n };
}

/** `10.0.0` with what is open in it: the segment of all that begins with it. */
export function segmentOf(octets: readonly string[]): string {
  const known = octets.map(Number);
  const filled = [0, 1, 2, 3].map((index) => known[index] ?? 0);
  return `${filled.join('.')}/${known.length * 8}`;
}

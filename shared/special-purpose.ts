/** Blocks that the public internet does not route as ordinary unicast: the IANA special-purpose registries (RFC 6890). */
import { type AddressRange, parseValue } from './ip-range.ts';

export type SpecialPurpose =
  | 'this network'
  | 'private'
  | 'carrier-grade NAT'
  | 'loopback'
  | 'link-local'
  | 'IETF protocol assignments'
  | 'documentation'
  | '6to4 relay anycast'
  | 'benchmarking'
  | 'multicast'
  | 'reserved and broadcast'
  | 'unspecified'
  | 'NAT64'
  | 'local-use NAT64'
  | 'discard-only'
  | '6to4'
  | 'segment routing'
  | 'unique local'
  | 'Cloudflare Workers of anyone';

/** The address from which the requests of all customers' Workers come. */
export const WORKERS_ADDRESS = '2a06:98c0:3600::103';

export interface SpecialBlock {
  readonly purpose: SpecialPurpose;
  /** The RFC that reserves the block, or the document that says whose it is. */
  readonly source: string;
  readonly range: AddressRange;
}

const BLOCKS: readonly SpecialBlock[] = [
  block('0.0.0.0/8', 'this network', 'RFC 791'),
  block('10.0.0.0/8', 'private', 'RFC 1918'),
  block('100.64.0.0/10', 'carrier-grade NAT', 'RFC 6598'),
  block('127.0.0.0/8', 'loopback', 'RFC 1122'),
  block('169.254.0.0/16', 'link-local', 'RFC 3927'),
  block('172.16.0.0/12', 'private', 'RFC 1918'),
  block('192.0.0.0/24', 'IETF protocol assignments', 'RFC 6890'),
  block('192.0.2.0/24', 'documentation', 'RFC 5737'),
  block('192.88.99.0/24', '6to4 relay anycast', 'RFC 7526'),
  block('192.168.0.0/16', 'private', 'RFC 1918'),
  block('198.18.0.0/15', 'benchmarking', 'RFC 2544'),
  block('198.51.100.0/24', 'documentation', 'RFC 5737'),
  block('203.0.113.0/24', 'documentation', 'RFC 5737'),
  block('224.0.0.0/4', 'multicast', 'RFC 5771'),
  block('240.0.0.0/4', 'reserved and broadcast', 'RFC 1112'),
  block('::/128', 'unspecified', 'RFC 4291'),
  block('::1/128', 'loopback', 'RFC 4291'),
  block('64:ff9b::/96', 'NAT64', 'RFC 6052'),
  block('64:ff9b:1::/48', 'local-use NAT64', 'RFC 8215'),
  block('100::/64', 'discard-only', 'RFC 6666'),
  block('2001::/23', 'IETF protocol assignments', 'RFC 2928'),
  block('2001:db8::/32', 'documentation', 'RFC 3849'),
  block('2002::/16', '6to4', 'RFC 3056'),
  block('3fff::/20', 'documentation', 'RFC 9637'),
  block(`${WORKERS_ADDRESS}/128`, 'Cloudflare Workers of anyone', 'Cloudflare’s documentation'),
  block('5f00::/16', 'segment routing', 'RFC 9602'),
  block('fc00::/7', 'unique local', 'RFC 4193'),
  block('fe80::/10', 'link-local', 'RFC 4291'),
  block('ff00::/8', 'multicast', 'RFC 4291'),
];

/** Finds the special-purpose blocks that a range touches. There are none for ordinary addresses. */
export function specialBlocksOf(range: AddressRange): SpecialBlock[] {
  return BLOCKS.filter((special) => overlap(special.range, range));
}

/** Returns the special-purpose blocks in words. */
export function specialPurposesOf(range: AddressRange): string[] {
  return specialBlocksOf(range).map(({ purpose, source }) => `${purpose}, ${source}`);
}

function overlap(left: AddressRange, right: AddressRange): boolean {
  return left.first <= right.last && right.first <= left.last;
}

function block(segment: string, purpose: SpecialPurpose, source: string): SpecialBlock {
  const parsed = parseValue('segment', segment);
  // If a literal of this table can't be read, the table itself is wrong, not an input.
  if (!parsed.ok) throw new Error(`special-purpose block ${segment}: ${parsed.error.reason}`);
  return { purpose, source, range: parsed.value.range };
}

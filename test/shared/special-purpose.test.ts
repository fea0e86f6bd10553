import { describe, expect, it } from 'vitest';
import { specialPurposesOf } from '../../shared/special-purpose.ts';
import { buildEntry } from './build-allowlist.ts';

type Block = readonly [purpose: string, before: string, first: string, last: string, after: string];

/**
 * The first and last address of each block, and the neighbours of both; '' if another block or the
 * end of the family comes next.
 */
const BLOCKS: readonly Block[] = [
  ['this network', '', '0.0.0.0', '0.255.255.255', '1.0.0.0'],
  ['private', '9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'],
  ['carrier-grade NAT', '100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'],
  ['loopback', '126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
  ['link-local', '169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0'],
  ['private', '172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'],
  ['IETF protocol assignments', '191.255.255.255', '192.0.0.0', '192.0.0.255', '192.0.1.0'],
  ['documentation', '192.0.1.255', '192.0.2.0', '192.0.2.255', '192.0.3.0'],
  ['6to4 relay anycast', '192.88.98.255', '192.88.99.0', '192.88.99.255', '192.88.100.0'],
  ['private', '192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'],
  ['benchmarking', '198.17.255.255', '198.18.0.0', '198.19.255.255', '198.20.0.0'],
  ['documentation', '198.51.99.255', '198.51.100.0', '198.51.100.255', '198.51.101.0'],
  ['documentation', '203.0.112.255', '203.0.113.0', '203.0.113.255', '203.0.114.0'],
  ['multicast', '223.255.255.255', '224.0.0.0', '239.255.255.255', ''],
  ['reserved and broadcast', '', '240.0.0.0', '255.255.255.255', ''],
  ['unspecified', '', '::', '::', ''],
  ['loopback', '', '::1', '::1', '::2'],
  [
    'NAT64',
    '64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff',
    '64:ff9b::',
    '64:ff9b::ffff:ffff',
    '64:ff9b::1:0:0',
  ],
  [
    'local-use NAT64',
    '64:ff9b:0:ffff:ffff:ffff:ffff:ffff',
    '64:ff9b:1::',
    '64:ff9b:1:ffff:ffff:ffff:ffff:ffff',
    '64:ff9b:2::',
  ],
  [
    'discard-only',
    'ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    '100::',
    '100::ffff:ffff:ffff:ffff',
    '100:0:0:1::',
  ],
  [
    'IETF protocol assignments',
    '2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    '2001::',
    '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff',
    '2001:200::',
  ],
  [
    'documentation',
    '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff',
    '2001:db8::',
    '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
    '2001:db9::',
  ],
  [
    '6to4',
    '2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    '2002::',
    '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    '2003::',
  ],
  [
    'documentation',
    '3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    '3fff::',
    '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff',
    '3fff:1000::',
  ],
  [
    'Cloudflare Workers of anyone',
    '2a06:98c0:3600::102',
    '2a06:98c0:3600::103',
    '2a06:98c0:3600::103',
    '2a06:98c0:3600::104',
  ],
  [
    'segment routing',
    '5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    '5f00::',
    '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    '5f01::',
  ],
  [
    'unique local',
    'fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    'fc00::',
    'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    'fe00::',
  ],
  [
    'link-local',
    'fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    'fe80::',
    'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    'fec0::',
  ],
  [
    'multicast',
    'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    'ff00::',
    'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    '',
  ],
];

const purposesOf = (text: string) => specialPurposesOf(buildEntry('e1', text).range);

describe('special-purpose blocks', () => {
  it.each(BLOCKS)('%s: between %s and … %s … %s … %s', (purpose, before, first, last, after) => {
    for (const end of [first, last]) {
      expect(purposesOf(end)).toEqual([
        expect.stringMatching(`^${purpose}, (RFC \\d+|Cloudflare’s documentation)$`),
      ]);
    }
    for (const outside of [before, after]) {
      if (outside !== '') expect(purposesOf(outside)).toEqual([]);
    }
  });

  it('that adjoin are told apart', () => {
    expect(purposesOf('239.255.255.255')).not.toEqual(purposesOf('240.0.0.0'));
    expect(purposesOf('::')).not.toEqual(purposesOf('::1'));
  });

  it('are found where a value holds them or only touches them', () => {
    expect(purposesOf('192.0.0.0/8')).toHaveLength(4);
    expect(purposesOf('::/127')).toEqual(['unspecified, RFC 4291', 'loopback, RFC 4291']);
    expect(purposesOf('9.0.0.0-10.0.0.0')).toEqual(['private, RFC 1918']);
    expect(purposesOf('10.255.255.255-11.0.0.9')).toEqual(['private, RFC 1918']);
    expect(purposesOf('10.1.2.0/24')).toEqual(['private, RFC 1918']);
    expect(purposesOf('9.0.0.0-11.0.0.0')).toEqual(['private, RFC 1918']);
  });

  it.each(['8.8.8.8', '198.52.0.0/16', '2606:4700::1111', '2a00::/16', '::2-::fffe:ffff:ffff'])(
    'are not found in %s',
    (text) => {
      expect(purposesOf(text)).toEqual([]);
    },
  );

  it('a mapped address has the purpose of the IPv4 address', () => {
    expect(purposesOf('::ffff:10.0.0.1')).toEqual(['private, RFC 1918']);
  });
});

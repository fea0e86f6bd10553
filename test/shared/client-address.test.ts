import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClientAddress } from '../../shared/client-address.ts';
import { findAddress, formatAddress } from '../../shared/ip-address.ts';
import { mutatedAddressText } from './arbitrary-addresses.ts';

describe('a client address', () => {
  it.each<[string, string, number[]]>([
    ['203.0.113.7', '203.0.113.7', [0, 0, 0xffff, 0xcb007107]],
    ['::ffff:203.0.113.7', '203.0.113.7', [0, 0, 0xffff, 0xcb007107]],
    ['::FFFF:cb00:7107', '203.0.113.7', [0, 0, 0xffff, 0xcb007107]],
    ['2001:DB8:0::7', '2001:db8::7', [0x20010db8, 0, 0, 7]],
  ])('%s is %s', (sent, text, words) => {
    expect(parseClientAddress(sent)).toEqual({
      ok: true,
      value: { text, words: Uint32Array.from(words) },
    });
  });

  it.each([
    ['fe80::1%eth0', 'zone'],
    ['[2001:db8::7]:25', 'port'],
    ['203.0.113.07', 'leading-zero'],
    ['unknown', 'host-name'],
    ['', 'empty'],
  ])('%j is refused: %s', (sent, reason) => {
    expect(parseClientAddress(sent)).toMatchObject({ ok: false, error: { reason } });
  });

  it('has the same canonical text as an entry', () => {
    fc.assert(
      fc.property(mutatedAddressText, (sent) => {
        const address = findAddress(sent);
        const parsed = parseClientAddress(sent);
        const text = address === undefined ? undefined : formatAddress(address);
        expect(parsed.ok ? parsed.value.text : undefined).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});

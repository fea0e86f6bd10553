import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findValues } from '../../../extension/model/selected-values.ts';
import { parseValue } from '../../../shared/ip-range.ts';

describe('what a person has selected', () => {
  it.each([
    ['198.51.100.9', ['198.51.100.9']],
    [
      'Rejected: 198.51.100.9, 2001:db8::25 and 203.0.113.0/24.',
      ['198.51.100.9', '2001:db8::25', '203.0.113.0/24'],
    ],
    ['Is it 203.0.113.7? No: 203.0.113.8!', ['203.0.113.7', '203.0.113.8']],
    ['postfix/smtpd[712]: connect from unknown[198.51.100.9]:51234', ['198.51.100.9']],
    ['[2001:db8::25]:25', ['2001:db8::25']],
    ['198.51.100.9:25', ['198.51.100.9']],
    ['v=spf1 ip4:203.0.113.0/24 +ip6:2001:db8:1::/64 -all', ['203.0.113.0/24', '2001:db8:1::/64']],
    ['client_address=203.0.113.7;', ['203.0.113.7']],
    ['"203.0.113.7","203.0.113.8"', ['203.0.113.7', '203.0.113.8']],
    ['来自 203.0.113.7，已拒绝198.51.100.9。', ['203.0.113.7', '198.51.100.9']],
    ['203.0.113.7\t2001:DB8:0::7\r\n203.0.113.7', ['203.0.113.7', '2001:db8::7']],
    ['::ffff:203.0.113.7', ['203.0.113.7']],
    ['2001:db8::', ['2001:db8::']],
    ['203.0.113.7/24', ['203.0.113.0/24']],
  ])('%s holds %j', (text, values) => {
    expect(findValues(text)).toEqual(values);
  });

  it.each([
    '203.0.113.10-203.0.113.20',
    '203.0.113.10 - 203.0.113.20',
    '203.0.113.10–203.0.113.20',
    'from 203.0.113.10 — 203.0.113.20.',
  ])('%s holds a range', (text) => {
    expect(findValues(text)).toEqual(['203.0.113.10-203.0.113.20']);
  });

  it.each([
    '',
    'no address at all',
    'std::vector and a::b',
    '::',
    '12:34:56',
    '00:1a:2b:3c:4d:5e',
    '1.2.3',
    '203.0.113.07',
    '203.0.113.256',
    'v1.2.3.4.5',
    'mail.203.0.113.7.example.com',
    '203.0.113.10-20',
    '203.0.113.20-203.0.113.10',
    '203.0.113.0/33',
    '0.0.0.0/0',
    'fe80::1%eth0',
  ])('“%s” holds nothing', (text) => {
    expect(findValues(text)).toEqual([]);
  });

  it('a dash between an address and something else parts them', () => {
    expect(findValues('203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1"')).toEqual([
      '203.0.113.7',
    ]);
  });

  it('whatever is found, the form takes', () => {
    const piece = fc.constantFrom(...'0123456789abf:./-% \n[](),', '203.0.113.', '2001:db8:', '::');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const value of findValues(pieces.join(''))) {
          const formats = ['address', 'segment', 'range'] as const;
          expect(formats.some((format) => parseValue(format, value).ok)).toBe(true);
        }
      }),
    );
  });

  it('a long log is read in a moment', () => {
    const line =
      'Nov 25 22:40:01 mx postfix/smtpd[712]: NOQUEUE: reject: RCPT from unknown[198.51.100.9]:';
    const began = performance.now();
    expect(findValues(`${line}\n`.repeat(20_000))).toEqual(['198.51.100.9']);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

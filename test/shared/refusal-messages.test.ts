import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainAddress } from '../../shared/explain-address.ts';
import { findAddress } from '../../shared/ip-address.ts';
import { parseValue } from '../../shared/ip-range.ts';
import {
  describeValueProblem,
  type ValueFormat,
  type ValueProblemReason,
} from '../../shared/value-problem.ts';
import { mutatedAddressText } from './arbitrary-addresses.ts';

type Naming = readonly [format: ValueFormat, text: string, named: string];

/**
 * The parts that the message of each reason must name. It is a record, so a reason without a case
 * does not compile.
 */
const NAMED: Readonly<Record<ValueProblemReason, Naming>> = {
  empty: ['address', '203.0..7', 'A part of “203.0..7” is missing'],
  blank: ['address', '203.0.113.7 ', 'blank'],
  zone: ['address', 'fe80::1%eth0', 'zone id %eth0'],
  port: ['address', '203.0.113.7:25', 'port or brackets'],
  'not-decimal': ['address', '0x7f.1', '0x7f.1 is not written as decimal octets'],
  'leading-zero': ['address', '203.0.113.07', 'octet 07 has a leading zero'],
  'octet-too-large': ['address', '203.0.113.256', '256 is more than 255'],
  'octet-count': ['address', '1.2.3', 'four octets; 1.2.3 has another number'],
  'group-too-long': ['address', '2001:db8::12345', 'group 12345 has more than four'],
  'group-count': ['address', '2001:db8:1', 'eight groups'],
  'compressed-twice': ['address', '2001::db8::1', '“::” may stand only once'],
  character: ['address', '203.0.113.x_', '“_” can’t stand'],
  'host-name': [
    'address',
    'mail.example.com',
    'mail.example.com is a name, and names are not looked up',
  ],
  'is-address': ['segment', '203.0.113.7', 'This is an address, not a segment'],
  'is-segment': ['address', '203.0.113.0/24', 'This is a segment, not an address'],
  'is-range': ['segment', '203.0.113.1-203.0.113.9', 'This is a range, not a segment'],
  'prefix-missing': ['segment', '203.0.113.0/', 'prefix length after “/” is missing'],
  'prefix-syntax': ['segment', '203.0.113.0/024', 'prefix length 024'],
  'prefix-too-long': ['segment', '203.0.113.0/33', 'prefix length 33 is too long: at most 32'],
  'range-end-missing': ['range', '203.0.113.10-', 'a first and a last address'],
  'short-range': ['range', '203.0.113.10-20', 'write 203.0.113.10-203.0.113.20'],
  'range-reversed': ['range', '203.0.113.20-203.0.113.10', 'swap them'],
  'range-families': ['range', '203.0.113.10-2001:db8::1', 'both must be of one family'],
  'holds-ipv4': ['segment', '::/1', '::ffff:0:0/96, which is IPv4'],
  'short-group': ['segment', 'fd::/8', 'It is ::/8'],
  'whole-family': ['segment', '0.0.0.0/0', 'disable the allowlist instead'],
};

const FORMS: Readonly<Record<ValueFormat, readonly string[]>> = {
  address: ['203.0.113.7', '2001:db8::7'],
  segment: ['203.0.113.0/24', '2001:db8:1::/64'],
  range: ['203.0.113.10-203.0.113.20', '2001:db8::1-2001:db8::9'],
};

function refusalOf(format: ValueFormat, text: string) {
  const parsed = parseValue(format, text);
  if (parsed.ok) throw new Error(`${text} was accepted`);
  return { ...parsed.error, message: describeValueProblem(parsed.error, format) };
}

describe('the message of a refusal', () => {
  it.each(Object.entries(NAMED))(
    'of %s names what is wrong and shows the form',
    (reason, naming) => {
      const [format, text, named] = naming;
      const refusal = refusalOf(format, text);
      expect(refusal.reason).toBe(reason);
      const [problem] = refusal.message.split(/(?<=\.) (?=A[n]? \w+ looks like)/);
      expect(problem).toContain(named);
      for (const form of FORMS[format]) expect(refusal.message).toContain(form);
    },
  );

  it.each<[ValueFormat, string, string]>([
    ['segment', '203.0.113.7', 'an address, not a segment'],
    ['range', '203.0.113.7', 'an address, not a range'],
    ['address', '203.0.113.0/24', 'a segment, not an address'],
    ['range', '203.0.113.0/24', 'a segment, not a range'],
    ['address', '203.0.113.1-203.0.113.9', 'a range, not an address'],
    ['segment', '203.0.113.1-203.0.113.9', 'a range, not a segment'],
  ])('R4: %s %s is told to be %s', (format, text, told) => {
    expect(refusalOf(format, text).message).toContain(told);
  });

  it.each<[ValueFormat, string, string]>([
    ['address', '203.0.113.7\u200b', 'U+200B'],
    ['address', '203.0.113.7\u0000', 'U+0000'],
    ['address', '203.0.113.7\ud800', 'U+D800'],
    ['address', '203.0.113.𝟕', '“𝟕”'],
  ])('%s %j names the character %s', (format, text, named) => {
    expect(refusalOf(format, text).message).toContain(named);
  });

  it('says that nothing is there, for an empty text', () => {
    expect(refusalOf('address', '').message).toContain('Nothing is here');
  });

  it.each(Object.entries(FORMS).flatMap(([format, forms]) => forms.map((form) => [format, form])))(
    'the form shown for %s, %s, is accepted',
    (format, form) => {
      expect(parseValue(format as ValueFormat, form as string).ok).toBe(true);
    },
  );
});

/**
 * The condition on a text under which a reason is true. The part is the piece that the message
 * quotes.
 */
const CLAIMS: Partial<Record<ValueProblemReason, (part: string, text: string) => boolean>> = {
  empty: (part) => part.split('.').includes(''),
  blank: (_, text) => /\s/.test(text),
  zone: (part) => part.startsWith('%'),
  port: (_, text) => /[[\]]|:\d*$/.test(text),
  'not-decimal': (part) => /[a-fx]/i.test(part) || /^\d+$/.test(part),
  'leading-zero': (part) => /^0\d+$/.test(part),
  'octet-too-large': (part) => /^\d+$/.test(part) && Number(part) > 255,
  'octet-count': (part) => part.split('.').length !== 4,
  'group-too-long': (part) => /^[0-9a-f]{5,}$/i.test(part),
  'group-count': (_, text) => text.includes(':'),
  'compressed-twice': (_, text) => text.split('::').length > 2 || text.includes(':::'),
  character: (part) => /^[^0-9a-f:.]$/iu.test(part),
  'host-name': (part, text) => part === text && /\p{L}{2}\.?$/u.test(text),
  'is-segment': (_, text) => text.includes('/'),
  'is-range': (_, text) => text.includes('-'),
};

describe('the reason of a refusal', () => {
  it('is true of the text, and the piece named stands in it', () => {
    fc.assert(
      fc.property(mutatedAddressText, (text) => {
        fc.pre(findAddress(text) === undefined);
        const { reason, part } = explainAddress(text);
        expect(text).toContain(part);
        const claim = CLAIMS[reason];
        expect(text === '' || claim?.(part, text), `${reason} of ${JSON.stringify(text)}`).toBe(
          true,
        );
      }),
      { numRuns: 3_000 },
    );
  });
});

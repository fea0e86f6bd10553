/**
 * The reasons why a text is not an address, a segment or a range. The set is closed, so each language can have
 * its own words for them.
 */
export type ValueFormat = 'address' | 'segment' | 'range';

export type ValueProblemReason =
  | 'empty'
  | 'blank'
  | 'zone'
  | 'port'
  | 'not-decimal'
  | 'leading-zero'
  | 'octet-too-large'
  | 'octet-count'
  | 'group-too-long'
  | 'group-count'
  | 'compressed-twice'
  | 'character'
  | 'host-name'
  | 'is-address'
  | 'is-segment'
  | 'is-range'
  | 'prefix-missing'
  | 'prefix-syntax'
  | 'prefix-too-long'
  | 'range-end-missing'
  | 'short-range'
  | 'range-reversed'
  | 'range-families'
  | 'holds-ipv4'
  | 'short-group'
  | 'whole-family';

export interface ValueProblem {
  readonly reason: ValueProblemReason;
  /**
   * The part of the text that is wrong, if it is one part. For a short range or group it is the reading of that
   * part.
   */
  readonly part: string;
}

const FORMS: Record<ValueFormat, string> = {
  address: 'An address looks like 203.0.113.7 or 2001:db8::7.',
  segment: 'A segment looks like 203.0.113.0/24 or 2001:db8:1::/64.',
  range: 'A range looks like 203.0.113.10-203.0.113.20 or 2001:db8::1-2001:db8::9.',
};

/** Returns one English sentence that says what is wrong, and then the wanted form. */
export function describeValueProblem(problem: ValueProblem, format: ValueFormat): string {
  return `${sentence(problem.reason, problem.part, format)} ${FORMS[format]}`;
}

function sentence(reason: ValueProblemReason, part: string, format: ValueFormat): string {
  switch (reason) {
    case 'empty':
      return part === '' ? 'Nothing is here.' : `A part of “${part}” is missing.`;
    case 'blank':
      return 'It has a blank in it: take blanks out.';
    case 'zone':
      return `The zone id ${part} has a meaning on one host only: leave it out.`;
    case 'port':
      return 'It has a port or brackets: give the address alone.';
    case 'not-decimal':
      return `${part} is not written as decimal octets.`;
    case 'leading-zero':
      return `The octet ${part} has a leading zero, which some programs read as octal.`;
    case 'octet-too-large':
      return `${part} is more than 255.`;
    case 'octet-count':
      return `An IPv4 address has four octets; ${part} has another number of them.`;
    case 'group-too-long':
      return `The group ${part} has more than four hexadecimal digits.`;
    case 'group-count':
      return 'An IPv6 address has eight groups, or fewer with one “::”.';
    case 'compressed-twice':
      return '“::” may stand only once.';
    case 'character':
      return `${nameCharacter(part)} can’t stand in an address.`;
    case 'host-name':
      return `${part} is a name, and names are not looked up: give its addresses.`;
    case 'is-address':
      return `This is an address, not a ${format}.`;
    case 'is-segment':
      return `This is a segment, not ${format === 'address' ? 'an address' : 'a range'}.`;
    case 'is-range':
      return `This is a range, not ${format === 'address' ? 'an address' : 'a segment'}.`;
    case 'prefix-missing':
      return 'The prefix length after “/” is missing.';
    case 'prefix-syntax':
      return `The prefix length ${part} is not a whole number without leading zeros.`;
    case 'prefix-too-long':
      return `The prefix length ${part} is too long: at most 32 for IPv4, 128 for IPv6.`;
    case 'range-end-missing':
      return 'A range needs a first and a last address, with “-” between them.';
    case 'short-range':
      return `The last address is cut short: write ${part}.`;
    case 'range-reversed':
      return 'The first address comes after the last one: swap them.';
    case 'range-families':
      return 'One end is IPv4, the other IPv6: both must be of one family.';
    case 'holds-ipv4':
      return 'It reaches into ::ffff:0:0/96, which is IPv4: write IPv4 addresses as IPv4.';
    case 'short-group':
      return `It is ${part}, for a short group has its zeros before it: fd is 00fd, not fd00.`;
    case 'whole-family':
      return 'It is every address there is: disable the allowlist instead.';
  }
}

/**
 * Returns a character as people see it. An invisible one, such as a zero-width space, is named by its code
 * point.
 */
export function nameCharacter(character: string): string {
  if (!/^\p{C}/u.test(character)) return `“${character}”`;
  const code = character.codePointAt(0) ?? 0;
  return `The character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The addresses of an entry: one range, both ends included, of one address family. */
import { explainAddress } from './explain-address.ts';
import {
  ADDRESS_MAX,
  type Family,
  familyOf,
  findAddress,
  formatAddress,
  MAPPED_FIRST,
  MAPPED_LAST,
} from './ip-address.ts';
import { failure, type Result, success } from './result.ts';
import type { ValueFormat, ValueProblem, ValueProblemReason } from './value-problem.ts';

export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** An empty range beyond every address. It covers no address, and no range is next to it. */
export const NO_ADDRESSES: AddressRange = { first: ADDRESS_MAX + 2n, last: ADDRESS_MAX + 1n };

export interface ParsedValue {
  readonly range: AddressRange;
  /** The canonical text of the value in its format. */
  readonly value: string;
  /** True if a segment was written with an address inside it, such as 203.0.113.7/24. */
  readonly hostBitsDropped: boolean;
}

export function isFormat(text: string): text is ValueFormat {
  return text === 'address' || text === 'segment' || text === 'range';
}

/** Reads one value of one format. It refuses a value of another format and names that format (R3, R4). */
export function parseValue(format: ValueFormat, text: string): Result<ParsedValue, ValueProblem> {
  switch (format) {
    case 'address':
      return parseSingle(text);
    case 'segment':
      return parseSegment(text);
    case 'range':
      return parseRange(text);
  }
}

function parseSingle(text: string): Result<ParsedValue, ValueProblem> {
  const address = findAddress(text);
  if (address === undefined) return failure(explainAddress(text));
  return success(parsed(address, address, false, formatAddress));
}

function parseSegment(text: string): Result<ParsedValue, ValueProblem> {
  const slash = text.indexOf('/');
  if (slash < 0) return failure(otherFormat(text));
  if (slash === 0) return refuse('empty', text);
  const address = findAddress(text.slice(0, slash));
  if (address === undefined) return failure(explainPart(text.slice(0, slash)));
  const prefix = text.slice(slash + 1);
  if (prefix === '') return refuse('prefix-missing');
  if (/\s/.test(prefix)) return refuse('blank');
  if (!/^(0|[1-9]\d*)$/.test(prefix)) return refuse('prefix-syntax', prefix);
  // If a mapped address is written as IPv6, its prefix counts from bit 0 of the 128.
  const written = text.slice(0, slash).includes(':') ? 6 : 4;
  if (Number(prefix) > (written === 4 ? 32 : 128)) return refuse('prefix-too-long', prefix);
  const hostBits = BigInt((written === 4 ? 32 : 128) - Number(prefix));
  const first = (address >> hostBits) << hostBits;
  const last = first | ((1n << hostBits) - 1n);
  const whole = checkSpan(first, last);
  if (whole) return refuseSegment(whole, text, () => `${formatAddress(first)}/${prefix}`);
  const length = (familyOf(first) === 4 ? 32 : 128) - Number(hostBits);
  return success(parsed(first, last, first !== address, () => `${formatAddress(first)}/${length}`));
}

function parseRange(text: string): Result<ParsedValue, ValueProblem> {
  const dash = text.indexOf('-');
  if (dash < 0) return failure(otherFormat(text));
  const [left, right] = [text.slice(0, dash), text.slice(dash + 1)];
  if (left === '' || right === '') return refuse('range-end-missing');
  const first = findAddress(left);
  if (first === undefined) return failure(explainStart(text, left));
  const last = findAddress(right);
  if (last === undefined) return failure(explainEnd(left, first, right));
  if (familyOf(first) !== familyOf(last)) return refuse('range-families');
  if (first > last) return refuse('range-reversed');
  const whole = checkSpan(first, last);
  if (whole) return refuse(whole);
  return success(
    parsed(first, last, false, () => `${formatAddress(first)}-${formatAddress(last)}`),
  );
}

/**
 * Refuses a segment and offers the likely meaning. A person who writes fd::/8 means fd00::/8, and would not
 * understand an answer about IPv4.
 */
function refuseSegment(
  reason: ValueProblemReason,
  text: string,
  write: () => string,
): Result<never, ValueProblem> {
  const isShort = reason === 'holds-ipv4' && /^[1-9a-f][0-9a-f]{0,2}:/i.test(text);
  return isShort ? refuse('short-group', write()) : refuse(reason);
}

/**
 * Explains what is wrong with the start of a range. The text may be a host name, which may have a dash like a
 * range.
 */
function explainStart(text: string, left: string): ValueProblem {
  const whole = explainAddress(text);
  return whole.reason === 'host-name' ? whole : explainPart(left);
}

/** Explains what is wrong with the end of a range. For 203.0.113.10-20 it offers the whole range. */
function explainEnd(left: string, first: bigint, right: string): ValueProblem {
  const whole = completeEnd(left, right);
  if (whole === undefined) return explainPart(right);
  const last = findAddress(whole);
  if (last === undefined) return explainAddress(whole);
  if (first > last) return { reason: 'range-reversed', part: '' };
  return { reason: 'short-range', part: `${formatAddress(first)}-${formatAddress(last)}` };
}

/**
 * Completes the end of a range with the part that it shares with the start. It is undefined if the text is not
 * the last part of an address.
 */
function completeEnd(left: string, right: string): string | undefined {
  if (!left.includes(':') && /^\d+(?:\.\d+){0,2}$/.test(right)) {
    const octets = right.split('.');
    return [...left.split('.').slice(0, -octets.length), ...octets].join('.');
  }
  const isGroup = left.includes(':') && !left.includes('.') && /^[0-9a-f]{1,4}$/i.test(right);
  return isGroup ? left.replace(/[0-9a-f]*$/i, right) : undefined;
}

/** Refuses a range that is a whole address family, and an IPv6 range that includes IPv4 addresses. */
function checkSpan(first: bigint, last: bigint): ValueProblemReason | undefined {
  if (first === 0n && last === ADDRESS_MAX) return 'whole-family';
  if (first === MAPPED_FIRST && last === MAPPED_LAST) return 'whole-family';
  const overlaps = first <= MAPPED_LAST && last >= MAPPED_FIRST;
  return overlaps && (familyOf(first) === 6 || familyOf(last) === 6) ? 'holds-ipv4' : undefined;
}

/**
 * Decides whether the ranges together hold every address of a family. IPv6 counts as whole without its
 * IPv4-mapped block.
 */
export function holdWholeFamily(ranges: readonly AddressRange[]): boolean {
  const sorted = [...ranges, { first: MAPPED_FIRST, last: MAPPED_LAST }];
  return holdAll(sorted, 0n, ADDRESS_MAX) || holdAll(ranges, MAPPED_FIRST, MAPPED_LAST);
}

function holdAll(ranges: readonly AddressRange[], first: bigint, last: bigint): boolean {
  let next = first;
  for (const range of ranges.toSorted(compareRanges)) {
    if (range.first > next) return false;
    if (range.last >= next) next = range.last + 1n;
    if (next > last) return true;
  }
  return false;
}

/**
 * Sorts ranges by their first address. If two begin together, the wider comes first, so that a range stands
 * before the ranges it covers.
 */
export function compareRanges(left: AddressRange, right: AddressRange): number {
  if (left.first !== right.first) return left.first < right.first ? -1 : 1;
  if (left.last !== right.last) return left.last > right.last ? -1 : 1;
  return 0;
}

export function containsAddress(range: AddressRange, address: bigint): boolean {
  return range.first <= address && address <= range.last;
}

export function sizeOf(range: AddressRange): bigint {
  return range.last - range.first + 1n;
}

/**
 * Decides whether a range is wide: more than 65,536 IPv4 addresses, or wider than an IPv6 /32. A wide range is
 * accepted with a warning.
 */
export function isWide(range: AddressRange): boolean {
  const family: Family = familyOf(range.first);
  return sizeOf(range) > (family === 4 ? 65_536n : 1n << 96n);
}

/**
 * Writes the text only when somebody asks for it. Writing takes longer than reading, and most readers of a long
 * list need the ranges only.
 */
function parsed(
  first: bigint,
  last: bigint,
  hostBitsDropped: boolean,
  write: (first: bigint) => string,
): ParsedValue {
  return {
    range: { first, last },
    hostBitsDropped,
    get value() {
      return write(first);
    },
  };
}

function refuse(reason: ValueProblemReason, part = ''): Result<never, ValueProblem> {
  return failure({ reason, part });
}

/**
 * Returns the reason for a text without the sign of this format: it has another format, or it is no address at
 * all.
 */
function otherFormat(text: string): ValueProblem {
  if (findAddress(text) !== undefined) return { reason: 'is-address', part: '' };
  return explainAddress(text);
}

/**
 * Explains one end of a range. A sign of another format inside it, as in 192.0.2.1-192.0.2.9/24, is a wrong
 * character there.
 */
function explainPart(part: string): ValueProblem {
  const problem = explainAddress(part);
  if (problem.reason === 'is-segment') return { reason: 'character', part: '/' };
  return problem.reason === 'is-range' ? { reason: 'character', part: '-' } : problem;
}

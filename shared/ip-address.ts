/**
 * The only parser and formatter of IP addresses.
 *
 * An address is 128 bits. IPv4 lies in ::ffff:0:0/96 (RFC 4291, 2.5.5.2), so an IPv4-mapped IPv6 address and
 * the IPv4 address are the same value everywhere. `readAddress` fills four 32-bit words and allocates nothing,
 * since each check runs it. The rest of the domain calculates in bigint.
 */
export type Family = 4 | 6;

export const MAPPED_FIRST = 0xffff_0000_0000n;
export const MAPPED_LAST = 0xffff_ffff_ffffn;
export const ADDRESS_MAX = (1n << 128n) - 1n;

const DOT = 46;
const COLON = 58;

/**
 * Reads an address strictly (RFC 4291 text, four decimal octets without leading zeros) into the first four
 * words of `target`, most significant first. Returns false if the text is no address; the content of `target`
 * is then undefined.
 */
export function readAddress(text: string, target: Uint32Array): boolean {
  const value = readIpv4(text, 0);
  if (value < 0) return readIpv6(text, target);
  target[0] = 0;
  target[1] = 0;
  target[2] = 0xffff;
  target[3] = value;
  return true;
}

/** Reads the dotted quad that fills `text` from `start` to its end. Returns it as a number, or -1. */
function readIpv4(text: string, start: number): number {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (octet < 0 || ++dots > 3) return -1;
      value = value * 256 + octet;
      octet = -1;
    } else {
      const digit = code - 48;
      if (digit < 0 || digit > 9 || octet === 0) return -1;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return -1;
    }
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : -1;
}

function readIpv6(text: string, target: Uint32Array): boolean {
  target[0] = target[1] = target[2] = target[3] = 0;
  const end = text.length;
  let at = 0;
  let index = 0;
  let compressed = false;
  while (true) {
    if (text.charCodeAt(at) === COLON) {
      if (compressed || text.charCodeAt(at + 1) !== COLON) return false;
      compressed = true;
      at += 2;
      const rest = countGroups(text, at);
      if (index + rest > 7) return false;
      index = 8 - rest;
      if (at === end) return true;
    }
    const start = at;
    let value = 0;
    for (; at < end; at++) {
      const digit = hexDigit(text.charCodeAt(at));
      if (digit < 0) break;
      value = value * 16 + digit;
    }
    if (text.charCodeAt(at) === DOT) {
      const quad = readIpv4(text, start);
      if (index !== 6 || quad < 0) return false;
      target[3] = quad;
      return true;
    }
    if (at === start || at - start > 4 || index > 7) return false;
    const word = index >> 1;
    target[word] = (target[word] ?? 0) + (index & 1 ? value : value * 0x10000);
    index++;
    if (at === end) return index === 8;
    if (text.charCodeAt(at) !== COLON) return false;
    if (text.charCodeAt(at + 1) !== COLON) at++;
  }
}

/** Counts the 16-bit groups that the text from `start` would fill. An embedded dotted quad fills two. */
function countGroups(text: string, start: number): number {
  if (start === text.length) return 0;
  let groups = 1;
  let quad = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) groups++;
    else if (code === DOT) quad = 1;
  }
  return groups + quad;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Returns the address as a number, or undefined if the text is no address. `explainAddress` then says why. */
export function findAddress(text: string): bigint | undefined {
  const words = new Uint32Array(4);
  return readAddress(text, words) ? joinWords(words) : undefined;
}

export function familyOf(address: bigint): Family {
  return address >= MAPPED_FIRST && address <= MAPPED_LAST ? 4 : 6;
}

/** Returns canonical text: a dotted quad for IPv4, RFC 5952 for IPv6. */
export function formatAddress(address: bigint): string {
  return familyOf(address) === 4
    ? partsOf(address, 4, 8).join('.')
    : compressZeros(partsOf(address, 8, 16).map((group) => group.toString(16)));
}

/** Returns the last `count` parts of the address, each of `bits` bits. */
function partsOf(address: bigint, count: number, bits: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    Number(BigInt.asUintN(bits, address >> BigInt(bits * (count - 1 - index)))),
  );
}

/**
 * Shortens the longest run of zero groups, if it has at least two groups (RFC 5952, 4.2). If two runs are
 * equally long, it shortens the first.
 */
function compressZeros(groups: readonly string[]): string {
  const text = groups.join(':');
  const runs = [...text.matchAll(/\b0(?::0)+\b/g)];
  const longest = runs.toSorted((left, right) => right[0].length - left[0].length)[0];
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}

function joinWords(words: Uint32Array): bigint {
  return words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
}

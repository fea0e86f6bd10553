/**
 * The addresses in a text, found without shared/. Every address that is read from the text has to
 * be one of them.
 */
import ipaddr from 'ipaddr.js';

const { parse, parseCIDR } = ipaddr;

export interface Standing {
  readonly firsts: ReadonlySet<bigint>;
  readonly text: string;
}

export function numberOf(text: string): bigint {
  const address = parse(text);
  const bytes =
    address.kind() === 'ipv4' ? [0xff, 0xff, ...address.toByteArray()] : address.toByteArray();
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

const NOT_DIGITS = /[^\p{Nd}]/u;

/** Writes each sign as an address has it. */
function fold(text: string): string {
  let folded = '';
  for (const character of text.normalize('NFC')) {
    if (/\p{Cf}/u.test(character)) continue;
    if (/[\uff01-\uff5e]/.test(character)) folded += character.normalize('NFKC');
    else if (/[。｡]/.test(character)) folded += '.';
    else if (NOT_DIGITS.test(character) || /\d/.test(character)) folded += character;
    else folded += String(digitOf(character));
  }
  return folded;
}

function digitOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return value;
}

export function standingIn(source: string): Standing {
  const text = fold(source).replace(/\bip[46]:/gi, ' ');
  const firsts = new Set<bigint>();
  const quads = text.matchAll(/(?<![\d]|[^.]\.)\d{1,3}(?:\.\d{1,3}){3}(?!\d)/g);
  for (const [quad] of quads) take(firsts, quad);
  // A colon may glue a label to the start of a run. A full stop or a port may stand at its end.
  for (const [run] of text.matchAll(/[\da-f:.]*:[\da-f:.]*/gi)) {
    const plain = run.replace(/\.$/, '');
    // The library reads ::192.0.2.1 as ::ffff:192.0.2.1.
    const low = /^::(\d{1,3}(?:\.\d{1,3}){3})$/.exec(plain)?.[1];
    const quad = low === undefined ? new Set<bigint>() : take(new Set(), low);
    for (const number of quad) firsts.add(number & 0xffff_ffffn);
    for (const each of [
      plain,
      plain.replace(/:$/, ''),
      plain.replace(/^[a-f]*:(?!:)/i, ''),
      plain.replaceAll('::', ':'),
      plain.replace(/^.*?::?(?=::)/, ''),
    ]) {
      take(firsts, each);
      take(firsts, each.split('..')[0] ?? '');
      take(firsts, each.split('..')[1] ?? '');
    }
  }
  for (const [open] of text.matchAll(
    /(?<![\d.])\d{1,3}(?:\.\d{1,3}){0,2}(?:\.(?=\D|$)|(?=[^\d.]|$))/g,
  )) {
    const octets = open.replace(/\.$/, '').split('.');
    take(firsts, [...octets, '0', '0', '0'].slice(0, 4).join('.'));
  }
  return { firsts, text };
}

function take(firsts: Set<bigint>, text: string): Set<bigint> {
  try {
    if (/^\d+(\.\d+){3}$|:/.test(text)) firsts.add(numberOf(text));
  } catch {
    // The text is no address.
  }
  return firsts;
}

/**
 * Whether the ends of a value stand in the text. For a segment, an address inside of it is enough.
 */
export function isStanding(value: string, { firsts, text }: Standing): boolean {
  if (value.includes('/')) {
    const [network, length] = parseCIDR(value);
    const bits = BigInt((network.kind() === 'ipv4' ? 32 : 128) - length);
    const first = numberOf(value.slice(0, value.indexOf('/')));
    return [...firsts].some((each) => each >> bits === first >> bits);
  }
  const [first = '', last = first] = value.split('-');
  if (!firsts.has(numberOf(first))) return false;
  if (firsts.has(numberOf(last))) return true;
  return new RegExp(
    `[-\u2010-\u2015\u2212]\\s*${last.slice(last.lastIndexOf('.') + 1)}(?!\\d)`,
  ).test(text);
}

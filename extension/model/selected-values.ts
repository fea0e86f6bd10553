/** Addresses, segments and ranges in text that a person has selected: a log, a mail, an SPF record. Pure. */
import { parseValue } from '../../shared/ip-range.ts';
import type { ValueFormat } from '../../shared/value-problem.ts';

/** Blanks, the marks that values stand between, and any writing that has no part in an address. */
const BETWEEN = /[\s,;|"'`<>(){}[\]=*]+|[^\x20-\x7e]+/;
const DASHES = /[\u2010-\u2015\u2212]/g;
const END_OF_SENTENCE = /[.!?]+$|(?<!:):$/;
const SPF_MECHANISM = /^[+?~-]?ip[46]:/i;
const IPV4_WITH_PORT = /^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/;

/** Each value once, as it is written canonically, in the order of the text. */
export function findValues(text: string): string[] {
  const words = text.replace(DASHES, '-').split(BETWEEN).map(trimWord);
  const found = new Set<string>();
  for (let at = 0; at < words.length; at++) {
    const spaced = words[at + 1] === '-' ? readWord(words.slice(at, at + 3).join('')) : undefined;
    if (spaced !== undefined) at += 2;
    const value = spaced ?? readWord(words[at] ?? '');
    if (value !== undefined) found.add(value);
  }
  return [...found];
}

function trimWord(word: string): string {
  return word.replace(SPF_MECHANISM, '').replace(END_OF_SENTENCE, '').replace(IPV4_WITH_PORT, '$1');
}

function readWord(word: string): string | undefined {
  // Between words of a program, `::` and `a::b` are no addresses.
  if (!/\d/.test(word)) return undefined;
  const parsed = parseValue(formatOf(word), word);
  return parsed.ok ? parsed.value.value : undefined;
}

function formatOf(word: string): ValueFormat {
  if (word.includes('-')) return 'range';
  return word.includes('/') ? 'segment' : 'address';
}

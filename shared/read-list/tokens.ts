/** Splits a line into words: values, failed attempts at a value, and other words. */

import { type Outcome, readValue, type TokenRules } from './read-value.ts';
import type { Spelled } from './spelling.ts';

export interface Token {
  readonly start: number;
  readonly end: number;
  /** The word as it is written, without the signs before it and the full stop behind it. */
  readonly source: string;
  readonly kind: 'value' | 'attempt' | 'weak' | 'url' | 'host' | 'reference' | 'word';
  /** The result of the parser, for values and attempts only. */
  readonly outcome: Outcome | null;
  /** Whether `!` is before the word, or a qualifier of SPF that refuses. */
  readonly refused: boolean;
}

const V4 = String.raw`(?:\d{1,5}\.){3}\d{1,5}`;
const V6 = String.raw`[\da-f]{0,6}(?::[\da-f]{0,6}){2,12}(?:(?:\.\d{1,4}){3})?`;
const ANY = `(?:${V4}|${V6})`;
/** A range, a prefix or a mask with blanks inside, if nothing follows its end without a blank. */
const SPACED = new RegExp(
  `${ANY}(?:\\s*(?:-|~|\\.\\.|至|到)\\s*${ANY}|\\s+(?:to|bis|au|à|through|thru)\\s+${ANY}|\\s*/\\s*\\d{1,3}` +
    `|(?:\\s*[,/]\\s*|\\s+(?:(?:net)?mask\\s+)?)(?:255|0)(?:\\.\\d{1,3}){3})` +
    String.raw`(?=$|[\s,;|"'\x60(){}<>=[\]!?，；：#*]|[.:](?:\s|$)|\p{Script=Han})`,
  'iuy',
);
const URL = /[a-z][a-z\d+.-]*:\/\/[^\s"'<>`]*/iuy;
const BRACKETED =
  /\[(?=[\da-f]{0,5}:[\da-f]{0,5}:)[\da-f:.]{2,60}(?:%[\w.-]{1,30})?\](?:\/\d{1,3}|:\d{1,5})?(?![\w./]|:\S)/iuy;
const WORD = /[^\s,;|"'`(){}<>=[\]，；：\p{Script=Han}]+|[\p{Script=Han}：]+/uy;
/** A colon behind a bracket parts what is before it from an address, unless that may have begun before it. */
const SEPARATORS = /(?:[\s,;|"'`(){}<>=[\]，；]|:(?=\d{1,3}\.|\[))+/uy;

const REFERENCE =
  /^(?:\$|@|%\{|\/|\.\/)|^(?:file|hash|lmdb|btree|cdb|cidr|regexp|pcre|texthash|sqlite|mysql|pgsql|ldap|proxy|dbm|include|exists|redirect|ptr|a|mx):\S|^(?:net-)?(?:ip)?lsearch;/i;
const SPF_REFERENCE = /^[+?~-]?(?:a|mx|ptr)(?:[:/].*)?$/i;
const HOST = /^(?:\*?\.)?(?:[a-z\d_](?:[a-z\d_-]{0,62})\.){1,20}[a-z][a-z\d-]{1,62}\.?$/i;
const LONGEST = 200;

export function readTokens(spelled: Spelled, rules: TokenRules): Token[] {
  const { text } = spelled;
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const end = endOf(SEPARATORS, text, at);
    // A bracket before an IPv6 address belongs to the address.
    const isBracket = end > at && text[end - 1] === '[' && endOf(BRACKETED, text, end - 1) >= end;
    const from = isBracket ? end - 1 : end;
    if (from >= text.length) break;
    const token = readToken(spelled, from, rules);
    tokens.push(token);
    at = Math.max(token.end, from + 1);
  }
  return tokens;
}

function endOf(form: RegExp, text: string, at: number): number {
  form.lastIndex = at;
  return form.test(text) ? form.lastIndex : at;
}

function readToken(spelled: Spelled, from: number, rules: TokenRules): Token {
  const { text } = spelled;
  const url = endOf(URL, text, from);
  if (url > from) return make(spelled, from, url, 'url', null, false);
  const sign = signBefore(text, from);
  const start = from + sign.length;
  const spaced = endOf(SPACED, text, start);
  const bracketed = endOf(BRACKETED, text, start);
  const isOne = spaced > start || bracketed > start;
  const end = spaced > start ? spaced : bracketed > start ? bracketed : endOf(WORD, text, start);
  if (end === start) return make(spelled, from, from + 1, 'word', null, false);
  const word = isOne ? { start, end } : withoutFrame(text, start, end);
  return classify(spelled, word.start, word.end, sign, isOne, rules);
}

/** Signs that stand directly before an address: Markdown's stars, a negation, a key of SPF, a label. */
const SIGN = /(?:\*{1,3}|~~|_{1,2})?(?:[!+?~-]{0,2}(?:ip[46]:)?)(?=[\da-f:[])|[!+]/iuy;
const GLUED = /[\p{L}_][^:\s[\],;|"'`(){}<>=]{0,80}:(?=\d{1,3}\.|\[|(?!::)[\da-f]{0,4}:)/iuy;

function signBefore(text: string, from: number): string {
  const end = endOf(SIGN, text, from);
  const sign = text.slice(from, end);
  // `Office:203.0.113.7` is a label and a value. But the first group of an IPv6 address may be letters too, and
  // may be mistyped.
  const glued = endOf(GLUED, text, end);
  const label = text.slice(end, glued);
  const mayBeGroup = /^\d{1,3}\./.test(text.slice(glued, glued + 4))
    ? /^[\da-f]{0,4}:$/i.test(label)
    : !/^[\p{L}_-]{5,}:$/u.test(label) || !/[^\da-f:]/i.test(label);
  return mayBeGroup ? sign : sign + label;
}

const END = /(?:[*_~]{1,3})?(?:[!?…]|(?<=[\da-f])\.(?!\d)|(?<!:):)*(?:[*_~]{1,3})?$/iu;

/** Leaves out the full stop of a sentence, the colon of a label and the signs of Markdown. */
function withoutFrame(text: string, start: number, end: number): { start: number; end: number } {
  const word = text.slice(start, end);
  if (word.length > LONGEST || /[.:][*x]$/i.test(word)) return { start, end };
  const frame = END.exec(word)?.[0] ?? '';
  const inner = word.slice(0, word.length - frame.length);
  // `203.0.113.` is a part of an address, not an address with a full stop.
  return isStrong(inner) ? { start, end: start + inner.length } : { start, end };
}

/**
 * Decides whether a word looks like an address, right or wrong: a dotted quad, a word like IPv6, or a
 * wildcard.
 */
function isStrong(word: string): boolean {
  if (/^\d{1,2}(?::\d\d){1,2}$/.test(word) || /^(?:[\da-f]{2}:){5}[\da-f]{2}$/i.test(word))
    return false;
  return (
    /^\d+(?:\.\d+){3,}|^\d{1,3}(?:\.\d{1,3}){2}\/\d{1,2}$/.test(word) ||
    (/^\[?[\da-f.]*:[\da-f.]*:[\da-f:.]*(?:$|[/%\]-])/i.test(word) &&
      /\d|^[^:]+:[^:]+:/.test(word)) ||
    (/^(?:\d+|\*)(?:\.(?:\d+|\*|x))+(?:\.?$|\/\d+$)/i.test(word) && /[*x]/i.test(word)) ||
    (/^\w{1,40}:[\da-f:]{0,40}::[\da-f:.]{0,40}(?:\/\d+)?$/i.test(word) && /\d/.test(word)) ||
    /^\d[\da-z]{0,2}(?:\.[\da-z]{1,3}){2}\.\d{1,3}$/i.test(word)
  );
}

const WEAK = /^\d{1,3}(?:\.\d{1,3}){1,2}\.?$/;

function classify(
  spelled: Spelled,
  start: number,
  end: number,
  sign: string,
  isWhole: boolean,
  rules: TokenRules,
): Token {
  const word = spelled.text.slice(start, end);
  const refused = /!|[-~?]ip[46]:/i.test(sign);
  const isWeak =
    WEAK.test(word) && (rules.partial === true || /^\d+\.\d+\.\d+\.?$|^\d+\.\d+\.$/.test(word));
  if (!isWhole && !isWeak && !isStrong(word)) {
    const isReference = REFERENCE.test(word) || (rules.spf === true && SPF_REFERENCE.test(word));
    const kind = isReference ? 'reference' : HOST.test(word) ? 'host' : 'word';
    return make(spelled, start - sign.length, end, kind, null, refused);
  }
  const source = spelled.sourceOf(start, end);
  const outcome: Outcome =
    word.length > LONGEST
      ? { ok: false, reason: 'octet-count', suggestion: null }
      : readValue(word, source !== word, rules);
  // A dash directly before the value can be a bullet, a range without its first end, or a line that a diff
  // removes.
  if (/^-$/.test(sign) && outcome.ok) {
    // `::` is more often a sign of a program.
    const suggestion = /\d/.test(outcome.value) ? outcome.value : null;
    const glued: Outcome = { ok: false, reason: 'ambiguous', suggestion };
    return make(spelled, start - sign.length, end, 'attempt', glued, false);
  }
  // 203.0.113. is a part of an address, whatever stands beside it; 1.2.3 may be a version.
  const isPart = /^\d{1,3}(?:\.\d{1,3}){2}\.$/.test(word);
  if (isWeak && !isPart && !outcome.ok) return make(spelled, start, end, 'weak', outcome, refused);
  return make(spelled, start, end, outcome.ok ? 'value' : 'attempt', outcome, refused);
}

function make(
  spelled: Spelled,
  start: number,
  end: number,
  kind: Token['kind'],
  outcome: Outcome | null,
  refused: boolean,
): Token {
  return { start, end, source: spelled.sourceOf(start, end), kind, outcome, refused };
}

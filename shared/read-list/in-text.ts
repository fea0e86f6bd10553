/** Decides whether values are in the middle of running text. Such text may say anything about them. */
import { type Spelled, spell } from './spelling.ts';
import type { Token } from './tokens.ts';

/** The texts around the values of a phrase. */
export interface Parts {
  readonly before: string;
  readonly between: readonly string[];
  readonly after: string;
}

const SEPARATING = /^(?:[\s,;|，、；&"'`*~_()[\]{}!?]|\b(?:and|or|und|et)\b|和)*$/iu;
const CLOCK = /(?<!\d|(?:^|[^\da-f])[\da-f]{2}:)\d{1,2}:\d\d:\d\d(?![\d:])/;

/**
 * Decides by signs of running text: words on both sides, words or an arrow between values, a time of day, or a
 * bracket around more than the value.
 */
export function isInText(
  spelled: Spelled,
  phrase: Parts,
  strong: readonly Token[],
  source: string,
): boolean {
  const { between } = phrase;
  if (/^\s*received:/i.test(source)) return true;
  if (between.some((gap) => !SEPARATING.test(gap))) return true;
  const before = spell(phrase.before).text.replace(BEFORE_SPF, '');
  const after = spell(phrase.after).text;
  if (CLOCK.test(before) || CLOCK.test(after) || /->|=>\s*$|→|⇒/.test(after)) return true;
  // A connection has an address at each end.
  const isConnection = strong.length > 1 && strong.every(hasPort);
  if (isConnection && /[\p{L}\p{N}]/u.test(before)) return true;
  if (isGlued(spelled.text, strong) || isBracketed(spelled.text, strong)) return true;
  if (!/[\p{L}\p{N}]/u.test(before) || !/[\p{L}\p{N}]/u.test(after)) return false;
  // The value is in a cell of its own if it has a tab, a bar or a comma on both sides.
  return !(/[\t|,;，；]["'`\s*~]*$/u.test(before) && /^["'`\s*~]*[\t|,;，；]/u.test(after));
}

/**
 * Decides whether words stand between values. The items may be names of hosts and of other lists, but the
 * meaning of other words can't be judged here.
 */
export function hasWordsBetween(tokens: readonly Token[]): boolean {
  const first = tokens.findIndex(({ kind }) => kind === 'value');
  const last = tokens.findLastIndex(({ kind }) => kind === 'value');
  return tokens
    .slice(first + 1, last)
    .some(
      ({ kind, source }) =>
        kind === 'word' &&
        /\p{L}/u.test(source) &&
        !/^[-+?~]?(?:all|and|or|und|et|和)$/i.test(source),
    );
}

function hasPort({ outcome }: Token): boolean {
  return outcome?.ok === true && outcome.change === 'port';
}

const BEFORE_SPF = /ip[46]:$/i;

function isGlued(text: string, strong: readonly Token[]): boolean {
  return strong.some(({ start }) =>
    /[\p{L}\p{N}_][[(]$/u.test(text.slice(Math.max(0, start - 2), start)),
  );
}

/** Decides whether a bracket holds a value and words. */
function isBracketed(text: string, strong: readonly Token[]): boolean {
  const open: { value: boolean; words: boolean }[] = [];
  let next = 0;
  for (let at = 0; at < text.length; at++) {
    const token = strong[next];
    if (token !== undefined && at === token.start) {
      for (const bracket of open.slice(-1)) bracket.value = true;
      at = Math.max(at, token.end - 1);
      next++;
      continue;
    }
    const sign = text.charAt(at);
    if (sign === '(' || sign === '[') open.push({ value: false, words: false });
    else if (sign === ')' || sign === ']') {
      const closed = open.pop();
      const outer = open.at(-1);
      if (closed?.value && closed.words) return true;
      if (closed && outer) {
        outer.value ||= closed.value;
        outer.words ||= closed.words;
      }
    } else if (open.length > 0 && /[\p{L}\p{N}]/u.test(sign)) {
      for (const bracket of open.slice(-1)) bracket.words = true;
    }
  }
  return false;
}

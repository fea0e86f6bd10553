/** One line, or one cell: [label] values [label], and what in it speaks against taking them. */
import { type FoundPiece, ignore, type RejectReason, reject } from './found.ts';
import { hasWordsBetween, isInText, type Parts } from './in-text.ts';
import { joinLabels, plainLabel, readLabel } from './label.ts';
import { suggestPrefix, type TokenRules } from './read-value.ts';
import { type Spelled, spell } from './spelling.ts';
import { readTokens, type Token } from './tokens.ts';
import {
  isOff,
  isPositive,
  isRefusalWord,
  isValueKey,
  refuses,
  refusesBehind,
  roleOf,
  type WordRole,
} from './words.ts';

/** The facts about a phrase that its place gives. */
export interface PhrasePlace {
  readonly line: number;
  /** Whether something that the phrase stands in refuses it. */
  readonly refused: boolean;
  /** Whether only addresses belong here. A host name is then an error, not a label. */
  readonly items: boolean;
  /** The label for values that have no label of their own. */
  readonly label: string;
  readonly comment: string;
  readonly rules: TokenRules;
}

export const BARE: Omit<PhrasePlace, 'line'> = {
  refused: false,
  items: false,
  label: '',
  comment: '',
  rules: {},
};

const EVERYONE = /^(?:all|any|anywhere|everyone|everybody|\+all)$/i;
const NOBODY = /^[-~?]all$/i;

/** Reads a phrase. The result is empty if it has neither a value nor an attempt at one. */
export function readPhrase(source: string, place: PhrasePlace): FoundPiece[] {
  const spelled = spell(source);
  const tokens = readTokens(spelled, place.rules);
  const strong = tokens.filter(({ kind }) => kind === 'value' || kind === 'attempt');
  if (strong.length === 0) return readOthers(tokens, place);
  const phrase = partsOf(spelled, strong);
  const key = phraseKey(phrase.before);
  const items = place.items || (key !== null && isValueKey(key));
  const good = strong.filter(({ kind }) => kind === 'value');
  const inText = items ? hasWordsBetween(tokens) : isInText(spelled, phrase, strong, source);
  if (good.length > 0 && inText) {
    const [only, ...others] = strong;
    const value = only?.outcome?.ok && others.length === 0 ? only.outcome.value : '';
    // A single `::` is more often a sign of a program than an address.
    const suggestion = /\d/.test(value) && !place.refused ? value : null;
    return [reject(place.line, source.trim(), 'in-text', suggestion)];
  }
  const found = readValues(strong, { ...place, items }, phrase, key);
  return items ? [...found, ...readItems(tokens, place)] : found;
}

function partsOf({ text, sourceOf }: Spelled, strong: readonly Token[]): Parts {
  const first = strong[0]?.start ?? 0;
  const last = strong.at(-1)?.end ?? text.length;
  const between = strong.slice(1).map(({ start }, index) => text.slice(strong[index]?.end, start));
  return { before: sourceOf(0, first), between, after: sourceOf(last, text.length) };
}

/**
 * Returns the text before a colon or an equals sign, if only brackets and quotes stand between the sign and the
 * value.
 */
export function phraseKey(before: string): string | null {
  const [, key] = /^\s*["'`]?([^:=：]*?)["'`]?\s*(?:=>|[:=：])[\s"'`*[({!+-]*$/u.exec(before) ?? [];
  return key === undefined || key.trim() === '' ? null : key.trim();
}

function readValues(
  strong: readonly Token[],
  place: PhrasePlace,
  phrase: Parts,
  key: string | null,
): FoundPiece[] {
  const { line } = place;
  const before = phrase.before.replace(/[!+]?(?:ip[46]:)?$/i, '');
  const cells = [cellsOfPhrase(before), cellsOfPhrase(phrase.after)];
  const states = statesOf(`${before}\t${phrase.after}`);
  const refused =
    place.refused ||
    refuses(before) ||
    refusesBehind(phrase.after) ||
    cells.some((cell) => ZERO.test(cell)) ||
    states.some(isRefusalWord);
  const label = labelOf(before, phrase.after, key, place);
  const length = strong.length === 1 ? numberBehind(phrase.after) : null;
  const role = key === null ? roleBefore(before) : roleOf(key);
  const reason = refused ? undefined : REASONS[role];
  if (reason !== undefined) return strong.map(({ source }) => reject(line, source, reason));
  const off = cells.some(isOff) || states.some(isOff);
  return strong.map((token, index): FoundPiece => {
    const { outcome, source } = token;
    if (outcome === null) return reject(line, source, 'character');
    if (!outcome.ok) {
      if (outcome.reason === 'whole-family' && (refused || token.refused))
        return ignore(line, source, 'default');
      if (refused || token.refused) return reject(line, source, 'denied');
      return reject(line, source, outcome.reason, outcome.suggestion);
    }
    if (refused || token.refused) return reject(line, source, 'denied');
    if (off || isStruck(index, phrase)) return ignore(line, source, 'off');
    const prefix = length === null ? null : suggestPrefix(outcome.value, length);
    if (prefix !== null)
      return reject(line, `${source}${phrase.after}`.trim(), 'ambiguous', prefix);
    const { value, format, change } = outcome;
    const remark = joinLabels(label, place.comment) || (key === null ? place.label : '');
    const was = change === null ? null : source;
    return {
      kind: 'row',
      token: source,
      row: { line, value, format, remark, expiresAt: null, was, change },
    };
  });
}

/** The reasons to reject an address after such a key. One end of a range may not be meant as an address alone. */
const REASONS: Readonly<Partial<Record<WordRole, RejectReason>>> = {
  mask: 'mask',
  other: 'other-role',
  first: 'ambiguous',
  last: 'ambiguous',
};

/** Finds the role in the word before the address: some programs write no sign between the two. */
function roleBefore(before: string): 'other' | 'first' | 'unknown' {
  if (/\b(?:start|end|first|last)-?(?:ip|address)\s*$/i.test(before)) return 'first';
  return /\b(?:dst|daddr|destination|listen|nameserver|broadcast)\s*$/i.test(before)
    ? 'other'
    : 'unknown';
}

/** A label of only this word says that the list does not let the value in. */
const ZERO = /^(?:0|no|false)$/i;

const cellsOfPhrase = (text: string) => plainLabel(text.replace(/[\s:=|,;()[\]"'`*-]+/gu, ' '));

/** What stands by itself in a label may say what becomes of the value: a cell, a bracket, what a dash parts. */
function statesOf(label: string): string[] {
  if (label === '\t') return [];
  return label.split(/[\t|;,，；()[\]（）【】]|\s[-–—]\s/u).map(cellsOfPhrase);
}

/** Decides whether Markdown strikes the address through: `~~` before and after it. */
function isStruck(index: number, { before, between, after }: Parts): boolean {
  const left = index === 0 ? before : (between[index - 1] ?? '');
  const right = between[index] ?? after;
  return /~~["'`*\s]*$/.test(left) && /^["'`*\s]*~~/.test(right);
}

function numberBehind(after: string): string | null {
  return /^[\s,;]+(\d{1,3})\s*$/.exec(after)?.[1] ?? null;
}

function labelOf(before: string, after: string, key: string | null, place: PhrasePlace): string {
  const technical = key !== null && isValueKey(key);
  const left = technical ? '' : readLabel(before);
  const right = readLabel(after.replace(/^[^\p{L}\p{N}]*[45]\d\d\s/u, ' '));
  return joinLabels(isValueKey(left) ? '' : left, place.items ? labelWithoutItems(right) : right);
}

/**
 * Returns the label of an item. A host name or a reference is no remark here: it has been rejected as an
 * item.
 */
function labelWithoutItems(right: string): string {
  const label = right.replace(/^(?:[-+~?]?all|and|or)\b\s*/i, '');
  return /^[\p{L}\p{N}][^$/\\:*]*$/u.test(label) && !/\S\.\S/.test(label) ? label : '';
}

/**
 * Reads a phrase that has no address: a part of one, a host name or a URL alone. Where only items belong, it
 * rejects each token.
 */
function readOthers(tokens: readonly Token[], place: PhrasePlace): FoundPiece[] {
  if (place.items) return readItems(tokens, place);
  const words = tokens.filter(
    ({ source: word }) => /[\p{L}\p{N}]/u.test(word) && !isPositive(word),
  );
  const [only, ...others] = words;
  if (only === undefined || others.length > 0) return [];
  return readOther(only, place) ?? [];
}

function readItems(tokens: readonly Token[], place: PhrasePlace): FoundPiece[] {
  return tokens.flatMap((token) => {
    if (NOBODY.test(token.source)) return [ignore(place.line, token.source, 'default')];
    if (EVERYONE.test(token.source)) {
      return [
        place.refused
          ? ignore(place.line, token.source, 'default')
          : reject(place.line, token.source, 'whole-family'),
      ];
    }
    return readOther(token, place) ?? [];
  });
}

function readOther(token: Token, { line, refused }: PhrasePlace): FoundPiece[] | undefined {
  const { kind, source, outcome } = token;
  if (kind === 'weak' && outcome?.ok === false) {
    return [
      refused
        ? reject(line, source, 'denied')
        : reject(line, source, outcome.reason, outcome.suggestion),
    ];
  }
  if (kind === 'host') return [reject(line, source, 'host-name')];
  if (kind === 'reference') return [reject(line, source, 'reference')];
  if (kind !== 'url') return undefined;
  const inside = readTokens(
    spell(source.replace(/^[^:]*:\/\/(?:[^/@]*@)?/, ' ').replace(/[/?#].*$/, '')),
    {},
  );
  const values = inside.flatMap(({ outcome: read }) => (read?.ok ? [read.value] : []));
  const suggestion = values.length === 1 && !refused ? (values[0] ?? null) : null;
  return [reject(line, source, 'url', suggestion)];
}

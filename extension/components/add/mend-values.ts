/** Proposes corrections for refused values. None is made unasked. */

import { FORMATS, formatBySign } from '../../../shared/format-by-sign.ts';
import { familyOf, formatAddress } from '../../../shared/ip-address.ts';
import { parseValue } from '../../../shared/ip-range.ts';
import type { ValueFormat } from '../../../shared/value-problem.ts';
import type { Flaw, Judgement } from './judge-values.ts';

export interface OtherFormat {
  readonly format: ValueFormat;
  /** True if every value has that format. False if only more values have it than have the chosen one. */
  readonly fitsAll: boolean;
}

/** Finds the format that was probably meant. Null if the chosen format fits at least as many values. */
export function findOtherFormat({ sound, flaws }: Judgement): OtherFormat | null {
  const counts = { address: 0, segment: 0, range: 0 };
  for (const { text, format, why } of flaws) {
    const other = formatBySign(text);
    if (why.kind === 'unreadable' && other !== format && parseValue(other, text).ok)
      counts[other]++;
  }
  const format = FORMATS.reduce((best, next) => (counts[next] > counts[best] ? next : best));
  if (counts[format] <= sound.length) return null;
  return { format, fitsAll: counts[format] === sound.length + flaws.length };
}

/** Finds what a wrong value was probably meant to be. Null if that would be a guess. */
export function findRewrite({ format, text, why }: Flaw): string | null {
  if (why.kind === 'mend') return why.value;
  if (why.kind === 'reject') return why.suggestion;
  if (why.kind !== 'unreadable') return null;
  return inFormat(format, text).find((value) => parseValue(format, value).ok) ?? null;
}

/**
 * Returns proposals: the same addresses in the wanted format, or a range with its ends swapped. A proposal may be
 * wrong, so the caller parses it.
 */
function inFormat(format: ValueFormat, text: string): string[] {
  const address = parseValue('address', text);
  const same = address.ok ? address : parseValue('segment', text);
  if (!same.ok) {
    const [first = '', last = ''] = text.split('-');
    return [`${last}-${first}`];
  }
  const { first, last } = same.value.range;
  switch (format) {
    case 'address':
      return first === last ? [formatAddress(first)] : [];
    case 'segment':
      return [`${formatAddress(first)}/${familyOf(first) === 4 ? 32 : 128}`];
    case 'range':
      return [`${formatAddress(first)}-${formatAddress(last)}`];
  }
}

/** A replacement for a piece of a line. If `by` is null, the whole line is removed. */
export interface Replacement {
  /** The line number, counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly by: string | null;
}

export function replaceInLines(text: string, replacements: readonly Replacement[]): string {
  const byLine = Map.groupBy(replacements, ({ line }) => line);
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => {
      const here = byLine.get(index + 1) ?? [];
      if (here.some(({ by }) => by === null)) return [];
      return [
        here.reduce((before, { text: piece, by }) => replaceOnce(before, piece, by ?? ''), line),
      ];
    })
    .join('\n');
}

/**
 * Replaces the piece in the line. If the line does not contain the piece as it is written, the whole line is
 * replaced.
 */
function replaceOnce(line: string, piece: string, by: string): string {
  const at = line.toLowerCase().indexOf(piece.toLowerCase());
  return at < 0 || piece === '' ? by : line.slice(0, at) + by + line.slice(at + piece.length);
}

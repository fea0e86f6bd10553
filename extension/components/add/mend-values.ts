/** Ways out of what was refused: proposed, never done unasked. */

import { FORMATS, formatBySign } from '../../../shared/format-by-sign.ts';
import { familyOf, formatAddress } from '../../../shared/ip-address.ts';
import { parseValue } from '../../../shared/ip-range.ts';
import type { ValueFormat } from '../../../shared/value-problem.ts';
import type { Flaw, Judgement } from './judge-values.ts';

export interface OtherFormat {
  readonly format: ValueFormat;
  /** Every value is of it; otherwise more are than of the one chosen. */
  readonly fitsAll: boolean;
}

/** The format that was probably meant; null where the one chosen fits as many. */
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

/** What a flaw was probably meant to be; null where that would be a guess. */
export function findRewrite({ format, text, why }: Flaw): string | null {
  if (why.kind === 'mend') return why.value;
  if (why.kind === 'reject') return why.suggestion;
  if (why.kind !== 'unreadable') return null;
  return inFormat(format, text).find((value) => parseValue(format, value).ok) ?? null;
}

/** The same addresses in the format wanted, or the ends of a range swapped; what is none of it can't be read. */
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

/** Something in the place of a piece of a line; null takes the line out. */
export interface Replacement {
  /** Counted from 1. */
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

/** The line as a whole, where it does not have the piece as it stands. */
function replaceOnce(line: string, piece: string, by: string): string {
  const at = line.toLowerCase().indexOf(piece.toLowerCase());
  return at < 0 || piece === '' ? by : line.slice(0, at) + by + line.slice(at + piece.length);
}

/** Ways out of what was refused: proposed, never done unasked. */

import { FORMATS, formatBySign } from '../../../shared/format-by-sign.ts';
import { familyOf, formatAddress } from '../../../shared/ip-address.ts';
import { parseValue } from '../../../shared/ip-range.ts';
import type { ValueFormat } from '../../../shared/value-problem.ts';
import type { Flaw, Judgement } from './judge-values.ts';
import { splitValues } from './split-values.ts';

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

/** The lines that a bad line was probably meant to be; null where that would be a guess. */
export function findRewrite({ format, text, why }: Flaw): readonly string[] | null {
  if (why.kind !== 'unreadable') return null;
  const values = splitValues(text);
  if (values.length > 1) return values;
  const rewrites = [...values, ...inFormat(format, text)];
  const rewrite = rewrites.find((value) => parseValue(format, value).ok);
  return rewrite === undefined ? null : [rewrite];
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

/** A text with other lines in the place of some, which are counted from 1; none takes a line out. */
export function replaceLines(
  text: string,
  replacements: ReadonlyMap<number, readonly string[]>,
): string {
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => replacements.get(index + 1) ?? [line])
    .join('\n');
}

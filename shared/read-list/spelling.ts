/**
 * Replaces characters by those that addresses are written with, such as plain digits. It is for values only;
 * labels keep their spelling.
 */

export interface Spelled {
  readonly text: string;
  /** Returns the part of the source for a position in `text`. */
  readonly sourceOf: (start: number, end: number) => string;
}

const PLAIN = /^[\t\x20-\x7e]*$/;
const INVISIBLE = /^\p{Cf}$/u;
const BLANK = /^[\p{Zs}\t\n\v\f\r\u0085\u2028\u2029]$/u;
const DASH = /^[\u2010-\u2015\u2212\uff0d]$/u;
const DIGIT = /^\p{Nd}$/u;
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['。', '.'],
  ['｡', '.'],
  ['、', ','],
  ['～', '~'],
  ['〜', '~'],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['«', '"'],
  ['»', '"'],
  ['‘', "'"],
  ['’', "'"],
]);

export function spell(source: string): Spelled {
  if (PLAIN.test(source)) {
    return { text: source, sourceOf: (start, end) => source.slice(start, end) };
  }
  const signs: string[] = [];
  const starts: number[] = [];
  let at = 0;
  for (const character of source) {
    const sign = spellCharacter(character);
    if (sign !== '') {
      signs.push(sign);
      // A character that has no short form may be two code units long.
      for (let unit = 0; unit < sign.length; unit++) starts.push(at + unit);
    }
    at += character.length;
  }
  starts.push(source.length);
  return {
    text: signs.join(''),
    sourceOf: (start, end) => source.slice(starts[start], starts[end]),
  };
}

function spellCharacter(character: string): string {
  if (character >= ' ' && character <= '~') return character;
  const known = SIGNS.get(character);
  if (known !== undefined) return known;
  if (INVISIBLE.test(character)) return '';
  if (BLANK.test(character)) return character === '\t' ? '\t' : ' ';
  if (DASH.test(character)) return '-';
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return DIGIT.test(character) ? String(digitOf(code)) : character;
}

/** Returns the value of a decimal digit. Unicode has decimal digits in runs of ten that begin with zero. */
function digitOf(code: number): number {
  let digit = 0;
  while (digit < 9 && DIGIT.test(String.fromCodePoint(code - digit - 1))) digit++;
  return digit;
}

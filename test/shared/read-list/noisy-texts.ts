/**
 * Texts that nobody would write on purpose: cases that are cut, spliced and sprinkled with signs.
 * The same seed gives the same texts.
 */
import { CASES } from './cases.ts';

const SIGNS = [
  '"',
  "'",
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '#',
  '//',
  ';',
  ',',
  ':',
  '-',
  '–',
  '!',
  '*',
  '/',
  '\\',
  '|',
  '\t',
  ' ',
  '\n',
  '\r\n',
  '.',
  '=',
  '<',
  '>',
  '/*',
  '*/',
  '~~',
  '\u200b',
  '０',
  '。',
  'deny ',
  'not ',
  'to ',
  '0',
  '::',
  '%',
  'x',
];

/** Mulberry32: a small generator whose numbers are spread well enough. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function* noisyTexts(count: number, seed: number): Generator<string> {
  const random = randomFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[], otherwise: Item) =>
    items[below(items.length)] ?? otherwise;
  const inputs = CASES.map(({ input }) => input).filter((input) => !input.includes('\0'));
  for (let index = 0; index < count; index++) {
    let text = pick(inputs, '');
    if (random() < 0.5) text = text.slice(below(text.length), below(text.length) + below(200));
    if (random() < 0.4) text += pick(inputs, '').slice(below(60));
    for (let rounds = below(6); rounds > 0; rounds--) {
      const at = below(text.length);
      const taken = random() < 0.5 ? below(3) : 0;
      text = text.slice(0, at) + pick(SIGNS, '') + text.slice(at + taken);
    }
    yield text.slice(0, 2_000);
  }
}

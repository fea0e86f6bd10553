import { randomId } from '../tokens/token-text.ts';

/**
 * Makes the ids of the entries that one change adds: 32 hexadecimal digits. They sort in the order of adding:
 * by time, then by place in the change. If two changes fall into one millisecond, random digits decide.
 */
export function entryIds(now: number): () => string {
  const random = randomId();
  let place = 0;
  return () => hex(now, TIME_DIGITS) + hex(place++, PLACE_DIGITS) + random;
}

const TIME_DIGITS = 12;
const PLACE_DIGITS = 4;

/**
 * The number of words for a change in packed ids: its time and its random digits, with four digits in each
 * word.
 */
export const CHANGE_WORDS = 7;
const TIME_WORDS = TIME_DIGITS / 4;

/**
 * Packs ids into a quarter of the space or less. Each id takes two words: the number of its change, and its
 * place in that change. Then the changes follow, each once with the digits that its ids have in common.
 */
export function packIds(ids: readonly string[]): Uint16Array {
  const changes = new Map<string, number>();
  const placeEnd = TIME_DIGITS + PLACE_DIGITS;
  const words = ids.flatMap((id) => {
    const change = id.slice(0, TIME_DIGITS) + id.slice(placeEnd);
    const at = changes.get(change) ?? changes.size;
    changes.set(change, at);
    return [at, ...wordsOf(id.slice(TIME_DIGITS, placeEnd))];
  });
  return Uint16Array.from([...words, ...wordsOf([...changes.keys()].join(''))]);
}

/** `count` is the number of ids, `index` the position of the wanted one. */
export function unpackId(packed: Uint16Array, count: number, index: number): string {
  const change = 2 * count + (packed[2 * index] ?? 0) * CHANGE_WORDS;
  const randomAt = change + TIME_WORDS;
  return (
    digitsOf(packed, change, randomAt) +
    digitsOf(packed, 2 * index + 1, 2 * index + 2) +
    digitsOf(packed, randomAt, change + CHANGE_WORDS)
  );
}

function wordsOf(digits: string): number[] {
  return Array.from({ length: digits.length / 4 }, (_, word) =>
    Number.parseInt(digits.slice(4 * word, 4 * word + 4), 16),
  );
}

const BYTES = Array.from({ length: 256 }, (_, byte) => hex(byte, 2));

function digitsOf(words: Uint16Array, start: number, end: number): string {
  let digits = '';
  for (let at = start; at < end; at++) {
    const word = words[at] ?? 0;
    digits += `${BYTES[word >> 8]}${BYTES[word & 0xff]}`;
  }
  return digits;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

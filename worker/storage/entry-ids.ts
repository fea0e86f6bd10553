import { randomId } from './token-text.ts';

/**
 * Ids of the entries that one change adds: 32 hexadecimal digits that sort in the order of adding,
 * by time, place in the change, and at random where two changes fall into one millisecond.
 */
export function entryIds(now: number): () => string {
  let place = 0;
  return () => {
    return hex(now, 12) + hex(place++, 4) + randomId();
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

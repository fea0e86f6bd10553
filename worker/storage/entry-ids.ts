import { randomId } from './token-text.ts';

/**
 * Ids of the entries that one change adds: 32 hexadecimal digits that sort in the order of adding,
 * by time, place in the change, and at random where two changes fall into one millisecond.
 */
export function entryIds(now: number): () => string {
  const random = randomId();
  let place = 0;
  return () => hex(now, TIME_DIGITS) + hex(place++, PLACE_DIGITS) + random;
}

const TIME_DIGITS = 12;
const PLACE_DIGITS = 4;

/** Of a change in packed ids: its time and its random digits. */
export const CHANGE_BYTES = 14;

/** Ids in a quarter of the room, or less: what those of one change have in common is there once. */
export interface PackedIds {
  readonly changes: Uint8Array;
  /** For each id, which of the changes it is of, and its place in that. */
  readonly changeOf: Uint16Array;
  readonly placeOf: Uint16Array;
}

export function packIds(ids: readonly string[]): PackedIds {
  const known = new Map<string, number>();
  const changeOf = new Uint16Array(ids.length);
  const placeOf = new Uint16Array(ids.length);
  const placeEnd = TIME_DIGITS + PLACE_DIGITS;
  ids.forEach((id, index) => {
    const change = id.slice(0, TIME_DIGITS) + id.slice(placeEnd);
    const at = known.get(change) ?? known.size;
    known.set(change, at);
    changeOf[index] = at;
    placeOf[index] = Number.parseInt(id.slice(TIME_DIGITS, placeEnd), 16);
  });
  const digits = [...known.keys()].join('');
  const changes = new Uint8Array(known.size * CHANGE_BYTES);
  for (let at = 0; at < changes.length; at++)
    changes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
  return { changes, changeOf, placeOf };
}

export function unpackId({ changes, changeOf, placeOf }: PackedIds, index: number): string {
  const start = (changeOf[index] ?? 0) * CHANGE_BYTES;
  const randomAt = start + TIME_DIGITS / 2;
  const place = hex(placeOf[index] ?? 0, PLACE_DIGITS);
  return hexOf(changes, start, randomAt) + place + hexOf(changes, randomAt, start + CHANGE_BYTES);
}

const BYTES = Array.from({ length: 256 }, (_, byte) => hex(byte, 2));

function hexOf(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += BYTES[bytes[at] ?? 0];
  return text;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

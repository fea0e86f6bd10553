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

/** As bytes an id takes half the room. */
export const ENTRY_ID_BYTES = 16;

/** `index` counts ids, not bytes. */
export function writeEntryId(bytes: Uint8Array, index: number, id: string): void {
  for (let place = 0; place < ENTRY_ID_BYTES; place++) {
    const digits = id.slice(2 * place, 2 * place + 2);
    bytes[index * ENTRY_ID_BYTES + place] = Number.parseInt(digits, 16);
  }
}

export function readEntryId(bytes: Uint8Array, index: number): string {
  let id = '';
  for (let place = 0; place < ENTRY_ID_BYTES; place++) {
    id += BYTES[bytes[index * ENTRY_ID_BYTES + place] ?? 0];
  }
  return id;
}

const BYTES = Array.from({ length: 256 }, (_, byte) => hex(byte, 2));

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

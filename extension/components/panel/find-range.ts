import { type AddressRange, parseValue } from '../../../shared/ip-range.ts';

/** Reads a text as an address, a segment or a range. Undefined if it is none of them. */
export function findRange(text: string): AddressRange | undefined {
  for (const format of ['address', 'segment', 'range'] as const) {
    const parsed = parseValue(format, text);
    if (parsed.ok) return parsed.value.range;
  }
  return undefined;
}

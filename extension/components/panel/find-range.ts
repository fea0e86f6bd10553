import { type AddressRange, parseValue } from '../../../shared/ip-range.ts';

/** What a text is, where it is an address, a segment or a range. */
export function findRange(text: string): AddressRange | undefined {
  for (const format of ['address', 'segment', 'range'] as const) {
    const parsed = parseValue(format, text);
    if (parsed.ok) return parsed.value.range;
  }
  return undefined;
}

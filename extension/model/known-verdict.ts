import type { Place } from './places.ts';

/** What was last certain of the current address, so that only its turning is news. */
export interface KnownVerdict {
  readonly place: Place;
  readonly address: string;
  readonly allowed: boolean;
}

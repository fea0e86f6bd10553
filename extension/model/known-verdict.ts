import type { Place } from './places.ts';

/** The last certain verdict on the current address. A notice is shown only when the verdict differs from it. */
export interface KnownVerdict {
  readonly place: Place;
  readonly address: string;
  readonly allowed: boolean;
}

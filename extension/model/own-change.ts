import type { Place } from './places.ts';

/** The last change that a page of this browser made. The person knows of it, so no notice is needed. */
export interface OwnChange {
  readonly place: Place;
  readonly revision: number;
}

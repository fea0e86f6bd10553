import type { Place } from './places.ts';

/** The last change that a page of this browser made: nobody needs to be told of it. */
export interface OwnChange {
  readonly place: Place;
  readonly revision: number;
}

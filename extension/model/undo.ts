import type { Undoable } from '../../shared/list-command.ts';
import type { Place } from './places.ts';

/** The data that undoes the last change. `until` is the end of the offer, in milliseconds since the epoch. */
export interface Undo {
  readonly place: Place;
  readonly what: Undoable;
  /** The changed value as it is shown to the person, or the number of values if there were several. */
  readonly value: string;
  readonly count: number;
  /** Undoing goes back to the revision before. It is possible only while the list still has the revision after. */
  readonly revisionBefore: number;
  readonly revisionAfter: number;
  readonly wasEmpty: boolean;
  readonly until: number;
}

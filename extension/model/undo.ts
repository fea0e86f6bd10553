import type { Undoable } from '../../shared/list-command.ts';
import type { Place } from './places.ts';

/** The command that undoes the last change, and until when it is offered (milliseconds since the epoch). */
export interface Undo {
  readonly place: Place;
  readonly what: Undoable;
  /** What was changed, as it is shown to the person: one value, or the number of values. */
  readonly value: string;
  readonly count: number;
  /** Undoing goes back to the revision before. It is possible only while the list still has the revision after. */
  readonly revisionBefore: number;
  readonly revisionAfter: number;
  readonly wasEmpty: boolean;
  readonly until: number;
}

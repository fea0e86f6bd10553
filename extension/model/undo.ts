import type { Undoable } from '../../shared/list-command.ts';
import type { Place } from './places.ts';

/** What puts the last change right again, and until when it is offered (milliseconds since the epoch). */
export interface Undo {
  readonly place: Place;
  readonly what: Undoable;
  /** What was changed, as it is shown: a value, or how many. */
  readonly value: string;
  readonly count: number;
  /** The list before, to go back to, and after, which must still stand. */
  readonly revisionBefore: number;
  readonly revisionAfter: number;
  readonly wasEmpty: boolean;
  readonly until: number;
}

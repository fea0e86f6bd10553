import type { ListCommand } from '../../../shared/list-command.ts';
import type { Result } from '../../../shared/result.ts';
import type { Place } from '../../model/places.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Trouble } from '../../model/trouble.ts';
import type { Undo } from '../../model/undo.ts';

export interface MadeElsewhere {
  /** The revision of the list after the change. */
  readonly revision: number;
  /** The offer to take the change back. Null if there is none. */
  readonly undo: Undo | null;
}

/** The actions that reach other accounts than the one that is shown. */
export interface EverywhereActions {
  /** Reads a place anew. */
  readonly read: (place: Place) => Promise<Snapshot>;
  /** Makes a change of a place, unless its list is another one by now. */
  readonly change: (
    place: Place,
    command: ListCommand,
    revision: number,
  ) => Promise<Result<MadeElsewhere, Trouble>>;
  readonly takeBack: (undo: Undo) => Promise<Trouble | null>;
}

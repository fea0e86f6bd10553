import { useRef, useState } from 'preact/hooks';
import type { Change } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { Place } from '../../model/places.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Trouble } from '../../model/trouble.ts';
import type { PopupActions } from './popup-actions.ts';

export interface ActOutcome {
  readonly trouble: Trouble | null;
  /** Nothing was done: what there is to do was another thing once everything had been read. */
  readonly hasMoved: boolean;
  readonly change: Change | null;
}

/** True when the list has been changed. */
export type CarryOut = (
  command: ListCommand,
  isStillMeant: (fresh: Snapshot) => boolean,
) => Promise<boolean>;

const NOTHING_YET: ActOutcome = { trouble: null, hasMoved: false, change: null };

/** One change at a time, and only the one that was on the button when all that is being read has been read. */
export function useCarryOut(place: Place, actions: PopupActions) {
  const [outcome, setOutcome] = useState(NOTHING_YET);
  const busy = useRef(false);
  const carryOut: CarryOut = async (command, isStillMeant) => {
    if (busy.current) return false;
    busy.current = true;
    setOutcome(NOTHING_YET);
    try {
      const found = await findOutcome(place, actions, command, isStillMeant);
      setOutcome(found);
      return found.change !== null;
    } finally {
      busy.current = false;
    }
  };
  return { outcome, carryOut, forget: () => setOutcome(NOTHING_YET) };
}

async function findOutcome(
  place: Place,
  actions: PopupActions,
  command: ListCommand,
  isStillMeant: (fresh: Snapshot) => boolean,
): Promise<ActOutcome> {
  const fresh = await actions.settle(place);
  // What keeps it from being read, and another place that is shown by now, show themselves.
  if (fresh === null || fresh.trouble !== null) return NOTHING_YET;
  if (!isStillMeant(fresh)) return { ...NOTHING_YET, hasMoved: true };
  const answer = await actions.change(place, command, fresh.revision);
  if (answer.ok) return { ...NOTHING_YET, change: answer.value };
  // Whatever else it is has been kept with the snapshot, and is shown with it.
  return answer.error.kind === 'refused' ? { ...NOTHING_YET, trouble: answer.error } : NOTHING_YET;
}

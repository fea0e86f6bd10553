import { useRef, useState } from 'preact/hooks';
import type { Change } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { Place } from '../../model/places.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Trouble } from '../../model/trouble.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import type { PopupActions } from './popup-actions.ts';

export interface ActOutcome {
  readonly trouble: Trouble | null;
  /**
   * True if nothing was done because the state had changed by the time everything was read, so that another action
   * was due.
   */
  readonly hasMoved: boolean;
  readonly change: Change | null;
}

/** Carries out a change. True if the list was changed. */
export type CarryOut = (
  command: ListCommand,
  isStillMeant: (fresh: Snapshot) => boolean,
  /** True if even an addition must not be made to another revision of the list. */
  onlyAsSeen?: boolean,
) => Promise<boolean>;

const NOTHING_YET: ActOutcome = { trouble: null, hasMoved: false, change: null };

/**
 * Carries out one change at a time. It waits for running readings, and then makes the change only if the button would
 * still offer it.
 */
export function useCarryOut(place: Place, actions: PopupActions) {
  const [outcome, setOutcome] = useState(NOTHING_YET);
  const busy = useRef(false);
  const carryOut: CarryOut = async (command, isStillMeant, onlyAsSeen = false) => {
    if (busy.current) return false;
    busy.current = true;
    setOutcome(NOTHING_YET);
    try {
      const found = await findOutcome(place, actions, command, isStillMeant, onlyAsSeen);
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
  onlyAsSeen: boolean,
): Promise<ActOutcome> {
  const fresh = await actions.settle(place);
  // A failed reading, or a change to another place, is shown by the page itself.
  if (fresh === null || fresh.trouble !== null) return NOTHING_YET;
  if (!isStillMeant(fresh)) return { ...NOTHING_YET, hasMoved: true };
  const terms = { revision: fresh.revision, onlyAsSeen };
  const answer = await actions.change(place, command, terms);
  if (answer.ok) return { ...NOTHING_YET, change: answer.value };
  if (isRefusal(answer.error, 'revision-changed')) return { ...NOTHING_YET, hasMoved: true };
  // Any other trouble was kept with the snapshot, and the page shows it from there.
  return answer.error.kind === 'refused' ? { ...NOTHING_YET, trouble: answer.error } : NOTHING_YET;
}

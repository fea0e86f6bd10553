/** Finds how an addition begins a list that is off. */
import type { ListedMode, Mode } from '../../../shared/allowlist.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { PossibleAct } from '../../model/first-act.ts';

const TURNED_ON: readonly PossibleAct<ListedMode>[] = [
  { act: 'enforce', canCutOff: true },
  { act: 'observe', canCutOff: false },
];

/** Somebody may have turned a list off since it was read. Then it only observes, so that nobody is cut off. */
const STILL_ON: readonly PossibleAct<ListedMode>[] = [{ act: 'observe', canCutOff: false }];

export function beginningsOf(mode: Mode): readonly PossibleAct<ListedMode>[] {
  return mode === 'off' ? TURNED_ON : STILL_ON;
}

/** Returns the addition with the mode in which a list that is off begins. */
export function beginWith(command: ListCommand, mode: ListedMode): ListCommand {
  switch (command.kind) {
    case 'add':
      return { ...command, body: { ...command.body, mode } };
    case 'import':
      return { ...command, body: { ...command.body, mode } };
    default:
      return command;
  }
}

/** True for an addition that enforces a list that is off. Whom it cuts off is known of one revision only. */
export function beginsEnforced(command: ListCommand): boolean {
  return (command.kind === 'add' || command.kind === 'import') && command.body.mode === 'enforce';
}

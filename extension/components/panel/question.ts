/** Finds what a change of the list would do, and decides whether the person must confirm it first. */
import type { Allowlist, Entry } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { idsIn } from '../../model/command-entries.ts';
import { type Consequences, consequencesOf, type ListState, leaveOut } from './consequences.ts';

/** A change with its consequences. */
export interface ChangeQuestion extends Consequences {
  readonly command: ListCommand;
  /** The entry that a deletion is about, or the first of several. */
  readonly entry: Entry | undefined;
  /** The number of entries that the list has now. */
  readonly count: number;
}

/** Finds the consequences for the present list. Undefined if such a change never opens or cuts off anything. */
export function changeQuestionOf(
  command: ListCommand,
  list: Allowlist,
  addresses: readonly SeenAddress[],
  now: number,
  /** The entries that a restoration puts back. */
  restored: readonly Entry[] = [],
): ChangeQuestion | undefined {
  const after = listAfter(command, list, restored);
  if (after === undefined) return undefined;
  const [first] = idsIn(command) ?? [];
  const entry = list.entries.find(({ id }) => id === first);
  return { ...consequencesOf(list, after, addresses, now), command, entry, count: list.count };
}

/** The next step of the panel after a person has begun a change. `weigh`: it asks the endpoint first whom it cuts off. */
export type NextStep = 'ask' | 'weigh' | 'make';

export function nextStepOf(
  command: ListCommand,
  { mode }: Pick<Allowlist, 'mode'>,
  question: ChangeQuestion | undefined,
): NextStep {
  if (question && mustAsk(question)) return 'ask';
  return command.kind === 'delete' && mode === 'enforce' ? 'weigh' : 'make';
}

/** Decides whether to ask. A change that opens nothing, cuts off nothing and can be undone needs no question. */
function mustAsk({ command, turnsOn, turnsOff, leavesNobody, lost }: ChangeQuestion): boolean {
  const asksAlways = ['disable', 'set-mode', 'delete-entries'].includes(command.kind);
  return asksAlways || turnsOn || turnsOff || leavesNobody || lost.length > 0;
}

function listAfter(
  command: ListCommand,
  list: Allowlist,
  restored: readonly Entry[],
): ListState | undefined {
  switch (command.kind) {
    case 'delete':
    case 'delete-entries':
      return leaveOut(list, idsIn(command) ?? []);
    case 'disable':
      return { mode: 'off', entries: [] };
    case 'set-mode':
      return { mode: command.body.mode, entries: list.entries };
    case 'restore':
      if ('revision' in command.body) return undefined;
      return {
        mode: list.mode === 'off' ? 'enforce' : list.mode,
        entries: [...list.entries, ...restored],
      };
    default:
      return undefined;
  }
}

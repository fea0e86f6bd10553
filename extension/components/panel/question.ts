/** What a change of the list would do, and whether that is asked about before it is made. */
import type { Allowlist, Entry } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { type Consequences, consequencesOf, type ListState, withoutEntry } from './consequences.ts';

/** A change, and what it would do. */
export interface ChangeQuestion extends Consequences {
  readonly command: ListCommand;
  /** The entry it is about, where it is about one. */
  readonly entry: Entry | undefined;
  /** How many entries the list has now. */
  readonly count: number;
}

/** By the list as it is; undefined for a change that opens nothing and cuts off nothing, whatever the list. */
export function changeQuestionOf(
  command: ListCommand,
  list: Allowlist,
  addresses: readonly SeenAddress[],
  now: number,
  /** What a restoration puts back. */
  restored: readonly Entry[] = [],
): ChangeQuestion | undefined {
  const after = listAfter(command, list, restored);
  if (after === undefined) return undefined;
  const entry =
    command.kind === 'delete' ? list.entries.find(({ id }) => id === command.id) : undefined;
  return { ...consequencesOf(list, after, addresses, now), command, entry, count: list.count };
}

/** A change that opens nothing, cuts off nothing and can be undone is made without a question. */
export function mustAsk({
  command,
  turnsOn,
  turnsOff,
  leavesNobody,
  lost,
}: ChangeQuestion): boolean {
  const asksAlways = command.kind === 'disable' || command.kind === 'set-mode';
  return asksAlways || turnsOn || turnsOff || leavesNobody || lost.length > 0;
}

function listAfter(
  command: ListCommand,
  list: Allowlist,
  restored: readonly Entry[],
): ListState | undefined {
  switch (command.kind) {
    case 'delete':
      return withoutEntry(list, command.id);
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

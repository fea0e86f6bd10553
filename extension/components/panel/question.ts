/** Finds what a change of the list would do, and decides whether the person must confirm it first. */
import type { Allowlist, Entry } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import { hasExpired } from '../../../shared/judge-address.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { idsIn } from '../../model/command-entries.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import { isSharedList } from '../../model/listed-place.ts';
import {
  type Consequences,
  consequencesOf,
  type ListState,
  leaveOut,
  withEntries,
} from './consequences.ts';

/** A change with its consequences. */
export interface ChangeQuestion extends Consequences {
  readonly command: ListCommand;
  /** The entry that a deletion is about, or the first of several. */
  readonly entry: Entry | undefined;
  /** The number of entries that the list has now. */
  readonly count: number;
  /** The shared lists that it includes now. */
  readonly lists: readonly string[];
  /** True for a change of a shared list. It may cut off senders of any account that includes the list. */
  readonly isShared: boolean;
}

/** Finds the consequences for the present list. Undefined if such a change never opens or cuts off anything. */
export function changeQuestionOf(
  command: ListCommand,
  list: KnownAllowlist,
  addresses: readonly SeenAddress[],
  now: number,
  /** The entries that a restoration puts back. */
  restored: readonly Entry[] = [],
): ChangeQuestion | undefined {
  const after = listAfter(command, list, restored);
  if (after === undefined) return undefined;
  const [first] = idsIn(command) ?? [];
  const entry = list.entries.find(({ id }) => id === first);
  return {
    ...consequencesOf(list, after, addresses, now),
    command,
    entry,
    count: list.count,
    lists: (list.included ?? []).map((one) => one.list),
    isShared: isSharedList(list.account),
  };
}

/** The next step of the panel after a person has begun a change. `weigh`: it asks the endpoint first whom it cuts off. */
export type NextStep = 'ask' | 'weigh' | 'make';

export function nextStepOf(
  command: ListCommand,
  { mode, entries }: Pick<Allowlist, 'mode' | 'entries'>,
  question: ChangeQuestion | undefined,
  now: number,
): NextStep {
  if (question?.isShared) return removesLive(command, entries, now) ? 'ask' : 'make';
  if (question && mustAsk(question)) return 'ask';
  return command.kind === 'delete' && mode === 'enforce' ? 'weigh' : 'make';
}

/** Decides whether a change of a shared list may cut off senders of the accounts that include it. */
function removesLive(command: ListCommand, entries: readonly Entry[], now: number): boolean {
  if (command.kind === 'clear') return true;
  if (command.kind !== 'delete' && command.kind !== 'delete-entries') return false;
  const gone = new Set(idsIn(command));
  return entries.some((entry) => gone.has(entry.id) && !hasExpired(entry, now));
}

/** Decides whether to ask. A change that opens nothing, cuts off nothing and can be undone needs no question. */
function mustAsk(question: ChangeQuestion): boolean {
  const { command, turnsOn, turnsOff, leavesNobody, leavesOnlyLists, lost } = question;
  const asksAlways = ['disable', 'set-mode', 'delete-entries'].includes(command.kind);
  return asksAlways || turnsOn || turnsOff || leavesNobody || leavesOnlyLists || lost.length > 0;
}

function listAfter(
  command: ListCommand,
  list: KnownAllowlist,
  restored: readonly Entry[],
): ListState | undefined {
  switch (command.kind) {
    case 'delete':
    case 'delete-entries':
      return leaveOut(list, idsIn(command) ?? []);
    case 'disable':
      // Its shared lists are detached with it.
      return withEntries({ ...list, included: [] }, []);
    case 'clear':
      return withEntries(list, []);
    case 'set-mode':
      return withEntries(list, list.entries, { sets: command.body.mode });
    case 'restore':
      if ('revision' in command.body) return undefined;
      return withEntries(list, [...list.entries, ...restored]);
    default:
      return undefined;
  }
}

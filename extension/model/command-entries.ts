/** Finds the entries that a change of a list is about. Pure. */
import type { Allowlist, EditRequest, Entry } from '../../shared/api.ts';
import type { ListCommand } from '../../shared/list-command.ts';

/** Returns the ids of the entries that are edited or deleted. Undefined for other changes. */
export function idsIn(command: ListCommand): readonly string[] | undefined {
  switch (command.kind) {
    case 'edit':
    case 'delete':
      return [command.id];
    case 'edit-entries':
    case 'delete-entries':
      return command.body.entries;
    default:
      return undefined;
  }
}

/**
 * Returns the change for those entries that are still on the list. An endpoint changes all entries of a call or none,
 * and somebody else may have deleted some of them.
 */
export function forPresentEntries(
  command: ListCommand,
  { entries }: Pick<Allowlist, 'entries'>,
): ListCommand {
  if (command.kind !== 'edit-entries' && command.kind !== 'delete-entries') return command;
  const there = new Set(entries.map(({ id }) => id));
  const present = command.body.entries.filter((id) => there.has(id));
  if (present.length === command.body.entries.length) return command;
  return command.kind === 'edit-entries'
    ? { ...command, body: { ...command.body, entries: present } }
    : { ...command, body: { entries: present } };
}

/** Every endpoint edits a single entry, and deletes one. */
export function editOf(entries: readonly Pick<Entry, 'id'>[], body: EditRequest): ListCommand {
  const [first, ...others] = entries.map(({ id }) => id);
  return first !== undefined && others.length === 0
    ? { kind: 'edit', id: first, body }
    : { kind: 'edit-entries', body: { entries: entries.map(({ id }) => id), ...body } };
}

export function deletionOf(entries: readonly Pick<Entry, 'id'>[]): ListCommand {
  const [first, ...others] = entries.map(({ id }) => id);
  return first !== undefined && others.length === 0
    ? { kind: 'delete', id: first }
    : { kind: 'delete-entries', body: { entries: entries.map(({ id }) => id) } };
}

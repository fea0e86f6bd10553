/** Which changes are asked about before they are made, and which are made at once. */
import type { Allowlist, Entry } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListEdit } from '../../changes.ts';
import { type Consequences, consequencesOf, type ListState, withoutEntry } from './consequences.ts';

/** A change, and what it would do. */
export interface Question extends Consequences {
  readonly edit: ListEdit;
  /** The entry it is about, where it is about one. */
  readonly entry: Entry | undefined;
  /** How many entries the list has now. */
  readonly count: number;
}

/** Undefined where a change opens nothing, cuts off nothing and can be undone: it is made without a question. */
export function questionOf(
  edit: ListEdit,
  list: Allowlist,
  addresses: readonly SeenAddress[],
  now: number,
): Question | undefined {
  const after = listAfter(edit, list);
  if (after === undefined) return undefined;
  const consequences = consequencesOf(list, after, addresses, now);
  const asked = edit.kind !== 'delete' || consequences.turnsOff || consequences.lost.length > 0;
  if (!asked) return undefined;
  const entry = edit.kind === 'delete' ? list.entries.find(({ id }) => id === edit.id) : undefined;
  return { ...consequences, edit, entry, count: list.count };
}

function listAfter(edit: ListEdit, list: Allowlist): ListState | undefined {
  switch (edit.kind) {
    case 'delete':
      return withoutEntry(list, edit.id);
    case 'disable':
      return { mode: 'off', entries: [] };
    case 'set-mode':
      return { mode: edit.mode, entries: list.entries };
    default:
      return undefined;
  }
}

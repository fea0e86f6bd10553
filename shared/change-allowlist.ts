/**
 * The rules R1–R14 and R16 that change an allowlist, as pure functions. Each takes the list as it is. It
 * returns the list after the change with the entries that came and went, or it returns one problem. A change is
 * never done in part.
 */
import { at, type Pointers, refuseOverLimit } from './admit-entries.ts';
import type {
  Addition,
  Allowlist,
  ChangeResult,
  Entry,
  EntryTerms,
  ImportedValue,
  ListChange,
  ListedMode,
  Origin,
  PlacedEntry,
} from './allowlist.ts';
import { enterEntries, NO_CHANGE, settle, withoutEntries, withUpdates } from './change-entries.ts';
import { givenTerms, termsOf } from './entry-terms.ts';
import { parseValue } from './ip-range.ts';
import { holdsAnything, withMode } from './list-mode.ts';
import { type Problem, problem, type ValueError } from './problem.ts';
import { failure, type Result, success } from './result.ts';
import { describeValueProblem } from './value-problem.ts';

/**
 * R3–R6, R14: adds values of one format, all or none. The first entries turn the list on, in the mode that they
 * ask for. R13: a value with exactly the addresses of an expired entry renews that entry.
 */
export function addEntries(list: Allowlist, addition: Addition, origin: Origin): ChangeResult {
  return replaceAt(list, [], addition, origin, at('/values'));
}

/** Adds entries of every format, each with its own terms, all or none. */
export function importEntries(
  list: Allowlist,
  imported: readonly ImportedValue[],
  origin: Origin,
  mode?: ListedMode,
): ChangeResult {
  const pointers = at('/entries', '/value');
  const parsed = parseValues(imported, origin, pointers);
  if (!parsed.ok) return parsed;
  return enterEntries(list, [], parsed.value, pointers, origin.createdAt, { mode, renews: true });
}

/** Adds and deletes entries in one step, so that the list always has the old entries or the new ones. */
export function replaceEntries(
  list: Allowlist,
  removeIds: readonly string[],
  addition: Addition,
  origin: Origin,
): ChangeResult {
  return replaceAt(list, removeIds, addition, origin, at('/add/values'));
}

function replaceAt(
  list: Allowlist,
  removeIds: readonly string[],
  addition: Addition,
  origin: Origin,
  pointers: Pointers,
): ChangeResult {
  const removed = findEntries(list, removeIds);
  if (!removed.ok) return removed;
  const { values, mode, ...terms } = addition;
  const each = values.map((value) => ({ ...terms, value }));
  const parsed = parseValues(each, origin, pointers);
  if (!parsed.ok) return parsed;
  const way = { mode, renews: true };
  return enterEntries(list, removed.value, parsed.value, pointers, origin.createdAt, way);
}

/** R9, R10: deletes entries. Their addresses are refused from then on. If no entry is left, the list is off. */
export function deleteEntries(list: Allowlist, ids: readonly string[]): ChangeResult {
  const removed = findEntries(list, ids);
  return removed.ok ? success(withoutEntries(list, removed.value)) : removed;
}

/** R11: deletes every entry and detaches every shared list. Any address may then send with the password alone. */
export function disableAllowlist(list: Allowlist): ChangeResult {
  const change = withoutEntries(list, list.entries);
  return success({ ...change, list: withMode(list, { ...change.list, lists: [] }) });
}

/** R20: deletes every entry of a shared list. It covers nothing from then on, and turns no account off. */
export function clearList(list: Allowlist): ChangeResult {
  return success(withoutEntries(list, list.entries));
}

/** R8: the remark and the expiry change, the addresses never. */
export function editEntries(
  list: Allowlist,
  ids: readonly string[],
  edit: Partial<EntryTerms>,
  now: number,
): ChangeResult {
  const found = findEntries(list, ids);
  if (!found.ok) return found;
  const terms = givenTerms(edit);
  const updated = found.value.map((before) => ({ before, after: { ...before, ...terms } }));
  const entries = withUpdates(list.entries, updated);
  const refusal = refuseOverLimit(list, entries, now);
  if (refusal) return failure(refusal);
  return success(settle({ ...NO_CHANGE, list: { ...list, entries }, updated }, now));
}

/** R14: enforce or observe, until a time or for good; a list that holds nothing is off and has no mode to set. */
export function setMode(list: Allowlist, mode: ListedMode, observesUntil?: number): ChangeResult {
  if (!holdsAnything(list)) {
    return failure(
      problem('allowlist-empty', 'Add an entry first: a list without entries is off.'),
    );
  }
  const set = withMode(list, { ...list, observesUntil }, { sets: mode });
  return success({ ...NO_CHANGE, list: set });
}

/** R5: sets the limit. A lower limit takes no live entry off the list. */
export function setLimit(list: Allowlist, limit: number, now: number): ListChange {
  return settle({ ...NO_CHANGE, list: { ...list, limit } }, now);
}

/** R13: takes off the list the expired entries that have to leave by now, but not more than `most` at once. */
export function letExpiredLeave(list: Allowlist, now: number, most: number): ListChange {
  return settle({ ...NO_CHANGE, list }, now, most);
}

/** So many ids that are unknown are named in the answer. */
const MAX_NAMED = 10;

function findEntries(list: Allowlist, ids: readonly string[]): Result<readonly Entry[], Problem> {
  const wanted = new Set(ids);
  const found = list.entries.filter((entry) => wanted.delete(entry.id));
  if (wanted.size === 0) return success(found);
  const named = [...wanted].slice(0, MAX_NAMED).join(', ');
  const more = wanted.size > MAX_NAMED ? `, and ${wanted.size - MAX_NAMED} more` : '';
  return failure(problem('entry-unknown', `The list has no entry with the id ${named}${more}.`));
}

function parseValues(
  values: readonly ImportedValue[],
  origin: Origin,
  pointers: Pointers,
): Result<PlacedEntry[], Problem> {
  const entries: PlacedEntry[] = [];
  const errors: ValueError[] = [];
  values.forEach((wanted, index) => {
    const { format, value } = wanted;
    const parsed = parseValue(format, value);
    if (parsed.ok) {
      const { range, value: canonical, hostBitsDropped } = parsed.value;
      const { createdAt, createdBy } = origin;
      const read = { id: origin.newId(), format, value: canonical, range };
      const entry = { ...read, ...termsOf(wanted), createdAt, createdBy };
      entries.push({ entry, ...(hostBitsDropped && { withHostBits: value }) });
    } else {
      const message = describeValueProblem(parsed.error, format);
      errors.push({ pointer: pointers.of(index), value, message });
    }
  });
  if (errors.length === 0) return success(entries);
  const detail = `${errors.length} of ${values.length} values can’t be added; nothing was.`;
  return failure(problem('invalid-value', detail, errors));
}

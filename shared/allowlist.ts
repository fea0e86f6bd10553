/**
 * An account's allowlist and the rules R1–R14 and R16 that change it, as pure functions: each takes
 * the list as it is and returns the list as it would be, with what came and went, or one problem.
 * Nothing is added in part.
 */
import { at, type Pointers, refuseOverLimit } from './admit-entries.ts';
import { enterEntries, NO_CHANGE, settle, withoutEntries, withUpdates } from './change-entries.ts';
import { type AddressRange, compareRanges, parseValue } from './ip-range.ts';
import { type Problem, problem, type ValueError } from './problem.ts';
import { failure, type Result, success } from './result.ts';
import { describeValueProblem, type ValueFormat } from './value-problem.ts';

export const DEFAULT_ENTRY_LIMIT = 10;
export const MAX_ENTRY_LIMIT = 10_000;

/** What an allowlist with entries does; one without entries is off (R6, R10). */
export type ListedMode = 'enforce' | 'observe';
export type Mode = ListedMode | 'off';

export interface TokenName {
  readonly tokenId: string;
  readonly name: string;
}

export interface Entry {
  readonly id: string;
  readonly format: ValueFormat;
  /** Canonical text. */
  readonly value: string;
  readonly range: AddressRange;
  readonly remark: string;
  readonly createdAt: number;
  readonly createdBy: TokenName;
  /** Milliseconds since the epoch; null never expires. */
  readonly expiresAt: number | null;
  /** Stored, but this version can't read it: it is on the list, keeps it on, and covers no address. */
  readonly unreadable?: true;
  /** When it was last put back, if it had expired by then. */
  readonly restoredAt?: number;
}

export interface Allowlist {
  readonly mode: Mode;
  readonly limit: number;
  readonly entries: readonly Entry[];
}

/** What an entry says beside its addresses, and can be edited (R8). */
export interface EntryTerms {
  readonly remark: string;
  readonly expiresAt: number | null;
}

export interface Addition extends EntryTerms {
  readonly format: ValueFormat;
  readonly values: readonly string[];
  /** How a list that is off begins; one that is on stays what it is. */
  readonly mode?: ListedMode;
}

/** One entry of an import, which may carry every format, each with its own terms. */
export interface ImportedValue extends EntryTerms {
  readonly format: ValueFormat;
  readonly value: string;
}

/** Who adds, when, and where new ids come from: arguments, so that this file has no clock and no randomness. */
export interface Origin {
  readonly createdAt: number;
  readonly createdBy: TokenName;
  readonly newId: () => string;
}

export interface EntryUpdate {
  readonly before: Entry;
  readonly after: Entry;
}

export interface ListChange {
  readonly list: Allowlist;
  readonly added: readonly Entry[];
  readonly updated: readonly EntryUpdate[];
  readonly removed: readonly Entry[];
  /** What the request puts on the list, in its order: new entries, and expired ones that it renews. */
  readonly placed: readonly Entry[];
  /** Expired entries that leave by themselves (R13), since with the change there is no place for them. */
  readonly left: readonly Entry[];
}

export type ChangeResult = Result<ListChange, Problem>;

/**
 * R3–R6, R14: values of one format, all or nothing; the first entries turn the list on, or have it observe.
 * R13: one of exactly an expired entry's addresses renews that.
 */
export function addEntries(list: Allowlist, addition: Addition, origin: Origin): ChangeResult {
  return replaceAt(list, [], addition, origin, at('/values'));
}

/** The same for entries of every format, each with its own terms: all or nothing, too. */
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

/** Adds and deletes in one step, so that the list is never without either. */
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

/** R9, R10: its addresses are refused from then on; without the last entry the list is off. */
export function deleteEntry(list: Allowlist, id: string): ChangeResult {
  const removed = findEntries(list, [id]);
  return removed.ok ? success(withoutEntries(list, removed.value)) : removed;
}

/** R11: clears every entry; any address may send with the password alone. */
export function disableAllowlist(list: Allowlist): ChangeResult {
  return success(withoutEntries(list, list.entries));
}

/** R8: the remark and the expiry change, the addresses never. */
export function editEntry(
  list: Allowlist,
  id: string,
  edit: Partial<EntryTerms>,
  now: number,
): ChangeResult {
  const found = findEntries(list, [id]);
  if (!found.ok) return found;
  const updated = found.value.map((before) => {
    const { remark = before.remark, expiresAt = before.expiresAt } = edit;
    return { before, after: { ...before, remark, expiresAt } };
  });
  const entries = withUpdates(list.entries, updated);
  const refusal = refuseOverLimit(list, entries, now);
  if (refusal) return failure(refusal);
  return success(settle({ ...NO_CHANGE, list: { ...list, entries }, updated }, now));
}

/** R14: enforce or observe; a list without entries is off and has no mode to set. */
export function setMode(list: Allowlist, mode: ListedMode): ChangeResult {
  if (list.entries.length === 0) {
    return failure(
      problem('allowlist-empty', 'Add an entry first: a list without entries is off.'),
    );
  }
  return success({ ...NO_CHANGE, list: { ...list, mode } });
}

/** R5: a lower limit takes no live entry off the list. */
export function setLimit(list: Allowlist, limit: number, now: number): ListChange {
  return settle({ ...NO_CHANGE, list: { ...list, limit } }, now);
}

/** R13: expired entries that have to leave by now, so many at once. */
export function letExpiredLeave(list: Allowlist, now: number, most: number): ListChange {
  return settle({ ...NO_CHANGE, list }, now, most);
}

function findEntries(list: Allowlist, ids: readonly string[]): Result<readonly Entry[], Problem> {
  const wanted = new Set(ids);
  const found = list.entries.filter((entry) => wanted.delete(entry.id));
  if (wanted.size === 0) return success(found);
  const unknown = [...wanted].join(', ');
  return failure(problem('entry-unknown', `The list has no entry with the id ${unknown}.`));
}

function parseValues(
  values: readonly ImportedValue[],
  origin: Origin,
  pointers: Pointers,
): Result<Entry[], Problem> {
  const entries: Entry[] = [];
  const errors: ValueError[] = [];
  values.forEach(({ format, value, remark, expiresAt }, index) => {
    const parsed = parseValue(format, value);
    if (parsed.ok) {
      entries.push({
        id: origin.newId(),
        format,
        value: parsed.value.value,
        range: parsed.value.range,
        remark,
        createdAt: origin.createdAt,
        createdBy: origin.createdBy,
        expiresAt,
      });
    } else {
      const message = describeValueProblem(parsed.error, format);
      errors.push({ pointer: pointers.of(index), value, message });
    }
  });
  if (errors.length === 0) return success(entries);
  const detail = `${errors.length} of ${values.length} values can’t be added; nothing was.`;
  return failure(problem('invalid-value', detail, errors));
}

/** For each entry that lies inside another, one that covers it. Equal ranges can't both stand on a list. */
export function findCovers<Listed extends Pick<Entry, 'id' | 'range'>>(
  entries: readonly Listed[],
): Map<string, Listed> {
  const covers = new Map<string, Listed>();
  let widest: Listed | undefined;
  for (const entry of entries.toSorted((a, b) => compareRanges(a.range, b.range))) {
    if (widest !== undefined && entry.range.last <= widest.range.last) covers.set(entry.id, widest);
    else widest = entry;
  }
  return covers;
}

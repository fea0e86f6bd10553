/**
 * An account's allowlist and the rules R1–R13 and R16 that change it, as pure functions: each takes
 * the list as it is and returns the list as it would be, with what came and went, or one problem.
 * Nothing is added in part.
 */
import { type AddressRange, compareRanges, holdWholeFamily, parseValue } from './ip-range.ts';
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
}

export type ChangeResult = Result<ListChange, Problem>;

/** An expired entry matches nothing, and stays on the list (R13). */
export function isExpired(entry: Pick<Entry, 'expiresAt'>, now: number): boolean {
  return entry.expiresAt !== null && entry.expiresAt <= now;
}

/** R3–R6, R14: values of one format, all or nothing; the first entries turn the list on, or have it observe. */
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
  return parsed.ok ? changeEntries(list, [], parsed.value, pointers, mode) : parsed;
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
  return parsed.ok ? changeEntries(list, removed.value, parsed.value, pointers, mode) : parsed;
}

/** R9, R10: its addresses are refused from then on; without the last entry the list is off. */
export function deleteEntry(list: Allowlist, id: string): ChangeResult {
  const removed = findEntries(list, [id]);
  return removed.ok ? changeEntries(list, removed.value, [], at('')) : removed;
}

/** R11: clears every entry; any address may send with the password alone. */
export function disableAllowlist(list: Allowlist): ChangeResult {
  return changeEntries(list, list.entries, [], at(''));
}

/** R8: the remark and the expiry change, the addresses never. */
export function editEntry(list: Allowlist, id: string, edit: Partial<EntryTerms>): ChangeResult {
  const found = findEntries(list, [id]);
  if (!found.ok) return found;
  const updated = found.value.map((before) => {
    const { remark = before.remark, expiresAt = before.expiresAt } = edit;
    return { before, after: { ...before, remark, expiresAt } };
  });
  const after = new Map(updated.map((update) => [update.after.id, update.after]));
  const entries = list.entries.map((entry) => after.get(entry.id) ?? entry);
  return success({ list: { ...list, entries }, added: [], updated, removed: [] });
}

/** R14: enforce or observe; a list without entries is off and has no mode to set. */
export function setMode(list: Allowlist, mode: ListedMode): ChangeResult {
  if (list.entries.length === 0) {
    return failure(
      problem('allowlist-empty', 'Add an entry first: a list without entries is off.'),
    );
  }
  return success({ list: { ...list, mode }, added: [], updated: [], removed: [] });
}

/** R16: puts back entries that were deleted, under their ids. */
export function restoreEntries(list: Allowlist, deleted: readonly Entry[]): ChangeResult {
  return changeEntries(list, [], deleted, at('/entries'));
}

/** R16: makes the list what it was: entries come and go, remarks, expiries and mode are as they were. */
export function restoreAllowlist(
  list: Allowlist,
  past: Pick<Allowlist, 'mode' | 'entries'>,
): ChangeResult {
  if (past.entries.length === 0) {
    const detail = 'The list had no entries then: disable the allowlist instead.';
    return failure(problem('allowlist-empty', detail));
  }
  const now = new Map(list.entries.map((entry) => [entry.id, entry]));
  const then = new Set(past.entries.map((entry) => entry.id));
  const removed = list.entries.filter((entry) => !then.has(entry.id));
  const missing = past.entries.filter((entry) => !now.has(entry.id));
  const changed = changeEntries(list, removed, missing, at('/revision'));
  if (!changed.ok) return changed;
  const updated = past.entries.flatMap((after) => {
    const before = now.get(after.id);
    const same = before?.remark === after.remark && before.expiresAt === after.expiresAt;
    return before === undefined || same ? [] : [{ before, after }];
  });
  const mode = past.mode === 'observe' ? 'observe' : 'enforce';
  const after = new Map(updated.map((update) => [update.after.id, update.after]));
  const entries = changed.value.list.entries.map((entry) => after.get(entry.id) ?? entry);
  return success({ ...changed.value, list: { ...list, mode, entries }, updated });
}

function findEntries(list: Allowlist, ids: readonly string[]): Result<readonly Entry[], Problem> {
  const wanted = new Set(ids);
  const found = list.entries.filter((entry) => wanted.delete(entry.id));
  if (wanted.size === 0) return success(found);
  const unknown = [...wanted].join(', ');
  return failure(problem('entry-unknown', `The list has no entry with the id ${unknown}.`));
}

/** Where in the request the values stand (JSON Pointer): all of them, and each. */
interface Pointers {
  readonly all: string;
  readonly of: (index: number) => string;
}

function at(all: string, leaf = ''): Pointers {
  return { all, of: (index) => `${all}/${index}${leaf}` };
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

/** The one way in and out of a list: no duplicates, never a whole family, within the limit, and its mode follows. */
function changeEntries(
  list: Allowlist,
  removed: readonly Entry[],
  added: readonly Entry[],
  pointers: Pointers,
  start: ListedMode = 'enforce',
): ChangeResult {
  const gone = new Set(removed.map((entry) => entry.id));
  const kept = list.entries.filter((entry) => !gone.has(entry.id));
  const entries = [...kept, ...added];
  const refusal =
    added.length === 0
      ? undefined
      : (refuseDuplicates(kept, added, pointers) ??
        refuseWholeFamily(entries, pointers) ??
        refuseOverLimit(kept.length, added.length, list.limit));
  if (refusal) return failure(refusal);
  const on: ListedMode = list.mode === 'off' ? start : list.mode;
  const mode = entries.length === 0 ? 'off' : on;
  return success({ list: { ...list, mode, entries }, added, updated: [], removed });
}

function refuseDuplicates(
  kept: readonly Entry[],
  added: readonly Entry[],
  pointers: Pointers,
): Problem | undefined {
  const onList = new Set(kept);
  const standing = new Map(kept.map((entry) => [rangeKey(entry), entry]));
  const errors: ValueError[] = [];
  added.forEach((entry, index) => {
    const twin = standing.get(rangeKey(entry));
    if (twin === undefined) {
      standing.set(rangeKey(entry), entry);
    } else {
      const where = onList.has(twin) ? `on the list as ${twin.id}` : 'in this request';
      const message = `${entry.value} covers the same addresses as ${twin.value}, which is ${where}.`;
      errors.push({ pointer: pointers.of(index), value: entry.value, message });
    }
  });
  if (errors.length === 0) return undefined;
  return problem('duplicate-entry', errors[0]?.message ?? '', errors);
}

function rangeKey({ unreadable, id, range }: Entry): string {
  // It may cover anything: it is nobody's twin.
  return unreadable ? id : `${range.first}-${range.last}`;
}

function refuseWholeFamily(entries: readonly Entry[], { all }: Pointers): Problem | undefined {
  if (!holdWholeFamily(entries.map((entry) => entry.range))) return undefined;
  const message = 'Together with the list this is every address: disable the allowlist instead.';
  return problem('invalid-value', message, [{ pointer: all, message }]);
}

function refuseOverLimit(kept: number, added: number, limit: number): Problem | undefined {
  if (kept + added <= limit) return undefined;
  const room = Math.max(0, limit - kept);
  const detail = `The list holds at most ${limit} entries and has room for ${room}; ${added} would be added.`;
  return problem('limit-reached', detail, [], { limit, room });
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

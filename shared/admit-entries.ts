/**
 * Decides what may come onto a list (R5): no entry twice, never a whole address family, and not more entries
 * than the limit.
 */
import type { Allowlist, Entry, EntryUpdate, PlacedEntry } from './allowlist.ts';
import { termsOf } from './entry-terms.ts';
import { isExpired } from './expired-entries.ts';
import { holdWholeFamily } from './ip-range.ts';
import { type Problem, problem, type ValueError } from './problem.ts';
import { failure, type Result, success } from './result.ts';

/** JSON Pointers into the request: one to all its values, and one to each value. */
export interface Pointers {
  readonly all: string;
  readonly of: (index: number) => string;
}

export function at(all: string, leaf = ''): Pointers {
  return { all, of: (index) => `${all}/${index}${leaf}` };
}

export interface Admission {
  readonly added: readonly Entry[];
  /** Expired entries of exactly these addresses. They get the new terms and keep their ids (R13). */
  readonly renewed: readonly EntryUpdate[];
  /** The added and the renewed entries, in the order of the request. */
  readonly placed: readonly PlacedEntry[];
}

/** `renews` decides whether a wanted entry gives its terms to the expired entry that has the same addresses. */
export function admitEntries(
  kept: readonly Entry[],
  wanted: readonly PlacedEntry[],
  pointers: Pointers,
  renews: (listed: Entry, wanted: Entry) => boolean,
): Result<Admission, Problem> {
  const onList = new Set(kept);
  const listed = new Map(kept.map((entry) => [rangeKey(entry), entry]));
  const added: Entry[] = [];
  const renewed: EntryUpdate[] = [];
  const errors: ValueError[] = [];
  wanted.forEach(({ entry }, index) => {
    const key = rangeKey(entry);
    const twin = listed.get(key);
    if (twin === undefined) {
      added.push(entry);
      listed.set(key, entry);
    } else if (onList.has(twin) && renews(twin, entry)) {
      const after = { ...twin, ...termsOf(entry) };
      renewed.push({ before: twin, after });
      listed.set(key, after);
    } else {
      const where = onList.has(twin) ? `on the list as ${twin.id}` : 'in this request';
      const message = `${entry.value} covers the same addresses as ${twin.value}, which is ${where}.`;
      errors.push({ pointer: pointers.of(index), value: entry.value, message });
    }
  });
  if (errors.length > 0)
    return failure(problem('duplicate-entry', errors[0]?.message ?? '', errors));
  const placed = wanted.map((one) => {
    return { ...one, entry: listed.get(rangeKey(one.entry)) ?? one.entry };
  });
  return success({ added, renewed, placed });
}

export function refuseWholeFamily(
  entries: readonly Entry[],
  { all }: Pointers,
): Problem | undefined {
  if (!holdWholeFamily(entries.map((entry) => entry.range))) return undefined;
  const message = 'Together with the list this is every address: disable the allowlist instead.';
  return problem('invalid-value', message, [{ pointer: all, message }]);
}

/**
 * Refuses a change that makes the list longer than its limit. Every change that makes an entry live counts: to
 * add it, to put it back, and to renew or extend it after it expired.
 */
export function refuseOverLimit(
  { limit, entries }: Allowlist,
  after: readonly Entry[],
  now: number,
): Problem | undefined {
  const wereLive = new Set(entries.filter((entry) => !isExpired(entry, now)).map(({ id }) => id));
  const live = after.filter((entry) => !isExpired(entry, now));
  const more = live.filter(({ id }) => !wereLive.has(id)).length;
  if (more === 0 || live.length <= limit) return undefined;
  const room = Math.max(0, limit - (live.length - more));
  const detail = `The list holds at most ${limit} entries beside expired ones and has room for ${room}; this would be ${more} more.`;
  return problem('limit-reached', detail, [], { limit, room });
}

/**
 * Refuses entries that are already expired when they come, where they are more than a list holds. They would
 * leave again at once.
 */
export function refuseTooManyExpired(
  limit: number,
  added: readonly Entry[],
  now: number,
): Problem | undefined {
  const expired = added.filter((entry) => isExpired(entry, now)).length;
  if (expired <= limit) return undefined;
  const detail = `The list holds at most ${limit} expired entries; ${expired} would be added.`;
  return problem('limit-reached', detail, [], { limit, room: limit });
}

function rangeKey({ unreadable, id, range }: Entry): string {
  // An unreadable entry may cover anything, so it is equal to no other entry.
  return unreadable ? id : `${range.first}-${range.last}`;
}

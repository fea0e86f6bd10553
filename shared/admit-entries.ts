/** What may come onto a list: nothing twice, never a whole family, no more than the limit (R5). */
import type { Allowlist, Entry, EntryUpdate, PlacedEntry } from './allowlist.ts';
import { isExpired } from './expired-entries.ts';
import { holdWholeFamily } from './ip-range.ts';
import { type Problem, problem, type ValueError } from './problem.ts';
import { failure, type Result, success } from './result.ts';

/** Where in the request the values stand (JSON Pointer): all of them, and each. */
export interface Pointers {
  readonly all: string;
  readonly of: (index: number) => string;
}

export function at(all: string, leaf = ''): Pointers {
  return { all, of: (index) => `${all}/${index}${leaf}` };
}

export interface Admission {
  readonly added: readonly Entry[];
  /** Expired entries of exactly these addresses, which stand under their ids again (R13). */
  readonly renewed: readonly EntryUpdate[];
  /** Both, in the order of what was wanted. */
  readonly placed: readonly PlacedEntry[];
}

/** `renews` tells whether the wanted entry gives its terms to the one of the same addresses that stands. */
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
      const after = { ...twin, remark: entry.remark, expiresAt: entry.expiresAt };
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

/** Whatever makes an entry live counts: to add it, to put it back, to renew or to extend an expired one. */
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

/** What had expired before it came would leave again at once where it is more than a list holds. */
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
  // It may cover anything: it is nobody's twin.
  return unreadable ? id : `${range.first}-${range.last}`;
}

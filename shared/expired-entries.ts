/**
 * The rules for entries that have expired (R5, R13). They match nothing and do not count against the limit. A
 * list keeps as many of them as its limit, for 30 days. The last entry of a list never leaves, since that would
 * turn the list off.
 */
import type { Entry } from './allowlist.ts';

const EXPIRED_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export function isExpired(entry: Pick<Entry, 'expiresAt'>, now: number): boolean {
  return entry.expiresAt !== null && entry.expiresAt <= now;
}

export function countExpired(entries: readonly Pick<Entry, 'expiresAt'>[], now: number): number {
  return entries.filter((entry) => isExpired(entry, now)).length;
}

/** Finds the entries that have to leave now, in the order in which they expired. */
export function findLeaving(entries: readonly Entry[], limit: number, now: number): Entry[] {
  const expired = inOrderOfExpiry(entries.filter((entry) => isExpired(entry, now)));
  const tooMany = expired.length - limit;
  const leaving = expired.filter(
    (entry, index) => index < tooMany || expiredSince(entry) + EXPIRED_KEPT_MS <= now,
  );
  return leaving.length === entries.length ? leaving.slice(0, -1) : leaving;
}

/**
 * Finds the time when the first entry has to leave, if nothing changes before. It is undefined if no entry ever
 * has to.
 */
export function findNextLeave(entries: readonly Entry[], limit: number): number | undefined {
  const expiring = inOrderOfExpiry(entries.filter(({ expiresAt }) => expiresAt !== null));
  const [first] = expiring.length === entries.length ? expiring.slice(0, -1) : expiring;
  if (first === undefined) return undefined;
  const keptUntil = expiredSince(first) + EXPIRED_KEPT_MS;
  const times = expiring.map(({ expiresAt }) => expiresAt ?? 0).sort((a, b) => a - b);
  return Math.min(keptUntil, times[limit] ?? Number.POSITIVE_INFINITY);
}

/**
 * Returns the time from which an expired entry is counted. An entry that was expired when it was added or put
 * back counts from that moment; otherwise it would leave at once.
 */
function expiredSince({ expiresAt, createdAt, restoredAt = createdAt }: Entry): number {
  return Math.max(expiresAt ?? createdAt, createdAt, restoredAt);
}

function inOrderOfExpiry(entries: readonly Entry[]): Entry[] {
  return entries.toSorted(
    (a, b) => expiredSince(a) - expiredSince(b) || (a.expiresAt ?? 0) - (b.expiresAt ?? 0),
  );
}

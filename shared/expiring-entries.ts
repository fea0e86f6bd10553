/** Entries that an alert says are about to expire, and how long they get when they are let last longer. */
import type { Alert, Entry } from './api.ts';
import { YEAR_SECONDS } from './limits.ts';

/** A week: long enough to think again, and no more than that. */
const EXTENSION_MS = 7 * 86_400_000;

/** Those that have neither gone nor been given another expiry since. */
export function findExpiring(entries: readonly Entry[], alert: Alert): Entry[] {
  if (alert.kind !== 'entry-expiring') return [];
  return entries.filter(({ expiresAt }) => expiresAt !== null && expiresAt === alert.expiresAt);
}

/** From when they would have expired, or from now where they have. */
export function extendedExpiry(expiresAt: string, now: number): string {
  const from = Math.max(Date.parse(expiresAt), now);
  return new Date(Math.min(from + EXTENSION_MS, now + YEAR_SECONDS * 1000)).toISOString();
}

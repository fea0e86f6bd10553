/** Finds entries that expire within a day, and gives them one more day. */
import { DAY_MS } from './alert.ts';
import type { Alert, Entry } from './api.ts';
import { hasExpired } from './judge-address.ts';

type Expiring = Pick<Entry, 'expiresAt'> & { readonly expiresAt: string };

export function expiresSoon<Listed extends Pick<Entry, 'expiresAt'>>(
  entry: Listed,
  now: number,
): entry is Listed & Expiring {
  const { expiresAt } = entry;
  return expiresAt !== null && !hasExpired(entry, now) && Date.parse(expiresAt) - now < DAY_MS;
}

export function dayLonger({ id, expiresAt }: Pick<Entry, 'id'> & Expiring) {
  const later = new Date(Date.parse(expiresAt) + DAY_MS).toISOString();
  return { kind: 'edit', id, body: { expiresAt: later } } as const;
}

/**
 * Finds the entries of an alert that are still on the list, still have the same expiry, and have not
 * expired.
 */
export function findExpiring<Listed extends Pick<Entry, 'expiresAt'>>(
  entries: readonly Listed[],
  alert: Alert,
  now: number,
): (Listed & Expiring)[] {
  if (alert.kind !== 'entry-expiring') return [];
  return entries
    .filter((entry) => expiresSoon(entry, now))
    .filter(({ expiresAt }) => expiresAt === alert.expiresAt);
}

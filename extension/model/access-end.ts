import type { Connection } from './connection.ts';

/** From so long before its token ends a person is told of it. */
export const TOLD_BEFORE_MS = 14 * 24 * 3_600_000;

/** When access ends, milliseconds since the epoch; null where that is far off, or over, which is said elsewhere. */
export function findAccessEnd(connection: Connection | undefined, now: number): number | null {
  const expiresAt = connection?.session.expiresAt ?? null;
  if (expiresAt === null) return null;
  const end = Date.parse(expiresAt);
  return end > now && end - now <= TOLD_BEFORE_MS ? end : null;
}

import type { Alert } from '../shared/api.ts';
import { extendedExpiry, findExpiring } from '../shared/expiring-entries.ts';
import { carryOut } from './changes.ts';
import { refreshPlace } from './refresh.ts';
import { listOf, type Place } from './settings.ts';

/**
 * Lets the entries that an alert was about last longer, by the list as it is now. Answers until when they then
 * last, or null where that could not be done.
 */
export async function extendExpiring(place: Place, alert: Alert): Promise<string | null> {
  await refreshPlace(place);
  const list = await listOf(place).getValue();
  const expiring = findExpiring(list?.entries ?? [], alert);
  const expiresAt = extendedExpiry(alert.expiresAt ?? '', Date.now());
  for (const { id } of expiring) {
    const answer = await carryOut(place, { kind: 'edit', id, edit: { expiresAt } });
    if (!answer.ok) return null;
  }
  return expiring.length === 0 ? null : expiresAt;
}

import type { Alert } from '../../shared/api.ts';
import { dayLonger, findExpiring } from '../../shared/expiring.ts';
import type { Place } from '../model/places.ts';
import { serverNow } from '../model/server-clock.ts';
import { allowlistOf } from '../storage/settings.ts';
import { carryOut } from './changes.ts';
import { refreshPlace } from './refresh.ts';

/**
 * Extends the entries that an alert was about, according to the present list. Returns the new expiry, or null if it
 * failed.
 */
export async function extendExpiring(place: Place, alert: Alert): Promise<string | null> {
  await refreshPlace(place);
  const list = await allowlistOf(place).getValue();
  const commands = findExpiring(list?.entries ?? [], alert, serverNow()).map(dayLonger);
  for (const command of commands) {
    const answer = await carryOut(place, command);
    if (!answer.ok) return null;
  }
  return commands[0]?.body.expiresAt ?? null;
}

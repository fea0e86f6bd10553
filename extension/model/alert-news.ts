/**
 * Finds the alerts that are new: new to a person who has seen some, or to the background that has notified of some.
 * Pure.
 */
import type { Alert } from '../../shared/api.ts';

/** The newest known alert. Every alert before it is known, too. */
export type AlertMark = Pick<Alert, 'id' | 'at'>;

/** The mark that comes before every alert, for when no alert is known. */
export const NO_MARK: AlertMark = { id: '', at: '' };

/** Returns the alerts that came after the mark. `alerts` are the newest ones, newest first. */
export function findNews(alerts: readonly Alert[], mark: AlertMark): readonly Alert[] {
  const at = alerts.findIndex(({ id }) => id === mark.id);
  // The position of the mark counts before its time, as an alert may be reported late. The time is used only when the
  // marked alert is gone from the list, since alerts are deleted after 30 days.
  return at < 0 ? alerts.filter((alert) => alert.at > mark.at) : alerts.slice(0, at);
}

export function markOf(alerts: readonly Alert[]): AlertMark {
  const [newest] = alerts;
  return newest === undefined ? NO_MARK : { id: newest.id, at: newest.at };
}

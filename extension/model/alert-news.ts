/** Which alerts are news: to a person who has seen some, and to the background that has told of some. Pure. */
import type { Alert } from '../../shared/api.ts';

/** The alert up to which all are known. */
export type AlertMark = Pick<Alert, 'id' | 'at'>;

/** What stands before every alert. */
export const NO_MARK: AlertMark = { id: '', at: '' };

/** Those that came after the mark. `alerts`: the newest ones, newest first. */
export function findNews(alerts: readonly Alert[], mark: AlertMark): readonly Alert[] {
  const at = alerts.findIndex(({ id }) => id === mark.id);
  // One of 30 days ago is gone by now. Until then its place counts: an alert may be told of late.
  return at < 0 ? alerts.filter((alert) => alert.at > mark.at) : alerts.slice(0, at);
}

export function markOf(alerts: readonly Alert[]): AlertMark {
  const [newest] = alerts;
  return newest === undefined ? NO_MARK : { id: newest.id, at: newest.at };
}

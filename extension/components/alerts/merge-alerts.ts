import type { Alert, AlertPage } from '../../../shared/api.ts';

/** Newest first, and where older ones begin. */
export type AlertRun = Pick<AlertPage, 'cursor'> & { readonly alerts: readonly Alert[] };

/** The newest page, and behind it what was read before of what is older, if nothing is missing in between. */
export function mergeAlerts(newest: AlertRun, before: AlertRun): AlertRun {
  const oldest = newest.alerts.at(-1);
  const at = before.alerts.findIndex(({ id }) => id === oldest?.id);
  if (at < 0) return newest;
  return { alerts: [...newest.alerts, ...before.alerts.slice(at + 1)], cursor: before.cursor };
}

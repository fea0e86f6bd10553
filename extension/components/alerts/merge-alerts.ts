import type { Alert, AlertPage } from '../../../shared/api.ts';

/** Alerts in one unbroken run, newest first, with the cursor that reads older ones. */
export type AlertRun = Pick<AlertPage, 'cursor'> & { readonly alerts: readonly Alert[] };

/**
 * Joins the newest page and the older alerts that were read before. If alerts between the two are missing, it keeps
 * the newest page only.
 */
export function mergeAlerts(newest: AlertRun, before: AlertRun): AlertRun {
  const oldest = newest.alerts.at(-1);
  const at = before.alerts.findIndex(({ id }) => id === oldest?.id);
  if (at < 0) return newest;
  return { alerts: [...newest.alerts, ...before.alerts.slice(at + 1)], cursor: before.cursor };
}

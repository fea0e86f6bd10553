/** Reads the alerts of a place, and keeps the newest of them and the marks that a person has set. */
import type { Alert } from '../../shared/api.ts';
import { findNews, markOf } from '../model/alert-news.ts';
import { type KnownAlerts, NO_ALERTS } from '../model/known-alerts.ts';
import { findConnection, type Place } from '../model/places.ts';
import {
  alertMarksOf,
  alertsOf,
  inPlace,
  connections as keptConnections,
  toldAlertOf,
} from '../storage/settings.ts';
import { apiClient } from './api-client.ts';
import { isGone } from './refresh.ts';

/** The largest number of pages that are read at once for a place. More new alerts are reported all together. */
const MAX_PAGES = 4;
/** The largest number of kept ids. Nobody deals with more alerts one by one, and the earlier ones are long past. */
const MAX_DEALT_WITH = 500;

/** Reads the newest alerts. If that fails, the known alerts stay, with the reason of the failure. */
export async function refreshAlerts(place: Place): Promise<KnownAlerts> {
  const connection = findConnection(await keptConnections.getValue(), place);
  if (!connection) return NO_ALERTS;
  const askedAt = Date.now();
  const read = await apiClient(connection).alerts(place.account, null);
  return inPlace(place, async () => {
    const item = alertsOf(place);
    const before = (await item.getValue()) ?? NO_ALERTS;
    if (before.at > askedAt || (await isGone(place))) return before;
    const known = read.ok
      ? { ...read.value, at: askedAt, trouble: null }
      : { ...before, trouble: read.error };
    await item.setValue(known);
    return known;
  });
}

/**
 * Returns the alerts that the person has not been notified of. A place that is read for the first time has none: the
 * panel shows what happened before the place was set up.
 */
export async function readNewAlerts(place: Place): Promise<readonly Alert[]> {
  const { alerts, cursor, trouble } = await refreshAlerts(place);
  if (trouble !== null) return [];
  const told = await toldAlertOf(place).getValue();
  if (told === null) {
    await toldAlertOf(place).setValue(markOf(alerts));
    return [];
  }
  const connection = findConnection(await keptConnections.getValue(), place);
  const all = [...alerts];
  let next = cursor;
  for (let page = 1; page < MAX_PAGES && connection && next !== null; page++) {
    if (findNews(all, told).length < all.length) break;
    const read = await apiClient(connection).alerts(place.account, next);
    if (!read.ok) break;
    all.push(...read.value.alerts);
    next = read.value.cursor;
  }
  return findNews(all, told);
}

/** Marks these alerts as seen. A page has shown all of them. */
export async function markSeen(place: Place, alerts: readonly Alert[]): Promise<void> {
  await inPlace(place, async () => {
    const marks = await alertMarksOf(place).getValue();
    if (findNews(alerts, marks.seen).length === 0) return;
    await alertMarksOf(place).setValue({ ...marks, seen: markOf(alerts) });
  });
}

export async function markDealtWith(place: Place, alertIds: readonly string[]): Promise<void> {
  await inPlace(place, async () => {
    const marks = await alertMarksOf(place).getValue();
    const all = [...new Set([...marks.dealtWith, ...alertIds])];
    await alertMarksOf(place).setValue({ ...marks, dealtWith: all.slice(-MAX_DEALT_WITH) });
  });
}

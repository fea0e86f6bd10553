/** Reads the alerts of a place, keeps the newest of them, and what a person has made of them. */
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

/** At once, of one place: a list that grows faster than this is told of as a whole. */
const MAX_PAGES = 4;
/** More than anybody deals with one by one; those before are long ago. */
const MAX_DEALT_WITH = 500;

/** The newest ones. What was known stays when nothing can be read; it then says why. */
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
 * Those that nobody has been told of yet. Of a place that is read for the first time there are none: what
 * happened before it was set up shows in the panel.
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

/** A page has shown all of these. */
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

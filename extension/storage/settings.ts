/**
 * The items that are kept in the browser's storage. Everything is in `storage.local`, tokens too. Nothing is in
 * `storage.sync`. Nothing is in `storage.session` either: Firefox does not offer it where the panel is shown in a
 * drawer.
 */
import { browser } from 'wxt/browser';
import { storage } from 'wxt/utils/storage';
import type { AlertMark } from '../model/alert-news.ts';
import type { AwaitedConnection, Connection } from '../model/connection.ts';
import type { Draft } from '../model/draft.ts';
import {
  type AlertMarks,
  type AlertTarget,
  type KnownAlerts,
  NO_ALERT_MARKS,
} from '../model/known-alerts.ts';
import type { KnownAllowlist } from '../model/known-list.ts';
import { isKnownAllowlist } from '../model/known-list.ts';
import type { KnownSenders } from '../model/known-senders.ts';
import type { KnownVerdict } from '../model/known-verdict.ts';
import type { Language } from '../model/language.ts';
import { LANGUAGES } from '../model/language.ts';
import type { OwnChange } from '../model/own-change.ts';
import type { OwnEntry } from '../model/own-entry.ts';
import { isPanelTarget, type PanelTarget } from '../model/panel-target.ts';
import { isKnownPause, type ToldPause } from '../model/pause.ts';
import { isPlace, keyOf, type Place } from '../model/places.ts';
import { NO_POLICY, type Policy } from '../model/policy.ts';
import type { QuickAdd } from '../model/quick-add.ts';
import { isCount, isInteger, isText, oneOf, orNull, type Shape } from '../model/shape.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { TabPosition } from '../model/tab-position.ts';
import type { Undo } from '../model/undo.ts';
import { eachByName, eachOf, keptItem, whole } from './kept-item.ts';
import * as shapes from './kept-shapes.ts';
import { keptText } from './kept-text.ts';
import { readKeptList, writeList } from './list-text.ts';

export const connections = keptItem<readonly Connection[]>(
  'connections',
  eachOf(shapes.isConnection),
);
export const awaitedConnections = keptItem<readonly AwaitedConnection[]>(
  'awaited-connections',
  eachOf(shapes.isAwaitedConnection),
);
export const currentPlace = orNothing<Place>('place', isPlace);
/** Null: none was chosen. */
export const language = orNothing<Language>('language', oneOf<Language>(LANGUAGES));
/** The company's, as it was last read from the browser. */
export const policy = keptItem<Policy>('policy', whole(shapes.isPolicy, NO_POLICY));
/** Host names of provider consoles that were added in the options. */
export const addedHosts = keptItem<readonly string[]>('added-hosts', eachOf(isText));
/** The position of the tab on each console, by host name. */
export const tabPositions = keptItem<Readonly<Record<string, TabPosition>>>(
  'tab-positions',
  eachByName(shapes.isTabPosition),
);
export const knownVerdict = orNothing<KnownVerdict>('known-verdict', shapes.isKnownVerdict);
export const ownChange = orNothing<OwnChange>('own-change', shapes.isOwnChange);
/** The last choices of the quick add. An admin rarely keeps an address for good, so the first expiry is one day. */
export const quickAdd = keptItem<QuickAdd>(
  'quick-add',
  whole(shapes.isQuickAdd, { remark: '', expiry: '1-day' }),
);
export const draft = orNothing<Draft>('draft', shapes.isDraft);
export const undo = orNothing<Undo>('undo', shapes.isUndo);
/**
 * The senders of the place that was looked at last. A thousand senders for every place would be more than the browser
 * keeps.
 */
export const senders = keptText<KnownSenders>('senders', shapes.isKnownSenders);
/** The view and entry that a panel in a window of its own shows first. */
export const panelTarget = orNothing<PanelTarget>('panel-wish', isPanelTarget);
export const alertTarget = orNothing<AlertTarget>('alert-wish', shapes.isAlertTarget);
/** The number of the place with which the next round of alerts begins. One round reads a limited number of places. */
export const alertTurn = keptItem<number>('alert-turn', whole(isCount, 0));

/** The milliseconds that the clock of the endpoint that was read last is ahead of this browser's. */
export const clockAhead = keptItem<number>('clock-ahead', whole(isInteger, 0));

export function snapshotOf(place: Place) {
  return orNothing<Snapshot>(`snapshot:${keyOf(place)}`, shapes.isSnapshot);
}

/** The list is kept apart from the snapshot: it may be long, and the popup and the badge do not need it. */
export function allowlistOf(place: Place) {
  const form = { write: writeList, read: readKeptList };
  return keptText<KnownAllowlist>(`list:${keyOf(place)}`, isKnownAllowlist, form);
}

export function ownEntriesOf(place: Place) {
  return keptItem<readonly OwnEntry[]>(`own-entries:${keyOf(place)}`, eachOf(shapes.isOwnEntry));
}

export function alertsOf(place: Place) {
  return orNothing<KnownAlerts>(`alerts:${keyOf(place)}`, shapes.isKnownAlerts);
}

export function alertMarksOf(place: Place) {
  return keptItem<AlertMarks>(
    `alert-marks:${keyOf(place)}`,
    whole(shapes.isAlertMarks, NO_ALERT_MARKS),
  );
}

/** The newest alert that a notification told. Null if no alerts of the place were read for notifications yet. */
export function toldAlertOf(place: Place) {
  return orNothing<AlertMark>(`told-alert:${keyOf(place)}`, shapes.isAlertMark);
}

/** The last notice about a pause of the place. */
export function toldPauseOf(place: Place) {
  return orNothing<ToldPause>(`told-pause:${keyOf(place)}`, isKnownPause);
}

/**
 * The provider from whose console the panel was last opened for a place. Null if it was never opened from a console.
 */
export function providerOf(place: Place) {
  return orNothing<string>(`provider:${keyOf(place)}`, isText);
}

function orNothing<Value>(key: string, isValue: Shape<Value>) {
  return keptItem<Value | null>(key, whole(orNull(isValue), null));
}

/** All items that are kept for a place. They are erased together with it. */
export function itemsOf(place: Place): readonly { removeValue(): Promise<void> }[] {
  return [
    snapshotOf,
    allowlistOf,
    ownEntriesOf,
    alertsOf,
    alertMarksOf,
    toldAlertOf,
    toldPauseOf,
    providerOf,
  ].map((itemOf) => itemOf(place));
}

/**
 * Runs a function that reads and writes what is kept for a place. Such functions run one after the other, in all
 * contexts.
 */
export function inPlace<Value>(place: Place, run: () => Promise<Value>): Promise<Value> {
  return navigator.locks.request(`place:${keyOf(place)}`, run);
}

export async function eraseEverything(): Promise<void> {
  await storage.clear('local');
}

/** Calls whenever a snapshot of any place is stored. */
export function watchSnapshots(changed: () => void): void {
  watchKeys('snapshot:', changed);
}

/** Calls whenever alerts of any place are marked as seen or dealt with. */
export function watchAlertMarks(changed: () => void): void {
  watchKeys('alert-marks:', changed);
}

function watchKeys(prefix: string, changed: () => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    if (Object.keys(changes).some((key) => key.startsWith(prefix))) changed();
  });
}

/**
 * In Chrome, content scripts on providers' consoles could read this storage, tokens too. This forbids it. Firefox has
 * no such setting.
 */
export async function keepToOwnPages(): Promise<void> {
  await browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/**
 * What is kept in the browser's storage. Everything lies in `storage.local`, tokens too, and nothing in
 * `storage.sync`; nor in `storage.session`, which Firefox has not where the panel stands in a drawer.
 */
import { browser } from 'wxt/browser';
import { storage } from 'wxt/utils/storage';
import type { Allowlist } from '../../shared/api.ts';
import type { AlertMark } from '../model/alert-news.ts';
import type { AwaitedConnection, Connection } from '../model/connection.ts';
import type { Draft } from '../model/draft.ts';
import {
  type AlertMarks,
  type AlertTarget,
  type KnownAlerts,
  NO_ALERT_MARKS,
} from '../model/known-alerts.ts';
import type { KnownSenders } from '../model/known-senders.ts';
import type { KnownVerdict } from '../model/known-verdict.ts';
import type { Language } from '../model/language.ts';
import type { OwnChange } from '../model/own-change.ts';
import type { OwnEntry } from '../model/own-entry.ts';
import { isPanelTarget, type PanelTarget } from '../model/panel-target.ts';
import { isPlace, keyOf, type Place } from '../model/places.ts';
import type { QuickAdd } from '../model/quick-add.ts';
import { isCount, isText, oneOf, orNull, type Shape } from '../model/shape.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { TabPosition } from '../model/tab-position.ts';
import type { Undo } from '../model/undo.ts';
import { isAllowlist } from '../model/wire-shapes.ts';
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
export const language = keptItem<Language>(
  'language',
  whole(oneOf<Language>(['browser', 'en', 'zh_CN']), 'browser'),
);
/** Host names of provider consoles that were added in the options. */
export const addedHosts = keptItem<readonly string[]>('added-hosts', eachOf(isText));
/** By host name. */
export const tabPositions = keptItem<Readonly<Record<string, TabPosition>>>(
  'tab-positions',
  eachByName(shapes.isTabPosition),
);
export const knownVerdict = orNothing<KnownVerdict>('known-verdict', shapes.isKnownVerdict);
export const ownChange = orNothing<OwnChange>('own-change', shapes.isOwnChange);
/** An admin's own address is seldom one for good, so it begins with a day. */
export const quickAdd = keptItem<QuickAdd>(
  'quick-add',
  whole(shapes.isQuickAdd, { remark: '', expiry: '1-day' }),
);
export const draft = orNothing<Draft>('draft', shapes.isDraft);
export const undo = orNothing<Undo>('undo', shapes.isUndo);
/** Of the place that was looked at last: a thousand senders of every place would be more than the browser keeps. */
export const senders = keptText<KnownSenders>('senders', shapes.isKnownSenders);
/** For a panel in a window of its own. */
export const panelTarget = orNothing<PanelTarget>('panel-wish', isPanelTarget);
export const alertTarget = orNothing<AlertTarget>('alert-wish', shapes.isAlertTarget);
/** With which place the next round of alerts begins: one round reads so many, and no more. */
export const alertTurn = keptItem<number>('alert-turn', whole(isCount, 0));

export function snapshotOf(place: Place) {
  return orNothing<Snapshot>(`snapshot:${keyOf(place)}`, shapes.isSnapshot);
}

/** Apart from the snapshot, since it may be long and the popup and the badge do without. */
export function allowlistOf(place: Place) {
  const form = { write: writeList, read: readKeptList };
  return keptText<Allowlist>(`list:${keyOf(place)}`, isAllowlist, form);
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

/** Up to which alert the person was told; null: the place was never read for it. */
export function toldAlertOf(place: Place) {
  return orNothing<AlertMark>(`told-alert:${keyOf(place)}`, shapes.isAlertMark);
}

/** The provider from whose console the panel was last opened for a place; null: from none. */
export function providerOf(place: Place) {
  return orNothing<string>(`provider:${keyOf(place)}`, isText);
}

function orNothing<Value>(key: string, isValue: Shape<Value>) {
  return keptItem<Value | null>(key, whole(orNull(isValue), null));
}

/** All that is kept of a place, to be erased with it. */
export function itemsOf(place: Place): readonly { removeValue(): Promise<void> }[] {
  return [
    snapshotOf,
    allowlistOf,
    ownEntriesOf,
    alertsOf,
    alertMarksOf,
    toldAlertOf,
    providerOf,
  ].map((itemOf) => itemOf(place));
}

/** Reading and writing what is kept of a place, one after the other in whatever context. */
export function inPlace<Value>(place: Place, run: () => Promise<Value>): Promise<Value> {
  return navigator.locks.request(`place:${keyOf(place)}`, run);
}

export async function eraseEverything(): Promise<void> {
  await storage.clear('local');
}

/** A snapshot of whatever place was kept anew. */
export function watchSnapshots(changed: () => void): void {
  watchKeys('snapshot:', changed);
}

/** Alerts of whatever place were seen or dealt with. */
export function watchAlertMarks(changed: () => void): void {
  watchKeys('alert-marks:', changed);
}

function watchKeys(prefix: string, changed: () => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    if (Object.keys(changes).some((key) => key.startsWith(prefix))) changed();
  });
}

/** Chrome would let the scripts on providers' consoles read what is kept, tokens too; Firefox can't be told. */
export async function keepToOwnPages(): Promise<void> {
  await browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/**
 * What is kept in the browser's storage. Everything lies in `storage.local`, tokens too, and nothing in
 * `storage.sync`; nor in `storage.session`, which Firefox has not where the panel stands in a drawer.
 */
import { browser } from 'wxt/browser';
import type { Allowlist } from '../../shared/api.ts';
import { type AlertMark, NO_MARK } from '../model/alert-news.ts';
import type { AwaitedConnection, Connection } from '../model/connection.ts';
import type { Draft } from '../model/draft.ts';
import type { AlertMarks, AlertWish, KnownAlerts } from '../model/known-alerts.ts';
import type { KnownSenders } from '../model/known-senders.ts';
import type { KnownVerdict } from '../model/known-verdict.ts';
import type { Language } from '../model/language.ts';
import type { OwnChange } from '../model/own-change.ts';
import type { OwnEntry } from '../model/own-entry.ts';
import { keyOf, type Place } from '../model/places.ts';
import type { QuickAdd } from '../model/quick-add.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { TabPosition } from '../model/tab-position.ts';
import type { Undo } from '../model/undo.ts';
import { readList, writeList } from './list-text.ts';
import { storedItem, storedText } from './stored-item.ts';

export const connections = storedItem<readonly Connection[]>('connections', []);
export const awaitedConnections = storedItem<readonly AwaitedConnection[]>(
  'awaited-connections',
  [],
);
export const currentPlace = storedItem<Place | null>('place', null);
export const language = storedItem<Language>('language', 'browser');
/** Host names of provider consoles that were added in the options. */
export const addedHosts = storedItem<readonly string[]>('added-hosts', []);
/** By host name. */
export const tabPositions = storedItem<Readonly<Record<string, TabPosition>>>('tab-positions', {});
export const knownVerdict = storedItem<KnownVerdict | null>('known-verdict', null);
export const ownChange = storedItem<OwnChange | null>('own-change', null);
/** An admin's own address is seldom one for good, so it begins with a day. */
export const quickAdd = storedItem<QuickAdd>('quick-add', { remark: '', expiry: '1-day' });
export const draft = storedItem<Draft | null>('draft', null);
export const undo = storedItem<Undo | null>('undo', null);
/** Of the place that was looked at last: a thousand senders of every place would be more than the browser keeps. */
export const senders = storedText<KnownSenders>('senders');
export const alertWish = storedItem<AlertWish | null>('alert-wish', null);
/** With which place the next round of alerts begins: one round reads so many, and no more. */
export const alertTurn = storedItem<number>('alert-turn', 0);

export function snapshotOf(place: Place) {
  return storedItem<Snapshot | null>(`snapshot:${keyOf(place)}`, null);
}

/** Apart from the snapshot, since it may be long and the popup and the badge do without. */
export function listOf(place: Place) {
  return storedText<Allowlist>(`list:${keyOf(place)}`, writeList, readList);
}

export function ownEntriesOf(place: Place) {
  return storedItem<readonly OwnEntry[]>(`own-entries:${keyOf(place)}`, []);
}

export function alertsOf(place: Place) {
  return storedItem<KnownAlerts | null>(`alerts:${keyOf(place)}`, null);
}

export function alertMarksOf(place: Place) {
  return storedItem<AlertMarks>(`alert-marks:${keyOf(place)}`, { seen: NO_MARK, dealtWith: [] });
}

/** Up to which alert the person was told; null: the place was never read for it. */
export function toldAlertOf(place: Place) {
  return storedItem<AlertMark | null>(`told-alert:${keyOf(place)}`, null);
}

/** The provider from whose console the panel was last opened for a place; null: from none. */
export function providerOf(place: Place) {
  return storedItem<string | null>(`provider:${keyOf(place)}`, null);
}

/** All that is kept of a place, to be erased with it. */
export function itemsOf(place: Place): readonly { removeValue(): Promise<void> }[] {
  return [snapshotOf, listOf, ownEntriesOf, alertsOf, alertMarksOf, toldAlertOf, providerOf].map(
    (itemOf) => itemOf(place),
  );
}

/** Reading and writing what is kept of a place, one after the other in whatever context. */
export function inPlace<Value>(place: Place, run: () => Promise<Value>): Promise<Value> {
  return navigator.locks.request(`place:${keyOf(place)}`, run);
}

export async function eraseEverything(): Promise<void> {
  await browser.storage.local.clear();
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

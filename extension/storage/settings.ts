/**
 * What is kept in the browser's storage. Everything lies in `storage.local`, tokens too, and nothing in
 * `storage.sync`; nor in `storage.session`, which Firefox has not where the panel stands in a drawer.
 */
import { browser } from 'wxt/browser';
import type { Alert, Allowlist, SenderList, Session } from '../../shared/api.ts';
import type { Trouble } from '../endpoint/api-client.ts';
import { type AlertMark, NO_MARK } from '../model/alert-news.ts';
import { keyOf } from '../model/places.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { readList, writeList } from './list-text.ts';
import { storedItem, storedText } from './stored-item.ts';

/** A deployment and a token of it. */
export interface Connection {
  readonly id: string;
  /** Origin, and path if any, without a slash at the end. */
  readonly endpoint: string;
  /** The same deployment, where it is reached over the other IP family; null where there is none. */
  readonly otherFamilyEndpoint: string | null;
  readonly token: string;
  /** What the token was when it was last tested. */
  readonly session: Session;
  /** What the account switcher offers: the token's own account, or those an operator has picked. */
  readonly accounts: readonly string[];
}

/** A connection of an imported file: files hold no tokens, so it waits for one. */
export type AwaitedConnection = Pick<
  Connection,
  'endpoint' | 'otherFamilyEndpoint' | 'accounts'
> & {
  /** Null: an operator's. */
  readonly account: string | null;
};

/** One account of one connection: what a page shows. */
export interface Place {
  readonly connectionId: string;
  readonly account: string;
}

/** An entry that this browser added for its own address. */
export interface OwnEntry {
  readonly id: string;
  readonly value: string;
  readonly addedAt: number;
}

export type Language = 'browser' | 'en' | 'zh_CN';

/** What the quick add starts from next time. */
export interface QuickAdd {
  /** Empty: a name for this browser. */
  readonly remark: string;
  readonly expiry: '8-hours' | '1-day' | '1-week' | 'always';
}

/** Who has been sending at a place, as it was last read. */
export interface KnownSenders {
  readonly place: Place;
  readonly at: number;
  readonly list: SenderList;
}

/** Values that wait for the panel's add form, as the context menu or the page of senders found them. */
export interface Draft {
  readonly values: readonly string[];
  readonly remark?: string;
  readonly at: number;
}

/** What puts the last change right again, and until when it is offered (milliseconds since the epoch). */
export interface Undo {
  readonly place: Place;
  readonly what: 'added' | 'replaced' | 'deleted' | 'disabled' | 'restored';
  /** What was changed, as it is shown: a value, or how many. */
  readonly value: string;
  readonly count: number;
  /** The list before, to go back to, and after, which must still stand. */
  readonly revisionBefore: number;
  readonly revisionAfter: number;
  readonly wasEmpty: boolean;
  readonly until: number;
}

/** The last change that a page of this browser made: nobody needs to be told of it. */
export interface OwnChange {
  readonly place: Place;
  readonly revision: number;
}

/** What was last certain of the current address, so that only its turning is news. */
export interface KnownVerdict {
  readonly place: Place;
  readonly address: string;
  readonly allowed: boolean;
}

/** The newest alerts of a place. */
export interface KnownAlerts {
  /** When they were last read, milliseconds since the epoch; 0: never yet. */
  readonly at: number;
  readonly alerts: readonly Alert[];
  /** Where older ones begin; null: there are none. */
  readonly cursor: string | null;
  /** Why the last try to read failed; null when it went well. */
  readonly trouble: Trouble | null;
}

/** What a person has made of the alerts of a place. */
export interface AlertMarks {
  /** Up to which one a page has shown them. */
  readonly seen: AlertMark;
  /** By id. */
  readonly dealtWith: readonly string[];
}

/** What the panel is to show at once, since a notice was clicked or a sender looked at. */
export interface AlertWish {
  readonly place: Place;
  /** The one to look at; null where there is none. */
  readonly alertId: string | null;
  /** What to do about a login from there; null: the alert itself. */
  readonly address: string | null;
  readonly at: number;
}

/** Where a person has put the tab on a provider's console. */
export interface TabPosition {
  readonly hidden: boolean;
  readonly side: 'left' | 'right';
  /** Of the window's height, 0 to 1. */
  readonly top: number;
}

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

export const NO_ALERTS: KnownAlerts = { at: 0, alerts: [], cursor: null, trouble: null };

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

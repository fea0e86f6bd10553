/** When the current place is read anew: by the clock, when an entry runs out, and when the network changes. */
import { browser } from 'wxt/browser';
import { refreshPlace } from '../endpoint/refresh.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { snapshotOf } from '../storage/settings.ts';
import { readCurrentPlace } from './current-status.ts';

const EVERY = 'refresh';
const EXPIRY = 'expiry';
const PERIOD_MINUTES = 5;

let underWay: Promise<void> | undefined;
let waiting: Promise<void> | undefined;

/** One at a time. Who asks meanwhile gets the one after that: what made them ask may be news to the first. */
export function refreshCurrent(): Promise<void> {
  if (underWay === undefined) {
    underWay = readAnew().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }
  const goOn = () => {
    waiting = undefined;
    return refreshCurrent();
  };
  waiting ??= underWay.then(goOn, goOn);
  return waiting;
}

/** A place that no page has read yet, or could not read: after the options it may be another matter. */
export async function refreshUnknown(): Promise<void> {
  const place = await readCurrentPlace();
  if (place === null) return;
  const known = await snapshotOf(place).getValue();
  if (known === null || known.trouble !== null) await refreshCurrent();
}

/** `alike`: what else is to be read whenever time has passed or the network is back. */
export function refreshByItself(alike: () => void): void {
  const refreshAll = () => {
    void refreshCurrent();
    alike();
  };
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === EVERY) refreshAll();
    if (name === EXPIRY) void refreshCurrent();
  });
  browser.runtime.onInstalled.addListener(refreshAll);
  browser.runtime.onStartup.addListener(refreshAll);
  self.addEventListener('online', refreshAll);
  networkOf(navigator)?.addEventListener('change', () => void refreshCurrent());
}

/** An alarm outlives the background, but not each restart of the browser; to make it anew would put it off. */
export async function keepAlarm(): Promise<void> {
  if (await browser.alarms.get(EVERY)) return;
  await browser.alarms.create(EVERY, { periodInMinutes: PERIOD_MINUTES });
}

/** The entry that lets the address in may run out between two readings. */
export async function awaitExpiry(snapshot: Snapshot | null, now: number): Promise<void> {
  const expiresAt = snapshot?.addresses[0]?.entry?.expiresAt ?? null;
  const when = expiresAt === null ? Number.NaN : Date.parse(expiresAt);
  if (when > now) await browser.alarms.create(EXPIRY, { when });
  else await browser.alarms.clear(EXPIRY);
}

async function readAnew(): Promise<void> {
  const place = await readCurrentPlace();
  if (place !== null) await refreshPlace(place);
}

/** Of the browsers in question only Chrome has it. */
function networkOf(from: Navigator & { readonly connection?: EventTarget }) {
  return from.connection;
}

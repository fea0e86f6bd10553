/**
 * Decides when the current place is read again: at regular times, when an entry expires, when a pause ends, and
 * when the network changes.
 */
import { browser } from 'wxt/browser';
import { refreshPlace } from '../endpoint/refresh.ts';
import { clockAhead } from '../model/server-clock.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { snapshotOf } from '../storage/settings.ts';
import { readCurrentPlace } from './current-status.ts';

const EVERY = 'refresh';
const CHANGE = 'expiry';
const PERIOD_MINUTES = 5;
/** The answers tell the time of the endpoint in whole seconds. */
const CLOCK_DOUBT_MS = 1_000;

let underWay: Promise<void> | undefined;
let waiting: Promise<void> | undefined;

/**
 * Reads the current place, one reading at a time. A call during a reading gets the next one, as the running one may
 * have begun before the event that caused the call.
 */
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

/**
 * Reads a place that no page has read yet, or that could not be read. After a change in the options the reading may
 * succeed.
 */
export async function refreshUnknown(): Promise<void> {
  const place = await readCurrentPlace();
  if (place === null) return;
  const known = await snapshotOf(place).getValue();
  if (known === null || known.trouble !== null) await refreshCurrent();
}

/** Starts the regular readings. `alike` is called, too, whenever time has passed or the network is back. */
export function refreshByItself(alike: () => void): void {
  const refreshAll = () => {
    void refreshCurrent();
    alike();
  };
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === EVERY) refreshAll();
    if (name === CHANGE) void refreshCurrent();
  });
  browser.runtime.onInstalled.addListener(refreshAll);
  browser.runtime.onStartup.addListener(refreshAll);
  self.addEventListener('online', refreshAll);
  networkOf(navigator)?.addEventListener('change', () => void refreshCurrent());
}

/**
 * Creates the alarm if it is missing. An alarm outlives the background, but not every restart of the browser.
 * Creating it again each time would postpone it.
 */
export async function keepAlarm(): Promise<void> {
  if (await browser.alarms.get(EVERY)) return;
  await browser.alarms.create(EVERY, { periodInMinutes: PERIOD_MINUTES });
}

/**
 * Sets an alarm for the moment when the entry that allows the address expires, or when a pause ends. That may be
 * between two regular readings. `now` is the time of the endpoint.
 */
export async function awaitChange(snapshot: Snapshot | null, now: number): Promise<void> {
  const [seen] = snapshot?.addresses ?? [];
  const expiresAt = Date.parse((seen?.entry ?? seen?.shared?.entry)?.expiresAt ?? '');
  // The endpoint itself ends a pause. Read too early, the list would still be paused.
  const endsAt = Date.parse(snapshot?.pause?.until ?? '') + CLOCK_DOUBT_MS;
  const coming = [expiresAt, endsAt].filter((at) => at > now);
  // An alarm goes by the clock of the browser.
  if (coming.length > 0) {
    await browser.alarms.create(CHANGE, { when: Math.min(...coming) - clockAhead() });
  } else await browser.alarms.clear(CHANGE);
}

async function readAnew(): Promise<void> {
  const place = await readCurrentPlace();
  if (place !== null) await refreshPlace(place);
}

/** Chrome is the only supported browser with this property. */
function networkOf(from: Navigator & { readonly connection?: EventTarget }) {
  return from.connection;
}

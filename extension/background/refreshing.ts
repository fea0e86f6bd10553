/** When the current place is read anew: by the clock, when an entry runs out, and when the network changes. */
import { browser } from 'wxt/browser';
import { refreshPlace } from '../refresh.ts';
import { snapshotOf } from '../settings.ts';
import type { Snapshot } from '../snapshot.ts';
import { readCurrentPlace } from './current-standing.ts';

const EVERY = 'refresh';
const EXPIRY = 'expiry';
const PERIOD_MINUTES = 5;

let underWay: Promise<void> | undefined;

/** One at a time: who asks meanwhile gets the one under way. */
export function refreshCurrent(): Promise<void> {
  underWay ??= readAnew().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

/** A place that no page has read yet, as after the options. */
export async function refreshUnknown(): Promise<void> {
  const place = await readCurrentPlace();
  if (place !== null && (await snapshotOf(place).getValue()) === null) await refreshCurrent();
}

export function refreshByItself(): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === EVERY || name === EXPIRY) void refreshCurrent();
  });
  browser.runtime.onInstalled.addListener(() => void refreshCurrent());
  browser.runtime.onStartup.addListener(() => void refreshCurrent());
  self.addEventListener('online', () => void refreshCurrent());
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

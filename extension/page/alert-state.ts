/** The alerts of the shown place, as signals. The last known state comes first. */
import { computed, effect, signal } from '@preact/signals-core';
import { refreshAlerts } from '../endpoint/alerts.ts';
import { findNews } from '../model/alert-news.ts';
import {
  type AlertMarks,
  type AlertTarget,
  type KnownAlerts,
  NO_ALERT_MARKS,
} from '../model/known-alerts.ts';
import { isSamePlace, type Place } from '../model/places.ts';
import {
  alertMarksOf,
  alertsOf,
  alertTarget as keptTarget,
  providerOf,
} from '../storage/settings.ts';
import { connections, place } from './state.ts';

/**
 * The time for which a target is valid. If the panel could not open then, the target must not surprise the person on
 * another day.
 */
const TARGET_LASTING_MS = 600_000;

export const alerts = signal<KnownAlerts | null>(null);
export const alertMarks = signal<AlertMarks>(NO_ALERT_MARKS);
/** The name of the provider, if it is known. */
export const provider = signal<string | null>(null);
/** The number of alerts that no page has shown yet. */
export const unseen = computed(
  () => findNews(alerts.value?.alerts ?? [], alertMarks.value.seen).length,
);
export const alertTarget = signal<AlertTarget | null>(null);

/**
 * Starts to follow the alerts. Known alerts are shown as soon as they are read from the storage, and new ones when
 * they arrive. Nothing else waits for them.
 */
export async function openAlerts(): Promise<void> {
  keptTarget.watch((value) => {
    alertTarget.value = value;
  });
  const waiting = await keptTarget.getValue();
  if (waiting !== null && waiting.at > Date.now() - TARGET_LASTING_MS) alertTarget.value = waiting;
  effect(() => {
    // Another token may see more alerts, or fewer.
    void connections.value;
    void follow(place.value);
  });
}

export async function refreshShownAlerts(): Promise<void> {
  const shown = place.value;
  if (shown === null) return;
  const read = await refreshAlerts(shown);
  if (isSamePlace(place.value, shown)) alerts.value = read;
}

export async function clearAlertTarget(): Promise<void> {
  alertTarget.value = null;
  await keptTarget.setValue(null);
}

let followed: Place | null = null;
let unwatch: (() => void)[] = [];

async function follow(next: Place | null): Promise<void> {
  if (!isSamePlace(followed, next)) {
    followed = next;
    for (const stop of unwatch) stop();
    unwatch = [];
    alerts.value = null;
    if (next === null) return;
    const [kept, marks] = [alertsOf(next), alertMarksOf(next)];
    unwatch = [
      kept.watch((value) => {
        alerts.value = value;
      }),
      marks.watch((value) => {
        alertMarks.value = value;
      }),
    ];
    const [known, marked, seenAt] = await Promise.all([
      kept.getValue(),
      marks.getValue(),
      providerOf(next).getValue(),
    ]);
    if (!isSamePlace(place.value, next)) return;
    alertMarks.value = marked;
    alerts.value = known;
    provider.value = seenAt;
  }
  void refreshShownAlerts();
}

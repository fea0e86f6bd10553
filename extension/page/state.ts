/** What a page shows, as signals: last known state first, then whatever changes it, here or in another page. */
import { computed, effect, type Signal, signal } from '@preact/signals-core';
import type { Allowlist } from '../../shared/api.ts';
import { refreshPlace, refreshSenders } from '../endpoint/refresh.ts';
import type { Connection } from '../model/connection.ts';
import type { KnownSenders } from '../model/known-senders.ts';
import { findConnection, findPlace, isSamePlace, keyOf, type Place } from '../model/places.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Trouble } from '../model/trouble.ts';
import type { Undo } from '../model/undo.ts';
import {
  allowlistOf,
  currentPlace,
  connections as keptConnections,
  senders as keptSenders,
  undo as keptUndo,
  snapshotOf,
} from '../storage/settings.ts';

export const connections = signal<readonly Connection[]>([]);
export const undo = signal<Undo | null>(null);
export const snapshot = signal<Snapshot | null>(null);
/** Stays null in a page that does without the entries. */
export const list = signal<Allowlist | null>(null);
/** Stay null in a page that does without them. */
export const senders = signal<KnownSenders | null>(null);
/** Why the last try to read who has been sending failed; null when it went well. */
export const sendersTrouble = signal<Trouble | null>(null);

const chosen = signal<Place | null>(null);
const underWay = signal<ReadonlySet<string>>(new Set());

export const place = computed(() => findPlace(connections.value, chosen.value));
export const connection = computed(() => findConnection(connections.value, place.value));
export const refreshing = computed(
  () => place.value !== null && underWay.value.has(keyOf(place.value)),
);
export const canChange = computed(() => {
  const role = connection.value?.session.role;
  return role === 'manager' || role === 'operator';
});

let withEntries = false;
let withSenders = false;
let unwatch: (() => void)[] = [];

/** What a page shows beside the snapshot. */
interface StateOptions {
  readonly entries: boolean;
  readonly senders: boolean;
}

/** Resolves when the last known state is there; reading it anew goes on behind that. */
export async function openState(options: StateOptions): Promise<void> {
  withEntries = options.entries;
  withSenders = options.senders;
  const [all, current, offered] = await Promise.all([
    keptConnections.getValue(),
    currentPlace.getValue(),
    keptUndo.getValue(),
  ]);
  chosen.value = current;
  // There is no place before, so that none but the right one is ever followed.
  connections.value = all;
  undo.value = offered;
  keptConnections.watch((value) => {
    connections.value = value;
    void followPlace();
  });
  currentPlace.watch((value) => {
    chosen.value = value;
    void followPlace();
  });
  keptUndo.watch((value) => {
    undo.value = value;
  });
  addEventListener('online', () => void refresh());
  await followPlace();
}

/** At once, not by the storage's word: the next click is meant for the place that was chosen. */
export async function choosePlace(next: Place): Promise<void> {
  chosen.value = next;
  void followPlace();
  await currentPlace.setValue(next);
}

/** Never more than once at a time for a place. */
export async function refresh(): Promise<void> {
  const shown = place.value;
  if (shown === null || underWay.value.has(keyOf(shown))) return;
  underWay.value = new Set(underWay.value).add(keyOf(shown));
  try {
    const read = await refreshPlace(shown);
    // Not by the storage's word, which may come later: whoever waits for this reads the new state.
    if (isSamePlace(place.value, shown)) snapshot.value = read;
    if (withSenders && read.trouble === null) void readSenders(shown);
  } finally {
    const left = new Set(underWay.value);
    left.delete(keyOf(shown));
    underWay.value = left;
  }
}

/** For who asks: what is under way may have been read before whatever they ask for. */
export async function refreshAnew(): Promise<void> {
  if (place.value !== null) await settled(place.value);
  await refresh();
}

/** After the list, which does not wait for it. */
async function readSenders(shown: Place): Promise<void> {
  const read = await refreshSenders(shown);
  if (!isSamePlace(place.value, shown)) return;
  sendersTrouble.value = read.ok ? null : read.error;
  if (read.ok) senders.value = read.value;
}

/** What is known of the place once nothing is being read any more; null when another is shown by then. */
export async function settled(of: Place): Promise<Snapshot | null> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = effect(() => {
    if (!refreshing.value) resolve();
  });
  await promise;
  stop();
  return isSamePlace(place.value, of) ? snapshot.value : null;
}

let followed: Place | null = null;
let reached: Connection | undefined;

async function followPlace(): Promise<void> {
  const next = place.value;
  const by = connection.value;
  const isAsBefore = followed !== null && isSamePlace(followed, next);
  if (isAsBefore && isReachedAlike(reached, by)) return;
  followed = next;
  reached = by;
  if (isAsBefore) return void refresh();
  for (const stop of unwatch) stop();
  unwatch = [];
  snapshot.value = null;
  list.value = null;
  senders.value = null;
  if (next === null) return;
  const kept = snapshotOf(next);
  const keptList = allowlistOf(next);
  unwatch.push(kept.watch((value) => show(snapshot, value)));
  if (withEntries) unwatch.push(keptList.watch((value) => show(list, value)));
  const [known, entries, seen] = await Promise.all([
    kept.getValue(),
    withEntries ? keptList.getValue() : null,
    withSenders ? keptSenders.getValue() : null,
  ]);
  if (!isSamePlace(place.value, next)) return;
  snapshot.value = known;
  list.value = entries;
  senders.value = isSamePlace(seen?.place ?? null, next) ? seen : null;
  sendersTrouble.value = null;
  void refresh();
}

/** With another token or endpoint, what is known of a place may be another thing. */
function isReachedAlike(left: Connection | undefined, right: Connection | undefined): boolean {
  return (
    left?.endpoint === right?.endpoint &&
    left?.otherFamilyEndpoint === right?.otherFamilyEndpoint &&
    left?.token === right?.token
  );
}

function show<Value>(shown: Signal<Value>, value: Value): void {
  shown.value = value;
}

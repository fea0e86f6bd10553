/**
 * The state of a page, as signals. The last known state comes first; then it follows every change, from this page or
 * another one.
 */
import { computed, effect, type Signal, signal } from '@preact/signals-core';
import { refreshPlace, refreshSenders } from '../endpoint/refresh.ts';
import type { Connection } from '../model/connection.ts';
import type { KnownAllowlist } from '../model/known-list.ts';
import type { KnownSenders } from '../model/known-senders.ts';
import { findConnection, findPlace, isSamePlace, keyOf, type Place } from '../model/places.ts';
import { awaitedByPolicy, NO_POLICY, type Policy } from '../model/policy.ts';
import { setClockAhead } from '../model/server-clock.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Trouble } from '../model/trouble.ts';
import type { Undo } from '../model/undo.ts';
import {
  allowlistOf,
  clockAhead,
  currentPlace,
  connections as keptConnections,
  policy as keptPolicy,
  senders as keptSenders,
  undo as keptUndo,
  snapshotOf,
} from '../storage/settings.ts';

export const connections = signal<readonly Connection[]>([]);
export const undo = signal<Undo | null>(null);
export const snapshot = signal<Snapshot | null>(null);
/** Stays null in a page that does not need the entries. */
export const list = signal<KnownAllowlist | null>(null);
/** Stays null in a page that does not need the senders. */
export const senders = signal<KnownSenders | null>(null);
/** The reason why the last reading of the senders failed. Null if it went well. */
export const sendersTrouble = signal<Trouble | null>(null);

const policy = signal<Policy>(NO_POLICY);
const chosen = signal<Place | null>(null);
const underWay = signal<ReadonlySet<string>>(new Set());

export const place = computed(() => findPlace(connections.value, chosen.value));
export const connection = computed(() => findConnection(connections.value, place.value));
/** Connections that the company has set up. They wait for their token. */
export const ofPolicy = computed(() => awaitedByPolicy(policy.value, connections.value));
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

/** The parts that a page shows in addition to the snapshot. */
interface StateOptions {
  readonly entries: boolean;
  readonly senders: boolean;
}

/**
 * Starts the state. It resolves when the last known state is there; the reading from the endpoint continues after
 * that.
 */
export async function openState(options: StateOptions): Promise<void> {
  withEntries = options.entries;
  withSenders = options.senders;
  const [all, current, offered, company, ahead] = await Promise.all([
    keptConnections.getValue(),
    currentPlace.getValue(),
    keptUndo.getValue(),
    keptPolicy.getValue(),
    clockAhead.getValue(),
  ]);
  setClockAhead(ahead);
  chosen.value = current;
  // The place was null until here, because it depends on the connections. So only the chosen place is ever followed.
  connections.value = all;
  undo.value = offered;
  policy.value = company;
  keptPolicy.watch((value) => {
    policy.value = value;
  });
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

/** Shows another place at once, without waiting for the storage. The next click is meant for the chosen place. */
export async function choosePlace(next: Place): Promise<void> {
  chosen.value = next;
  void followPlace();
  await currentPlace.setValue(next);
}

/** Reads the shown place. Each place has at most one reading at a time. */
export async function refresh(): Promise<void> {
  const shown = place.value;
  if (shown === null || underWay.value.has(keyOf(shown))) return;
  underWay.value = new Set(underWay.value).add(keyOf(shown));
  try {
    const read = await refreshPlace(shown);
    // The result is shown at once. The storage's own event may come later, but callers of this function expect the
    // new state.
    if (isSamePlace(place.value, shown)) snapshot.value = read;
    if (withSenders && read.trouble === null && !read.isShared) void readSenders(shown);
  } finally {
    const left = new Set(underWay.value);
    left.delete(keyOf(shown));
    underWay.value = left;
  }
}

/** Reads the shown place anew. It waits for a reading that is running, because that may have begun too early. */
export async function refreshAnew(): Promise<void> {
  if (place.value !== null) await settled(place.value);
  await refresh();
}

/** Reads the senders after the list. The list does not wait for them. */
async function readSenders(shown: Place): Promise<void> {
  const read = await refreshSenders(shown);
  if (!isSamePlace(place.value, shown)) return;
  sendersTrouble.value = read.ok ? null : read.error;
  if (read.ok) senders.value = read.value;
}

/** Returns the state of the place when no reading is running any more. Null if another place is shown by then. */
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

/**
 * Decides whether the place is reached in the same way. With another token or endpoint, the known state may no longer
 * be right.
 */
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

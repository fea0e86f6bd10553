/** Reads a place and keeps the result. The badge, the popup and the panel learn of news only in this way. */
import { failure, success } from '../../shared/result.ts';
import type { Connection } from '../model/connection.ts';
import { includedFrom, type KnownAllowlist } from '../model/known-list.ts';
import type { KnownSenders } from '../model/known-senders.ts';
import { knownPauseAfter } from '../model/pause.ts';
import { findConnection, isSamePlace, type Place, placesOf } from '../model/places.ts';
import { clockAhead, serverNow } from '../model/server-clock.ts';
import { NOTHING_KNOWN, type Snapshot, takeSnapshot } from '../model/snapshot.ts';
import type { ApiAnswer, Trouble } from '../model/trouble.ts';
import {
  allowlistOf,
  inPlace,
  clockAhead as keptClockAhead,
  connections as keptConnections,
  senders as keptSenders,
  ownEntriesOf,
  snapshotOf,
} from '../storage/settings.ts';
import { type ApiClient, apiClient, readOwnAddress } from './api-client.ts';

/**
 * The longest time to wait for the address of the other IP family. It is a minor detail, so nobody should wait longer
 * for it.
 */
const OTHER_FAMILY_MS = 1_500;

/** Reads a place. If nothing new can be read, the known state stays, and the snapshot says why. */
export async function refreshPlace(place: Place): Promise<Snapshot> {
  const startedAt = Date.now();
  const connection = findConnection(await keptConnections.getValue(), place);
  if (!connection) return NOTHING_KNOWN;
  const [list, addresses] = await Promise.all([
    readAllowlistWith(apiClient(connection), place.account),
    readAddresses(connection),
  ]);
  if (!list.ok) return keepTrouble(place, list.error, startedAt);
  if (!addresses.ok) return keepTrouble(place, addresses.error, startedAt);
  return keepList(place, list.value, addresses.value, startedAt);
}

/** Reads a list, and the shared lists that it includes. One that can't be read is known by its name alone. */
async function readAllowlistWith(client: ApiClient, account: string): ApiAnswer<KnownAllowlist> {
  const read = await client.allowlist(account);
  if (!read.ok) return read;
  // An older Worker does not name any.
  const lists: readonly string[] = read.value.lists ?? [];
  if (lists.length === 0) return read;
  const included = await client.includedLists(account);
  const { lists: known } = included.ok ? included.value : { lists: null };
  return success({ ...read.value, included: includedFrom(lists, known) });
}

/** Reads the senders of a place. The list does not suffer if they can't be read. */
export async function refreshSenders(place: Place): ApiAnswer<KnownSenders> {
  const connection = findConnection(await keptConnections.getValue(), place);
  if (!connection) return failure({ kind: 'unreachable' });
  const read = await apiClient(connection).senders(place.account);
  if (!read.ok) return read;
  const known = { place, at: Date.now(), list: read.value };
  await inPlace(place, async () => {
    if (await isGone(place)) return;
    // If the browser has no room to store the senders, they are still shown until the page closes.
    await keptSenders.setValue(known).catch(() => keptSenders.removeValue());
  });
  return success(known);
}

/** Keeps the list after a change. This is the newest list there is. The addresses stay as they were. */
export async function keepChangedList(place: Place, list: KnownAllowlist): Promise<Snapshot> {
  const before = (await snapshotOf(place).getValue()) ?? NOTHING_KNOWN;
  const addresses = before.addresses.map(({ address }) => address);
  return keepList(place, list, addresses, Date.now());
}

/**
 * Keeps the reason why a reading failed. `since` is the time when it began. If a later one has succeeded since,
 * nothing is kept.
 */
export async function keepTrouble(
  place: Place,
  trouble: Trouble,
  since = Date.now(),
): Promise<Snapshot> {
  return inPlace(place, async () => {
    const before = (await snapshotOf(place).getValue()) ?? NOTHING_KNOWN;
    if (before.at > since || (await isGone(place))) return before;
    const snapshot = { ...before, trouble };
    await snapshotOf(place).setValue(snapshot);
    return snapshot;
  });
}

/**
 * Keeps a list. A list that was requested before a newer one was kept is out of date, but the addresses that came
 * with it are not.
 */
async function keepList(
  place: Place,
  read: KnownAllowlist,
  addresses: readonly string[],
  askedAt: number,
): Promise<Snapshot> {
  return inPlace(place, async () => {
    if (await isGone(place)) return NOTHING_KNOWN;
    const [before, kept, own] = await Promise.all([
      snapshotOf(place).getValue(),
      allowlistOf(place).getValue(),
      ownEntriesOf(place).getValue(),
    ]);
    const isOutdated = kept !== null && before !== null && before.at > askedAt;
    const list = isOutdated && kept.revision > read.revision ? kept : read;
    const now = serverNow();
    const pause = knownPauseAfter(before, list, now);
    const snapshot = { ...takeSnapshot(list, addresses, own, now), pause, at: Date.now() };
    await Promise.all([snapshotOf(place).setValue(snapshot), putList(place, list), keepClock()]);
    return snapshot;
  });
}

/** Keeps how far the endpoint's clock is ahead, so that a page is right from its first moment. */
async function keepClock(): Promise<void> {
  if ((await keptClockAhead.getValue()) !== clockAhead())
    await keptClockAhead.setValue(clockAhead());
}

/**
 * Stores a list. Long lists of many places may need more room than the browser gives. Then the lists of all other
 * places are removed.
 */
async function putList(place: Place, list: KnownAllowlist): Promise<void> {
  const item = allowlistOf(place);
  await item.setValue(list).catch(async () => {
    await keptSenders.removeValue();
    const others = placesOf(await keptConnections.getValue());
    for (const other of others) {
      if (!isSamePlace(other, place)) await allowlistOf(other).removeValue();
    }
    await item.setValue(list);
  });
}

/** Decides whether a place was removed while it was being read. Such a place must not come back. */
export async function isGone(place: Place): Promise<boolean> {
  return findConnection(await keptConnections.getValue(), place) === undefined;
}

/**
 * Reads the address that the endpoint sees, and then the address of the other IP family if there is an endpoint for
 * it.
 */
async function readAddresses(connection: Connection): ApiAnswer<string[]> {
  const { endpoint, otherFamilyEndpoint } = connection;
  const [first, second] = await Promise.all([
    readOwnAddress(endpoint),
    otherFamilyEndpoint === null ? null : readOwnAddress(otherFamilyEndpoint, OTHER_FAMILY_MS),
  ]);
  if (!first.ok) return first;
  const { address, family } = first.value;
  const isOther = second?.ok === true && second.value.family !== family;
  return success(isOther ? [address, second.value.address] : [address]);
}

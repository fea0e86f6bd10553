/** Reads a place anew and keeps what it finds: the one way by which the badge, the popup and the panel learn. */
import type { Allowlist } from '../../shared/api.ts';
import { failure, success } from '../../shared/result.ts';
import type { Connection } from '../model/connection.ts';
import type { KnownSenders } from '../model/known-senders.ts';
import { findConnection, isSamePlace, type Place, placesOf } from '../model/places.ts';
import { NOTHING_KNOWN, type Snapshot, takeSnapshot } from '../model/snapshot.ts';
import type { ApiAnswer, Trouble } from '../model/trouble.ts';
import {
  allowlistOf,
  inPlace,
  connections as keptConnections,
  senders as keptSenders,
  ownEntriesOf,
  snapshotOf,
} from '../storage/settings.ts';
import { apiClient, readOwnAddress } from './api-client.ts';

/** The other family's address is an ornament: what it takes longer, nobody waits for. */
const OTHER_FAMILY_MS = 1_500;

/** What was known stays when nothing new can be read; the snapshot then says why. */
export async function refreshPlace(place: Place): Promise<Snapshot> {
  const startedAt = Date.now();
  const connection = findConnection(await keptConnections.getValue(), place);
  if (!connection) return NOTHING_KNOWN;
  const [list, addresses] = await Promise.all([
    apiClient(connection).allowlist(place.account),
    readAddresses(connection),
  ]);
  if (!list.ok) return keepTrouble(place, list.error, startedAt);
  if (!addresses.ok) return keepTrouble(place, addresses.error, startedAt);
  return keepList(place, list.value, addresses.value, startedAt);
}

/** Who has been sending; where that can't be read, the list is no worse for it. */
export async function refreshSenders(place: Place): ApiAnswer<KnownSenders> {
  const connection = findConnection(await keptConnections.getValue(), place);
  if (!connection) return failure({ kind: 'unreachable' });
  const read = await apiClient(connection).senders(place.account);
  if (!read.ok) return read;
  const known = { place, at: Date.now(), list: read.value };
  await inPlace(place, async () => {
    if (await isGone(place)) return;
    // Where the browser has no room for them they are shown all the same, until the page closes.
    await keptSenders.setValue(known).catch(() => keptSenders.removeValue());
  });
  return success(known);
}

/** After a change, which is the newest there is: the addresses are as they were. */
export async function keepChangedList(place: Place, list: Allowlist): Promise<Snapshot> {
  const before = (await snapshotOf(place).getValue()) ?? NOTHING_KNOWN;
  const addresses = before.addresses.map(({ address }) => address);
  return keepList(place, list, addresses, Date.now());
}

/** `since`: when the try began. One that has gone well in the meantime knows better. */
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

/** A list that was asked for before a newer one was kept says nothing any more; the addresses do. */
async function keepList(
  place: Place,
  read: Allowlist,
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
    const snapshot = takeSnapshot(list, addresses, own, Date.now());
    await Promise.all([snapshotOf(place).setValue(snapshot), putList(place, list)]);
    return snapshot;
  });
}

/** Long lists of many places may be more than the browser keeps: then those that are not looked at go. */
async function putList(place: Place, list: Allowlist): Promise<void> {
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

/** What was removed while it was being read does not come back. */
export async function isGone(place: Place): Promise<boolean> {
  return findConnection(await keptConnections.getValue(), place) === undefined;
}

/** The address the endpoint sees, then the other family's, where there is an endpoint that sees it. */
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

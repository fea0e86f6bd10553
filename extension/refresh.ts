/** Reads a place anew and keeps what it finds: the one way by which the badge, the popup and the panel learn. */

import type { Allowlist } from '../shared/api.ts';
import { familyOf, findAddress } from '../shared/ip-address.ts';
import { apiClient, readAddress, type Trouble } from './api-client.ts';
import { findConnection } from './places.ts';
import {
  type Connection,
  connections as keptConnections,
  listOf,
  ownEntriesOf,
  type Place,
  snapshotOf,
} from './settings.ts';
import { NOTHING_KNOWN, type Snapshot, takeSnapshot } from './snapshot.ts';

/** What was known stays when nothing new can be read; the snapshot then says why. */
export async function refreshPlace(place: Place): Promise<Snapshot> {
  const connection = findConnection(await keptConnections.getValue(), place);
  if (!connection) return NOTHING_KNOWN;
  const client = apiClient(connection);
  const [list, suspended, addresses] = await Promise.all([
    client.allowlist(place.account),
    readSuspended(connection, place),
    readAddresses(connection),
  ]);
  if (!list.ok) return keepTrouble(place, list.error);
  if (addresses.length === 0) return keepTrouble(place, { kind: 'unreachable' });
  return keepList(place, list.value, addresses, suspended);
}

/** After a change: the list is known, the addresses are as they were. */
export async function keepChangedList(place: Place, list: Allowlist): Promise<Snapshot> {
  const before = (await snapshotOf(place).getValue()) ?? NOTHING_KNOWN;
  const addresses = before.addresses.map(({ address }) => address);
  return keepList(place, list, addresses, before.suspended);
}

async function keepList(
  place: Place,
  list: Allowlist,
  addresses: readonly string[],
  suspended: boolean,
): Promise<Snapshot> {
  const own = await ownEntriesOf(place).getValue();
  const snapshot = takeSnapshot(list, addresses, own, suspended, Date.now());
  await Promise.all([snapshotOf(place).setValue(snapshot), listOf(place).setValue(list)]);
  return snapshot;
}

export async function keepTrouble(place: Place, trouble: Trouble): Promise<Snapshot> {
  const before = (await snapshotOf(place).getValue()) ?? NOTHING_KNOWN;
  const snapshot = { ...before, trouble };
  await snapshotOf(place).setValue(snapshot);
  return snapshot;
}

/** The list does not say; a check does, and for an operator, who may not check, the account itself. */
async function readSuspended(connection: Connection, { account }: Place): Promise<boolean> {
  const client = apiClient(connection);
  if (connection.session.role === 'operator') {
    const found = await client.account(account);
    return found.ok && found.value.suspended;
  }
  const decision = await client.check(account);
  return decision.ok && decision.value.reason === 'suspended';
}

/** The address the endpoint sees, then the other family's, where there is an endpoint that sees it. */
async function readAddresses(connection: Connection): Promise<string[]> {
  const { endpoint, otherFamilyEndpoint } = connection;
  const endpoints = otherFamilyEndpoint === null ? [endpoint] : [endpoint, otherFamilyEndpoint];
  const answers = await Promise.all(endpoints.map(readAddress));
  const [first, second] = answers.map((answer) => (answer.ok ? answer.value.address : undefined));
  if (first === undefined) return [];
  return second === undefined || familyAt(second) === familyAt(first) ? [first] : [first, second];
}

function familyAt(address: string): 4 | 6 | undefined {
  const parsed = findAddress(address);
  return parsed === undefined ? undefined : familyOf(parsed);
}

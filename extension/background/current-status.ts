/** Reads from the storage what is known about the place that the pages show. */
import type { Connection } from '../model/connection.ts';
import { findConnection, findPlace, type Place } from '../model/places.ts';
import { type AccessStatus, accessStatusOf, type Snapshot } from '../model/snapshot.ts';
import { connections, currentPlace, snapshotOf } from '../storage/settings.ts';

export interface CurrentStatus {
  /** Null if nothing is set up. */
  readonly place: Place | null;
  readonly connection: Connection | undefined;
  readonly snapshot: Snapshot | null;
  readonly status: AccessStatus;
}

export async function readCurrentPlace(): Promise<Place | null> {
  const [all, chosen] = await Promise.all([connections.getValue(), currentPlace.getValue()]);
  return findPlace(all, chosen);
}

export async function readCurrentStatus(): Promise<CurrentStatus> {
  const [all, chosen] = await Promise.all([connections.getValue(), currentPlace.getValue()]);
  const place = findPlace(all, chosen);
  const snapshot = place === null ? null : await snapshotOf(place).getValue();
  return {
    place,
    connection: findConnection(all, place),
    snapshot,
    status: accessStatusOf(snapshot),
  };
}

/** Finds places in the kept connections. Pure. */
import type { Connection } from './connection.ts';
import { isSharedList, nameOfAccount } from './listed-place.ts';
import { hasFields, isText } from './shape.ts';

/** One account or shared list of one connection. Popup and panel show one place at a time. */
export interface Place {
  readonly connectionId: string;
  readonly account: string;
}

export const isPlace = hasFields<Place>({ connectionId: isText, account: isText });

/** Names what is kept of a place. A browser loses U+0000 in a key. No account begins with a blank. */
export function keyOf({ connectionId, account }: Place): string {
  return `${connectionId}:${isSharedList(account) ? ` ${nameOfAccount(account)}` : account}`;
}

export function isSamePlace(left: Place | null, right: Place | null): boolean {
  return left !== null && right !== null && keyOf(left) === keyOf(right);
}

/** Returns all places, in the order of the connections. */
export function placesOf(all: readonly Connection[]): Place[] {
  return all.flatMap(({ id, accounts }) =>
    accounts.map((account) => ({ connectionId: id, account })),
  );
}

/** Returns the places that are accounts. A shared list has no senders and no mode. */
export function accountPlacesOf(all: readonly Connection[]): Place[] {
  return placesOf(all).filter(({ account }) => !isSharedList(account));
}

/** Finds the place to show: the chosen one if it still exists, otherwise the first one. */
export function findPlace(all: readonly Connection[], chosen: Place | null): Place | null {
  const places = placesOf(all);
  return places.find((place) => isSamePlace(place, chosen)) ?? places[0] ?? null;
}

/** Decides whether the changes here may attach and detach shared lists (R20). Only the operator's may. */
export function mayChangeLists(all: readonly Connection[], place: Place | null): boolean {
  return findConnection(all, place)?.session.role === 'operator';
}

export function findConnection(
  all: readonly Connection[],
  place: Place | null,
): Connection | undefined {
  return all.find(({ id }) => id === place?.connectionId);
}

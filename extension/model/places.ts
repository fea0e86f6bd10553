/** Places among the connections there are. Pure. */
import type { Connection } from './connection.ts';
import { hasFields, isText } from './shape.ts';

/** One account of one connection: what a page shows. */
export interface Place {
  readonly connectionId: string;
  readonly account: string;
}

export const isPlace = hasFields<Place>({ connectionId: isText, account: isText });

export function keyOf({ connectionId, account }: Place): string {
  return `${connectionId}:${account}`;
}

export function isSamePlace(left: Place | null, right: Place | null): boolean {
  return left !== null && right !== null && keyOf(left) === keyOf(right);
}

/** Every place there is, in the order of the connections. */
export function placesOf(all: readonly Connection[]): Place[] {
  return all.flatMap(({ id, accounts }) =>
    accounts.map((account) => ({ connectionId: id, account })),
  );
}

/** The place to show: the one chosen, if it still is there, or the first. */
export function findPlace(all: readonly Connection[], chosen: Place | null): Place | null {
  const places = placesOf(all);
  return places.find((place) => isSamePlace(place, chosen)) ?? places[0] ?? null;
}

export function findConnection(
  all: readonly Connection[],
  place: Place | null,
): Connection | undefined {
  return all.find(({ id }) => id === place?.connectionId);
}

/**
 * Reads the new alerts of the places, notifies the person and then notes that it did. In this order no alert is lost.
 * Places are handled one by one: an error at one place is shown there and does not stop the others.
 */
import { readNewAlerts } from '../endpoint/alerts.ts';
import { readOwnAddress } from '../endpoint/api-client.ts';
import { markOf } from '../model/alert-news.ts';
import { type Place, placesOf } from '../model/places.ts';
import { alertMarksOf, alertTurn, connections, toldAlertOf } from '../storage/settings.ts';
import { showAlertNotice } from './alert-notice.ts';
import {
  decideAlertNotices,
  type NewAlerts,
  type PlacedAlert,
  takeTurn,
} from './alert-notice-decision.ts';

/** The largest number of places in one round. An operator may have hundreds of places; they take turns. */
const MOST_PLACES = 40;
const AT_ONCE = 4;

/**
 * Runs one round. Only one runs at a time, in all contexts. A call that comes during a round waits and then runs its
 * own.
 */
export async function tellOfAlerts(): Promise<void> {
  await navigator.locks.request('alerts', async () => {
    const fresh = await readRound();
    const here = await readWhereabouts(fresh);
    const isHere = ({ place, alert }: PlacedAlert) =>
      alert.address !== null && here.get(place.connectionId) === alert.address;
    for (const notice of decideAlertNotices(fresh, isHere)) {
      // A notice that can't be shown does not stop the others.
      await showAlertNotice(notice).catch(() => undefined);
    }
    await Promise.allSettled(fresh.map(noteAsTold));
  });
}

async function readRound(): Promise<NewAlerts[]> {
  const all = placesOf(await connections.getValue());
  const begin = await alertTurn.getValue();
  const places = takeTurn(all, begin, MOST_PLACES);
  if (places.length < all.length) await alertTurn.setValue((begin + places.length) % all.length);
  const fresh: NewAlerts[] = [];
  for (let from = 0; from < places.length; from += AT_ONCE) {
    const read = await Promise.allSettled(places.slice(from, from + AT_ONCE).map(readPlace));
    fresh.push(...read.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])));
  }
  return fresh;
}

/**
 * Asks the endpoints that tell of a leak for the address of this browser at this moment. What is kept may be from
 * another network. Without an answer nobody is taken for the person.
 */
async function readWhereabouts(fresh: readonly NewAlerts[]): Promise<ReadonlyMap<string, string>> {
  const telling = new Set(
    fresh
      .filter(({ alerts }) => alerts.some(({ kind }) => kind === 'leaked-password'))
      .map(({ place }) => place.connectionId),
  );
  const asked = (await connections.getValue()).filter(({ id }) => telling.has(id));
  const found = await Promise.all(
    asked.map(async ({ id, endpoint }) => {
      const seen = await readOwnAddress(endpoint);
      return seen.ok ? [[id, seen.value.address] as const] : [];
    }),
  );
  return new Map(found.flat());
}

async function readPlace(place: Place): Promise<NewAlerts> {
  const alerts = await readNewAlerts(place);
  return { place, alerts, marks: await alertMarksOf(place).getValue() };
}

async function noteAsTold({ place, alerts }: NewAlerts): Promise<void> {
  if (alerts.length > 0) await toldAlertOf(place).setValue(markOf(alerts));
}

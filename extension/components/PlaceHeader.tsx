import type { Connection } from '../model/connection.ts';
import { nameOfAccount } from '../model/listed-place.ts';
import { isSamePlace, keyOf, type Place, placesOf } from '../model/places.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { showMode } from '../wording/access-status.ts';
import { wordWhose } from '../wording/domain-account.ts';
import { t } from '../wording/translate.ts';
import { Chip } from './Chip.tsx';

interface PlaceHeaderProps {
  readonly connections: readonly Connection[];
  readonly place: Place;
  readonly snapshot: Snapshot | null;
  /** Absent if no other place can be chosen. */
  readonly onChoose?: (place: Place) => void;
}

/** Shows the account, whose list it holds if it is one of a domain, the choice of another one, and whether its list is on. */
export function PlaceHeader({ connections, place, snapshot, onChoose }: PlaceHeaderProps) {
  const places = placesOf(connections);
  const whose = wordWhose(place.account);
  return (
    <header class="head row wrap">
      {places.length < 2 || onChoose === undefined ? (
        <h1 class="switcher breaking">{nameOf(place, places, connections)}</h1>
      ) : (
        <h1 class="switcher">
          <select
            class="switcher"
            aria-label={t('header.choose')}
            value={keyOf(place)}
            onChange={(event) => {
              const next = places.find((other) => keyOf(other) === event.currentTarget.value);
              if (next && !isSamePlace(next, place)) onChoose(next);
            }}
          >
            {places.map((other) => (
              <option key={keyOf(other)} value={keyOf(other)}>
                {nameOf(other, places, connections)}
              </option>
            ))}
          </select>
        </h1>
      )}
      {snapshot && snapshot.at > 0 && (
        <Chip {...(snapshot.isShared ? SHARED() : showMode(snapshot.mode, snapshot.suspended))} />
      )}
      {whose !== '' && <p class="whose small soft">{whose}</p>}
    </header>
  );
}

/** A shared list has no mode. */
const SHARED = () => ({ tone: 'off', sign: '≡', word: t('shared.chip') }) as const;

/** Returns the name of the account. If two deployments have an account of that name, it adds the deployment. */
function nameOf(
  { connectionId, account }: Place,
  places: readonly Place[],
  connections: readonly Connection[],
): string {
  const name = nameOfAccount(account);
  if (places.filter((place) => nameOfAccount(place.account) === name).length < 2) return name;
  const connection = connections.find(({ id }) => id === connectionId);
  return connection ? `${name} · ${new URL(connection.endpoint).host}` : name;
}

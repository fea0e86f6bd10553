/** Makes the one change that a drawer can make. */
import type { AddRequest, Change } from '../../shared/api.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { Place } from '../model/places.ts';
import type { Trouble } from '../model/trouble.ts';
import { carryOut } from './changes.ts';
import { refreshPlace } from './refresh.ts';

/**
 * Adds this browser's address, as the endpoint sees it, to a list that is on. `body` is the addition. Null if the
 * list is off by now or this browser has another address. Then nothing was changed.
 */
export async function addOwnAddress(
  place: Place,
  address: string,
  body: AddRequest,
): Promise<Result<Change, Trouble> | null> {
  const { trouble, mode, addresses, revision } = await refreshPlace(place);
  if (trouble !== null) return failure(trouble);
  if (mode === 'off' || addresses[0]?.address !== address) return null;
  return carryOut(place, { kind: 'add', body }, { revision, isOwn: true, onlyAsSeen: true });
}

import type { SenderList } from '../../shared/api.ts';
import type { Place } from './places.ts';

/** The senders of a place, as they were last read. */
export interface KnownSenders {
  readonly place: Place;
  readonly at: number;
  readonly list: SenderList;
}

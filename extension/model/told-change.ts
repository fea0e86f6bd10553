import type { Change } from '../../shared/api.ts';
import type { Place } from './places.ts';

/** What the Worker told with a change: of interest for as long as the list is as the change made it. */
export interface ToldChange extends Pick<Change, 'revision' | 'warnings'> {
  readonly place: Place;
}

import type { Change } from '../../shared/api.ts';
import type { Place } from './places.ts';

/**
 * The warnings that the Worker gave with a change. They are shown as long as the list has the revision of that
 * change.
 */
export interface ToldChange extends Pick<Change, 'revision' | 'warnings'> {
  readonly place: Place;
}

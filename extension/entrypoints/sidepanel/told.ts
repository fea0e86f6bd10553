import { signal } from '@preact/signals-core';
import type { Change } from '../../../shared/api.ts';
import type { Result } from '../../../shared/result.ts';
import type { Place } from '../../model/places.ts';
import type { ToldChange } from '../../model/told-change.ts';
import type { Trouble } from '../../model/trouble.ts';

/** The warnings of the last change made in this page. Other pages that show the list did not make the change. */
export const told = signal<ToldChange | null>(null);

export function noteTold(place: Place, result: Result<Change, Trouble>): void {
  if (!result.ok) return;
  const { revision, warnings } = result.value;
  told.value = { place, revision, warnings };
}

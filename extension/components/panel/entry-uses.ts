/** How entries have been used, by their ids. */
import type { SenderList } from '../../../shared/api.ts';

export type EntryUses = ReadonlyMap<string, SenderList['entries'][number]>;

export function usesOf({ entries }: SenderList): EntryUses {
  return new Map(entries.map((use) => [use.id, use]));
}

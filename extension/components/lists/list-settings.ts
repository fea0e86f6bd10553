/** Checks the settings of a shared list as they are typed, and finds what a change of them must send. Pure. */

import type { SharedList } from '../../../shared/api.ts';
import { DEFAULT_LIST_LIMIT } from '../../../shared/list-name.ts';
import type { ListTerms } from '../../model/terms.ts';
import { findLimit, isNote, noteOf } from '../operator/account-settings.ts';

export interface TypedListSettings {
  readonly limit: string;
  readonly note: string;
}

export const NEW_LIST: TypedListSettings = { limit: String(DEFAULT_LIST_LIMIT), note: '' };

export function settingsOfList(list: SharedList): TypedListSettings {
  return { limit: String(list.limit), note: noteOf(list) };
}

/** Returns only the settings that differ. Undefined while a value is wrong. */
export function findListChange(
  typed: TypedListSettings,
  before: TypedListSettings,
): ListTerms | undefined {
  const limit = findLimit(typed.limit);
  if (limit === undefined || !isNote(typed.note)) return undefined;
  return {
    ...(limit !== findLimit(before.limit) && { limit }),
    ...(typed.note !== before.note && { note: typed.note }),
  };
}

/** An account's settings as they are typed: what is wrong with them, and what a change of them sends. Pure. */
import { DEFAULT_ENTRY_LIMIT, MAX_ENTRY_LIMIT } from '../../../shared/allowlist.ts';
import type { Account } from '../../../shared/api.ts';
import { MAX_NOTE_CHARACTERS } from '../../../shared/limits.ts';
import type { AccountTerms } from '../../model/terms.ts';

export interface TypedSettings {
  readonly limit: string;
  readonly consistency: Account['consistency'];
  readonly note: string;
}

export const NEW_ACCOUNT: TypedSettings = {
  limit: String(DEFAULT_ENTRY_LIMIT),
  consistency: 'default',
  note: '',
};

/** Only an operator is told the note: to anybody else there is none. */
export function settingsOf(account: Account): TypedSettings {
  const { limit, consistency } = account;
  return { limit: String(limit), consistency, note: noteOf(account) };
}

export function noteOf({ note }: { readonly note?: string | undefined }): string {
  return note ?? '';
}

/** Undefined for what is no limit. */
export function findLimit(typed: string): number | undefined {
  const text = typed.trim();
  if (!/^[1-9]\d{0,5}$/.test(text) || Number(text) > MAX_ENTRY_LIMIT) return undefined;
  return Number(text);
}

export function isNote(note: string): boolean {
  return note.length <= MAX_NOTE_CHARACTERS && note.isWellFormed() && !/\p{Cc}/u.test(note);
}

/** Only what differs, so that what another operator has changed meanwhile stays; undefined while a value is wrong. */
export function findChange(typed: TypedSettings, before: TypedSettings): AccountTerms | undefined {
  const limit = findLimit(typed.limit);
  if (limit === undefined || !isNote(typed.note)) return undefined;
  return {
    ...(limit !== findLimit(before.limit) && { limit }),
    ...(typed.consistency !== before.consistency && { consistency: typed.consistency }),
    ...(typed.note !== before.note && { note: typed.note }),
  };
}

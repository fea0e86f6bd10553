/** Checks an account's settings as they are typed, and finds what a change of them must send. Pure. */
import { DEFAULT_ENTRY_LIMIT, MAX_ENTRY_LIMIT } from '../../../shared/allowlist.ts';
import type { Account } from '../../../shared/api.ts';
import type { AccountFailMode } from '../../../shared/fail-mode.ts';
import { MAX_NOTE_CHARACTERS } from '../../../shared/limits.ts';
import type { AccountTerms } from '../../model/terms.ts';

export interface TypedSettings {
  readonly limit: string;
  readonly consistency: Account['consistency'];
  readonly failMode: AccountFailMode;
  readonly note: string;
}

export const NEW_ACCOUNT: TypedSettings = {
  limit: String(DEFAULT_ENTRY_LIMIT),
  consistency: 'default',
  failMode: 'default',
  note: '',
};

/** Returns the settings as text for the fields. Only an operator receives the note, so it may be missing. */
export function settingsOf(account: Account): TypedSettings {
  const { limit, consistency } = account;
  const failMode = findOwnFailMode(account) ?? NEW_ACCOUNT.failMode;
  return { limit: String(limit), consistency, failMode, note: noteOf(account) };
}

/** Undefined for an account of an older Worker, which knows none. */
export function findOwnFailMode(account: {
  readonly failMode?: AccountFailMode;
}): AccountFailMode | undefined {
  return account.failMode;
}

export function noteOf({ note }: { readonly note?: string | undefined }): string {
  return note ?? '';
}

/** Undefined if the text is not a valid limit. */
export function findLimit(typed: string): number | undefined {
  const text = typed.trim();
  if (!/^[1-9]\d{0,5}$/.test(text) || Number(text) > MAX_ENTRY_LIMIT) return undefined;
  return Number(text);
}

export function isNote(note: string): boolean {
  return note.length <= MAX_NOTE_CHARACTERS && note.isWellFormed() && !/\p{Cc}/u.test(note);
}

/**
 * Returns only the settings that differ, so that changes of another operator are kept. Undefined while a value is
 * wrong.
 */
export function findChange(typed: TypedSettings, before: TypedSettings): AccountTerms | undefined {
  const limit = findLimit(typed.limit);
  if (limit === undefined || !isNote(typed.note)) return undefined;
  return {
    ...(limit !== findLimit(before.limit) && { limit }),
    ...(typed.consistency !== before.consistency && { consistency: typed.consistency }),
    ...(typed.failMode !== before.failMode && { failMode: typed.failMode }),
    ...(typed.note !== before.note && { note: typed.note }),
  };
}

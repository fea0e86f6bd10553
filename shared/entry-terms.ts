/** The terms of an entry: the parts that can be edited (R8). All code that compares or copies them asks here. */
import type { EntryTerms } from './allowlist.ts';

/** A term that is missing here does not compile. */
const TERMS: Readonly<Record<keyof EntryTerms, true>> = { remark: true, expiresAt: true };
const NAMES = Object.keys(TERMS) as (keyof EntryTerms)[];

export function hasSameTerms(one: EntryTerms, other: EntryTerms): boolean {
  return NAMES.every((name) => one[name] === other[name]);
}

/** Returns every term. A term that the entry does not have is undefined, so a copy of them replaces all others. */
export function termsOf(entry: EntryTerms): EntryTerms {
  return Object.fromEntries(NAMES.map((name) => [name, entry[name]])) as unknown as EntryTerms;
}

/** Returns the terms that an edit gives, and nothing else that it may have. */
export function givenTerms(edit: Partial<EntryTerms>): Partial<EntryTerms> {
  const given = NAMES.filter((name) => edit[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, edit[name]]));
}

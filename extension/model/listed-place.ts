/**
 * A shared list stands among the accounts of a browser as a place of its own. Its account is the name of the list's
 * object, which no account can have. Pure.
 */
import type { Session } from '../../shared/api.ts';
import { findListName, listObjectName } from '../../shared/list-name.ts';

/** A session as an endpoint says it. An older Worker has no shared lists. */
export type SaidSession = Session & { readonly list?: string | null | undefined };

/** The session of a list's token has the place of the list as its account. */
export function placeSession({ list, ...session }: SaidSession): Session {
  return list ? { ...session, account: listObjectName(list) } : session;
}

/** The name as a person knows it. */
export function nameOfAccount(account: string): string {
  return findListName(account) ?? account;
}

export function isSharedList(account: string): boolean {
  return findListName(account) !== undefined;
}

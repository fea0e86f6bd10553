/** What an isolate knows of an account and of the shared lists that it includes (R20), and its decision from that. */
import type * as api from '../../shared/api.ts';
import type { ClientAddress } from '../../shared/client-address.ts';
import { decideUnion, type IncludedList } from '../../shared/decision.ts';
import type { AccountReplica } from '../replicas/replica-format.ts';

export type ListCopy = IncludedList & { readonly list?: AccountReplica };

export interface KnownAccount {
  readonly account: AccountReplica;
  /** One for each list that the account includes, in the same order. */
  readonly lists: readonly ListCopy[];
}

export const GONE: ListCopy = { state: 'gone' };
export const UNREAD: ListCopy = { state: 'unread' };

export function listCopyOf(replica: AccountReplica | undefined): ListCopy {
  if (replica === undefined) return UNREAD;
  return replica.deleted ? GONE : { state: 'found', list: replica };
}

/** `login` is who wants to send. The account is the login's own, or the one of its domain. */
export function decideFrom(
  { account, lists }: KnownAccount,
  login: string,
  address: ClientAddress,
  now: number,
): api.Decision {
  const decided = decideUnion(account, lists, address.words, now);
  const { verdict, reason, entryIndex, listIndex } = decided;
  const list = listIndex === undefined ? undefined : lists[listIndex]?.list;
  const found =
    entryIndex === undefined ? undefined : (list ?? account).entryAt(entryIndex, address.text);
  const decision = {
    verdict,
    reason,
    mode: account.mode,
    account: login,
    decidedBy: account.account,
    address: address.text,
    // Each check comes here, and a spread would cost more than the search.
    entry: found
      ? {
          id: found.id,
          value: found.value,
          remark: found.remark,
          list: nameAt(account, listIndex),
        }
      : null,
    revision: account.revision,
  };
  return list ? { ...decision, listRevision: list.revision } : decision;
}

function nameAt({ lists }: AccountReplica, listIndex: number | undefined): string | null {
  return listIndex === undefined ? null : (lists[listIndex] ?? null);
}

/**
 * Returns an allow that copies alone may give. It is undefined if they do not allow: copies alone are not enough
 * for a refusal.
 */
export function allowFrom(
  known: KnownAccount,
  login: string,
  address: ClientAddress,
  now: number,
): api.Decision | undefined {
  // A deleted account may exist again by now, and a strict account is never decided from a copy. The object
  // must answer for both.
  if (known.account.deleted || known.account.consistency === 'strict') return undefined;
  const decision = decideFrom(known, login, address, now);
  // An account that observes allows in any case. But its lists must be read to know what it would refuse.
  return decision.verdict === 'allow' && decision.reason !== 'unavailable' ? decision : undefined;
}

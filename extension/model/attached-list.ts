/** The shared lists that an account includes, as its own page shows them (R20). Pure. */
import type { Account, Change } from '../../shared/api.ts';

/** Only the name is known of a list that is gone or can't be read. */
export interface AttachedList {
  readonly list: string;
  readonly count?: number | undefined;
  readonly expired?: number | undefined;
  readonly limit?: number | undefined;
  readonly gone?: true | undefined;
  readonly unreadable?: true | undefined;
}

/** The names of the lists. Undefined for the account of an older Worker, which has no shared lists. */
export function findAttached(account: {
  readonly lists?: readonly string[];
}): readonly string[] | undefined {
  return account.lists;
}

/** Returns the account as it is after a change of its list. */
export function withChange(account: Account, change: Change): Account {
  const { mode, observesUntil, revision, count, limit, lists } = change;
  const { observesUntil: _, ...kept } = account;
  const pause = observesUntil === undefined ? {} : { observesUntil };
  const { expired } = change;
  return { ...kept, ...pause, mode, revision, count, expired, limit, lists };
}

/**
 * Decides whether an account held nothing before a list was attached: no entry, and no other list. The answer to the
 * change decides it. Somebody else may have added entries since the account was shown.
 */
export function heldNothingElse(
  { count, lists }: Pick<Change, 'count' | 'lists'>,
  attached: string,
) {
  return count === 0 && lists.every((list) => list === attached);
}

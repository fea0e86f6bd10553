/**
 * Reads an account together with the shared lists that it includes (R20): from memory, from KV, or from their
 * objects. A list is read under its own key, so it stands once in memory however many accounts include it.
 */
import type { CheckCall } from '../platform/check-call.ts';
import { type AccountKeys, ListKeys } from '../replicas/edge-replicas.ts';
import type { Confirmation, Found, Replica } from '../replicas/replica.ts';
import type { AccountReplica } from '../replicas/replica-format.ts';
import { GONE, type KnownAccount, type ListCopy, listCopyOf, UNREAD } from './known-account.ts';

const NO_LISTS: readonly ListCopy[] = [];

export type FoundAccount =
  | { readonly state: 'found'; readonly content: KnownAccount }
  | Exclude<Found<AccountReplica>, { state: 'found' }>;

/** The answer of the objects. */
export type ConfirmedAccount =
  | {
      readonly state: 'found';
      readonly content: KnownAccount;
      /** Whether a copy stands in for the account's object, which did not answer in time. */
      readonly isCopy: boolean;
    }
  | { readonly state: 'unknown' | 'failed' };

export class AccountReader {
  readonly #replicas: Replica<AccountReplica>;
  readonly #listKeys: ListKeys;

  constructor(replicas: Replica<AccountReplica>, keys: AccountKeys) {
    this.#replicas = replicas;
    this.#listKeys = new ListKeys(keys);
  }

  /** Finds what is in memory. A list that is not in memory counts as unread. */
  findHeld(key: string, now: number): KnownAccount | undefined {
    const account = this.#replicas.findHeld(key, now);
    if (!account) return undefined;
    if (account.lists.length === 0) return { account, lists: NO_LISTS };
    const keys = this.#listKeys.of(account.lists);
    return { account, lists: keys.map((list) => listCopyOf(this.#replicas.findHeld(list, now))) };
  }

  /** Finds copies in memory or KV. */
  async find(key: string, call: CheckCall): Promise<FoundAccount> {
    const found = await this.#replicas.find(key, call);
    if (found.state !== 'found') return found;
    const account = found.content;
    const keys = account.deleted ? [] : this.#listKeys.of(account.lists);
    const lists = await Promise.all(keys.map((list) => this.#findList(list, call)));
    return { state: 'found', content: { account, lists } };
  }

  /**
   * Asks the account's object and, at the same time, the objects of the lists that the copy names. A list that
   * only the newest account names is asked after it. A strict account is never decided from a copy, so none of its
   * lists is either.
   */
  async confirm(key: string, found: FoundAccount, call: CheckCall): Promise<ConfirmedAccount> {
    const copy = found.state === 'found' ? found.content.account : undefined;
    const isStrict = copy?.consistency === 'strict';
    const asked = new Map<string, Promise<ListCopy>>();
    const ask = (list: string, strict: boolean) => {
      const known = asked.get(list) ?? this.#confirmList(list, strict, call);
      asked.set(list, known);
      return known;
    };
    for (const list of copy && !copy.deleted ? this.#listKeys.of(copy.lists) : [])
      void ask(list, isStrict);
    const options = { paced: !isStrict, missing: found.state === 'missing' };
    const confirmation = await this.#replicas.confirm(key, options, call);
    const account = newestOf(confirmation, isStrict ? undefined : copy);
    if (account === undefined)
      return { state: confirmation.state === 'unknown' ? 'unknown' : 'failed' };
    const keys = account.deleted ? [] : this.#listKeys.of(account.lists);
    const strict = account.consistency === 'strict';
    const lists = await Promise.all(keys.map((list) => ask(list, strict)));
    return { state: 'found', content: { account, lists }, isCopy: confirmation.state === 'failed' };
  }

  async #findList(key: string, call: CheckCall): Promise<ListCopy> {
    const found = await this.#replicas.find(key, call);
    return listCopyOf(found.state === 'found' ? found.content : undefined);
  }

  async #confirmList(key: string, strict: boolean, call: CheckCall): Promise<ListCopy> {
    const confirmation = await this.#replicas.confirm(
      key,
      { paced: !strict, missing: false },
      call,
    );
    switch (confirmation.state) {
      case 'found':
        return listCopyOf(confirmation.content);
      case 'unknown':
        return GONE;
      case 'failed':
        return strict ? UNREAD : this.#findList(key, call);
    }
  }
}

/** A refusal is given even if it can't be confirmed, so a copy stands in for an object that does not answer. */
function newestOf(
  confirmation: Confirmation<AccountReplica>,
  copy: AccountReplica | undefined,
): AccountReplica | undefined {
  if (confirmation.state === 'found') return confirmation.content;
  return confirmation.state === 'failed' ? copy : undefined;
}

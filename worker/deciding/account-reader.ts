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

/** The lists that were asked, by their keys. */
type Asked = ReadonlyMap<string, Promise<ListCopy>>;
const NONE_ASKED: Asked = new Map();

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
    if (account.deleted || account.lists.length === 0)
      return { state: 'found', content: { account, lists: NO_LISTS } };
    const keys = this.#listKeys.of(account.lists);
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
    const known = copy && !copy.deleted ? this.#confirmLists(copy, isStrict, call) : NONE_ASKED;
    const options = { paced: !isStrict, missing: found.state === 'missing' };
    const confirmation = await this.#replicas.confirm(key, options, call);
    const account = newestOf(confirmation, isStrict ? undefined : copy);
    if (account === undefined)
      return { state: confirmation.state === 'unknown' ? 'unknown' : 'failed' };
    const isCopy = confirmation.state === 'failed';
    const content = account.deleted
      ? { account, lists: NO_LISTS }
      : { account, lists: await this.#listsOf(account, known, call) };
    return { state: 'found', content, isCopy };
  }

  /** Asks the lists that the account names. Most accounts name none, and cost nothing here. */
  #confirmLists({ lists }: AccountReplica, strict: boolean, call: CheckCall): Asked {
    if (lists.length === 0) return NONE_ASKED;
    const keys = this.#listKeys.of(lists);
    return new Map(keys.map((key) => [key, this.#confirmList(key, strict, call)]));
  }

  /** Waits for the lists of the account. A list that was not asked yet is asked now. */
  #listsOf(
    { lists, consistency }: AccountReplica,
    asked: Asked,
    call: CheckCall,
  ): readonly ListCopy[] | Promise<ListCopy[]> {
    if (lists.length === 0) return NO_LISTS;
    const strict = consistency === 'strict';
    return Promise.all(
      this.#listKeys.of(lists).map((key) => asked.get(key) ?? this.#confirmList(key, strict, call)),
    );
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

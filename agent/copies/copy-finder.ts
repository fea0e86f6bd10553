/**
 * Finds the copy that decides for a login (R19, R20). Copies are bytes; the ones that are asked about are opened, and
 * a bounded number of them stays open.
 */
import { LRUCache } from 'lru-cache';
import { findDomainAccount } from '../../shared/account-id.ts';
import {
  GONE,
  type KnownAccount,
  type ListCopy,
  listCopyOf,
  UNREAD,
} from '../../worker/deciding/known-account.ts';
import type { AccountReplica } from '../../worker/replicas/replica-format.ts';
import type { FoundCopy } from '../deciding/copies.ts';
import { CopySet, type NamedKind, openCopy } from './copy-set.ts';

/** An open copy takes some two kilobytes beside its bytes. */
const MAX_OPEN_ACCOUNTS = 10_000;
const MAX_OPEN_LISTS = 1_000;

const NO_LISTS: readonly ListCopy[] = [];
const NONE: FoundCopy = { state: 'none' };
const DELETED: FoundCopy = { state: 'deleted' };

type LiveCopy = FoundCopy & { readonly state: 'live' };
/** `departed`: the account was deleted, so the one of its domain may decide. */
type OwnCopy = FoundCopy | 'departed' | undefined;

/** Nothing is known of the login's own account. That of its domain can still close the login. */
function hidden(ofDomain: OwnCopy): FoundCopy {
  return typeof ofDomain === 'object' && ofDomain.state === 'live'
    ? { state: 'none', domain: ofDomain.known.account }
    : NONE;
}

export class CopyFinder {
  #set = new CopySet();
  readonly #openAccounts = new LRUCache<string, LiveCopy>({ max: MAX_OPEN_ACCOUNTS });
  readonly #openLists = new LRUCache<string, ListCopy>({ max: MAX_OPEN_LISTS });

  get set(): CopySet {
    return this.#set;
  }

  replace(set: CopySet): void {
    this.#set = set;
    this.#openAccounts.clear();
    this.#openLists.clear();
  }

  /** Notes that the set has something else under this name. */
  forget(kind: NamedKind, name: string): void {
    if (kind === 'account') this.#openAccounts.delete(name);
    else this.#openLists.delete(name);
  }

  find(login: string): FoundCopy {
    const own = this.#findAccount(login);
    if (typeof own === 'object' && own.state !== 'none') return own;
    const domain = findDomainAccount(login);
    const ofDomain = domain === undefined ? undefined : this.#findAccount(domain);
    if (typeof own === 'object') return hidden(ofDomain);
    if (ofDomain !== undefined && ofDomain !== 'departed' && ofDomain.state !== 'deleted')
      return ofDomain;
    return own === 'departed' ? DELETED : NONE;
  }

  /** The revision of the account itself. It is undefined if there is no live copy of it. */
  findRevision(account: string): number | undefined {
    const found = this.#findAccount(account);
    return typeof found === 'object' && found.state === 'live'
      ? found.known.account.revision
      : undefined;
  }

  #findAccount(name: string): OwnCopy {
    const open = this.#openAccounts.get(name);
    if (open !== undefined) return this.#withLists(open);
    const copy = this.#set.accounts.find(name);
    if (copy === undefined) return undefined;
    if (copy.state === 'unknown') return NONE;
    // Something was made of the deleted account that could not be read, so its domain does not decide.
    if (copy.state === 'deleted') return copy.isUnreadable ? DELETED : 'departed';
    const account = openCopy('account', name, copy.bytes, copy.version);
    if (account === undefined) return NONE;
    if (account.deleted) return 'departed';
    const known = { account, lists: NO_LISTS };
    const found: LiveCopy = { state: 'live', known, isUnreadable: copy.isUnreadable };
    this.#openAccounts.set(name, found);
    return this.#withLists(found);
  }

  /** Most accounts include no list, and have one answer until they change. */
  #withLists(found: LiveCopy): LiveCopy {
    const { account } = found.known;
    if (account.lists.length === 0) return found;
    const { lists } = this.#set;
    const known: KnownAccount = {
      account,
      lists: account.lists.map((name) => this.#findList(name)),
    };
    const isUnreadable =
      found.isUnreadable || account.lists.some((name) => lists.find(name)?.isUnreadable === true);
    return { state: 'live', known, isUnreadable };
  }

  #findList(name: string): ListCopy {
    const open = this.#openLists.get(name);
    if (open !== undefined) return open;
    const copy = this.#set.lists.find(name);
    if (copy?.state === 'deleted' && !copy.isUnreadable) return GONE;
    // The feed may be a page behind, so a list that it has not named yet may cover every address.
    if (copy?.state !== 'live') return UNREAD;
    const list: AccountReplica | undefined = openCopy('list', name, copy.bytes, copy.version);
    const read = listCopyOf(list);
    this.#openLists.set(name, read);
    return read;
  }
}

/**
 * The index of accounts, and the relay tokens, which belong to no account. A deployment has one such object.
 *
 * An account's own object tells the index before the account is made and after it is gone. So an account that
 * is not in the index does not exist. An account in the index may already be gone, so a call that lists
 * accounts asks their objects.
 */
import { DurableObject } from 'cloudflare:workers';
import type { AccountSearch, AccountsFound } from '../../../shared/account-search.ts';
import type { TokenName } from '../../../shared/allowlist.ts';
import type * as api from '../../../shared/api.ts';
import type { DeploymentEvent, DeploymentEventKind } from '../../../shared/deployment-event.ts';
import type { FeedOrderPage, FeedPlace, FeedPosition } from '../../../shared/feed-order.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { failure, type Result, success } from '../../../shared/result.ts';
import type { Usage, UsageSummary } from '../../../shared/usage.ts';
import type { Env } from '../../platform/env.ts';
import { layoutFor, PUBLISHED_LAYOUT } from '../../replicas/layouts.ts';
import { readPublishedRelays } from '../../replicas/published.ts';
import {
  encodeRelayTokens,
  type RelayTokens,
  relayTokensKey,
  SHARED_RELAY_TOKENS_KEY,
} from '../../replicas/relay-tokens.ts';
import { copiesOf, headerOf, type TokenRecord, toVerifiable } from '../../tokens/token-record.ts';
import type { AccountStatus } from '../machinery/account-status.ts';
import { AlarmClock } from '../machinery/alarm-clock.ts';
import type { ListStatus } from '../machinery/list-status.ts';
import { Tables } from '../machinery/migrations.ts';
import { Outbox } from '../machinery/outbox.ts';
import { NOT_SAID, type OwedEvent } from '../machinery/owed-events.ts';
import { refuseFull, TokenStore, toSession, toWireToken } from '../machinery/token-store.ts';
import { UnreadableRows } from '../machinery/unreadable-rows.ts';
import { AccountIndex, NO_ACCOUNTS } from './account-index.ts';
import { DIRECTORY_MIGRATIONS } from './directory-migrations.ts';
import { type DeploymentEventPage, EventLog, holderOf } from './event-log.ts';
import { FeedIndex, NOTHING_TO_FEED } from './feed-index.ts';
import type { IncluderQuestion, IncludersFound } from './includers.ts';
import { ListIndex, type ListSearch, type ListsFound, NO_LISTS } from './list-index.ts';
import { NONE_FOUND, searchAccounts } from './search-accounts.ts';
import { UsageStore } from './usage-store.ts';

export class DirectoryObject extends DurableObject<Env> {
  readonly #tables = new Tables(this.ctx.storage, DIRECTORY_MIGRATIONS);
  readonly #unreadable = new UnreadableRows(this.ctx.id.toString());
  readonly #accounts = new AccountIndex(this.ctx.storage);
  readonly #lists = new ListIndex(this.ctx.storage);
  readonly #feed = new FeedIndex(this.ctx.storage);
  readonly #tokens = new TokenStore(this.ctx.storage.sql, this.#unreadable);
  readonly #usage = new UsageStore(this.ctx.storage.sql, this.#unreadable);
  readonly #events = new EventLog(this.ctx.storage.sql, this.#unreadable);
  readonly #clock = new AlarmClock(this.ctx.storage);
  readonly #outbox = new Outbox(this.ctx.storage, this.#clock, {
    layout: PUBLISHED_LAYOUT,
    put: () => this.#deliver(),
    readVersion: async () =>
      (await readPublishedRelays(this.env, relayTokensKey(this.env)))?.version,
    fields: () => ({ published: 'relay-tokens' }),
  });

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    if (!this.#tables.exist) return;
    this.#feed.recall(Date.now());
    this.#accounts.removeLists();
    this.#outbox.recall(Date.now());
    // This is not awaited, so that the first call need not wait for it.
    ctx.waitUntil(this.#clock.restore());
  }

  /** Adds an account before it is made, with the version that it will have. */
  addAccount(status: AccountStatus): void {
    this.#tables.make();
    this.#accounts.add(status);
  }

  /** Must be called after each change of an account. Returns false if the account is not in the index. */
  tell(status: AccountStatus): boolean {
    return this.#tables.exist && this.#accounts.update(status);
  }

  /**
   * Decides whether an account or a shared list is in the index. A false is certain, because both are in the
   * index before they are made.
   */
  hasAccount(objectId: string): boolean {
    return this.#tables.exist && (this.#accounts.has(objectId) || this.#lists.has(objectId));
  }

  /** Returns those of the objects that are accounts. */
  knownAccounts(objectIds: readonly string[]): string[] {
    return this.#tables.exist ? objectIds.filter((id) => this.#accounts.has(id)) : [];
  }

  /** Removes an account that was deleted at the version. If it was made again since then, it stays. */
  removeAccount(account: string, version: number): void {
    if (!this.#tables.exist) return;
    this.#accounts.remove(account, version, Date.now());
    this.#usage.forget(account);
  }

  /**
   * Removes an account that was announced with the version and that its object did not make. Returns whether
   * there was one.
   */
  removeUnmade(objectId: string, version: number): boolean {
    if (!this.#tables.exist) return false;
    const account = this.#accounts.find(objectId, version);
    const list = this.#lists.find(objectId, version);
    if (account !== undefined) this.removeAccount(account, version);
    if (list !== undefined) this.removeList(list, version);
    return account !== undefined || list !== undefined;
  }

  /** Adds a shared list before it is made, with the version that it will have. */
  addList(status: ListStatus): void {
    this.#tables.make();
    this.#lists.add(status);
  }

  /** Must be called after each change of a shared list. Returns false if the list is not in the index. */
  tellList(status: ListStatus): boolean {
    return this.#tables.exist && this.#lists.update(status);
  }

  /** Removes a shared list that was deleted at the version. If it was made again since then, it stays. */
  removeList(list: string, version: number): void {
    if (this.#tables.exist) this.#lists.remove(list, version, Date.now());
  }

  findLists(search: ListSearch): ListsFound {
    return this.#tables.exist ? this.#lists.search(search) : { lists: [], total: 0 };
  }

  /**
   * Must be called before an account includes lists, with the version of the account that will include them. So a
   * list that is deleted meanwhile knows of the account.
   */
  announceLists(account: string, objectId: string, lists: readonly string[], version?: number) {
    if (this.#tables.exist) this.#accounts.announceLists(account, objectId, lists, version);
  }

  /** Takes back a list that the account did not include in its version `version`. */
  forgetIncluded(account: string, list: string, version: number): void {
    if (this.#tables.exist) this.#accounts.included.forgetOne(account, list, version);
  }

  /** The accounts that include a list, or those among them that the question asks for, by name after the cursor. */
  findIncluders(
    question: IncluderQuestion,
    list: string,
    after: string,
    limit: number,
  ): IncludersFound {
    if (!this.#tables.exist) return { accounts: [], total: 0 };
    return this.#accounts.included.find(question, list, after, limit, Date.now());
  }

  /** The accounts that are looked for, in the order asked for. */
  findAccounts(search: AccountSearch): AccountsFound {
    return this.#tables.exist ? searchAccounts(this.ctx.storage.sql, search) : NONE_FOUND;
  }

  /** Names after the cursor, in order: the plain list, which the release before asks for, too. */
  listAccounts(after: string, limit: number): string[] {
    return this.#tables.exist ? this.#accounts.list(after, limit) : [];
  }

  /**
   * The accounts and shared lists whose last word came after the position, in the order of these words, and what was
   * deleted since. Without a position, or with one that is not known here, all of them.
   */
  readFeed(position: FeedPosition | undefined, limit: number): FeedOrderPage {
    return this.#tables.exist ? this.#feed.page(position, limit) : NOTHING_TO_FEED;
  }

  /** Puts what could not be read at the end of the order. What has moved meanwhile stays where it is. */
  putAtEndOfFeed(places: readonly FeedPlace[]): void {
    if (this.#tables.exist) this.#feed.putAtEnd(places);
  }

  /** Keeps the counts of an account's checks and alerts. Only the last report counts. */
  reportUsage(account: string, usage: Usage, at: number): void {
    if (this.#tables.exist) this.#usage.save(account, usage, at);
  }

  /** Returns the totals of all accounts, and `limit` of the accounts one by one. */
  readUsage(limit: number): UsageSummary {
    if (!this.#tables.exist) return { totals: NO_ACCOUNTS, accounts: [], lists: NO_LISTS };
    return {
      totals: this.#accounts.totals(),
      accounts: this.#usage.list(limit),
      lists: this.#lists.totals(),
    };
  }

  /**
   * Adds a token and returns the new version of the relay tokens. The isolate that issued the token can then
   * reject older copies.
   */
  issueToken(token: TokenRecord): Result<number, Problem> {
    this.#tables.make();
    const full = refuseFull(this.#tokens, 'A deployment');
    if (full) return failure(full);
    const event = tokenEvent('relay-token-issued', token.createdBy, token, token.createdAt);
    return success(
      this.#publish(() => {
        this.#tokens.insert(token);
        this.#events.append(event, event.at);
      }),
    );
  }

  listTokens(): api.Token[] {
    if (!this.#tables.exist) return [];
    return this.#tokens.list().map((token) => toWireToken(token, Date.now()));
  }

  revokeToken(id: string, by: TokenName = NOT_SAID): Result<number, Problem> {
    if (!this.#tables.exist || !this.#tokens.has(id)) {
      return failure(problem('token-unknown', `There is no relay token with the id ${id}.`));
    }
    // If a row can't be read, only its id is known.
    const token = this.#tokens.find(id) ?? {
      id,
      name: '',
      expiresAt: null,
      clientAddressHeader: null,
    };
    const event = tokenEvent('relay-token-revoked', by, token, Date.now());
    return success(
      this.#publish(() => {
        this.#tokens.delete(id);
        this.#events.append(event, event.at);
      }),
    );
  }

  /**
   * Records the events that the object of an account or a shared list reports. `account` is its name. An event that is reported twice is recognized by its
   * number.
   */
  recordEvents(objectId: string, account: string, events: readonly OwedEvent[]): void {
    this.#tables.make();
    const now = Date.now();
    const holder = holderOf(account);
    this.ctx.storage.transactionSync(() => {
      for (const { sequence, event } of events)
        this.#events.append({ ...event, ...holder }, now, { objectId, sequence });
    });
  }

  readEvents(before: number | undefined, limit: number): DeploymentEventPage {
    if (!this.#tables.exist) return { events: [], cursor: null };
    return this.#events.page(before, limit, Date.now());
  }

  /** Returns the session of a relay token. It is null if the token is unknown, wrong, expired or revoked. */
  authenticate(id: string, digest: string): api.Session | null {
    const token = this.#tables.exist
      ? this.#tokens.authenticate(id, digest, Date.now())
      : undefined;
    // A no is said too: an isolate tells it from a directory of version 0.2.0, which does not know of the right.
    return token
      ? { ...toSession(token), ...headerOf(token), copies: token.copies === true }
      : null;
  }

  recordTokenUse(id: string, at: number): void {
    if (!this.#tables.exist) return;
    // A report may come from an isolate that accepts a token from an old copy. So an overdue publication is
    // done now at the latest.
    if (this.#outbox.isLate(Date.now())) this.ctx.waitUntil(this.#outbox.flush());
    this.#tokens.recordUse(id, at);
  }

  /**
   * Returns the relay tokens, or null if `knownVersion` is the newest. `layout` is the newest layout that the
   * asker can read.
   */
  readRelayTokens(knownVersion: number, layout?: number): string | null {
    const tokens = this.#relayTokens();
    return tokens.version === knownVersion ? null : encodeRelayTokens(tokens, layoutFor(layout));
  }

  override async alarm(): Promise<void> {
    if (this.#tables.exist) await this.#clock.ring({ publish: () => this.#outbox.flush() });
  }

  /**
   * Publishes the relay tokens and returns their version. It also serves as the revision, since relay tokens
   * have no other count of their changes.
   */
  async #deliver(): Promise<number> {
    const isFirst = this.#outbox.publishedVersion === 0;
    const tokens = this.#relayTokens();
    await this.env.REPLICA.put(relayTokensKey(this.env), encodeRelayTokens(tokens));
    // After a rollback, an older version would read the shared key again and accept tokens that were revoked
    // since. So it is deleted.
    if (isFirst) await this.env.REPLICA.delete(SHARED_RELAY_TOKENS_KEY);
    return tokens.version;
  }

  #relayTokens(): RelayTokens {
    return this.#tables.exist
      ? { version: this.#outbox.version, tokens: this.#tokens.list().map(toVerifiable) }
      : { version: 0, tokens: [] };
  }

  #publish(write: () => void): number {
    this.ctx.storage.transactionSync(() => {
      write();
      this.#outbox.raise(Date.now());
    });
    this.ctx.waitUntil(this.#outbox.flush());
    return this.#outbox.version;
  }
}

function tokenEvent(
  kind: DeploymentEventKind,
  by: TokenName,
  token: Pick<TokenRecord, 'id' | 'name' | 'expiresAt' | 'clientAddressHeader' | 'copies'>,
  at: number,
): DeploymentEvent {
  const { id: tokenId, name, expiresAt, clientAddressHeader } = token;
  const settings = { tokenId, name, expiresAt, clientAddressHeader, ...copiesOf(token) };
  const isIssued = kind === 'relay-token-issued';
  const [before, after] = isIssued ? [{}, settings] : [settings, {}];
  return { at, kind, account: null, list: null, by, before, after };
}

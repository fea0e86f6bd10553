/**
 * The single writer of one account. It answers a change once that is committed; publishing the
 * replica to KV, and the account's name to the directory, follows through the outbox.
 */
import { DurableObject } from 'cloudflare:workers';
import type { TokenName } from '../../shared/allowlist.ts';
import type * as api from '../../shared/api.ts';
import { formatAddress } from '../../shared/ip-address.ts';
import { judgeBy, previewChange } from '../../shared/preview.ts';
import type { Problem } from '../../shared/problem.ts';
import { type Result, success } from '../../shared/result.ts';
import { toTimestamp, toWireSenders, type UnnamedSender } from '../../shared/wire.ts';
import type { Env } from '../env.ts';
import { AccountLedger, type AccountSettings, type ChangeContext } from './account-ledger.ts';
import { toWireAccount } from './account-store.ts';
import { type ActivityReport, ActivityStore } from './activity-store.ts';
import { AlarmClock } from './alarm-clock.ts';
import { DIRECTORY_NAME } from './directory-object.ts';
import type { ListCommand } from './list-command.ts';
import { Outbox } from './outbox.ts';
import { encodeReplica } from './replica-format.ts';
import { type TokenRecord, toSession, toVerifiable } from './token-store.ts';

/** A deleted account's marker stays in KV this long, so that no copy made before it is taken for newer. */
const DELETED_MARKER_SECONDS = 24 * 60 * 60;

/** An answer with the version of the replica that shows it. */
export interface Committed<Value> {
  readonly value: Value;
  readonly version: number;
}

/** Senders with the token of who asked by its id alone: the relays' names are not this object's to know. */
export type SeenSenders = Omit<api.SenderList, 'senders'> & {
  readonly senders: readonly UnnamedSender[];
};
export type UnnamedPreview = Omit<api.Preview, 'cutOff' | 'letIn'> & {
  readonly cutOff: readonly UnnamedSender[];
  readonly letIn: readonly UnnamedSender[];
};

export type CommitResult<Value> = Result<Committed<Value>, Problem>;

export class AccountObject extends DurableObject<Env> {
  readonly #clock = new AlarmClock(this.ctx.storage);
  readonly #outbox = new Outbox(this.ctx.storage, this.#clock, () => this.#deliver());
  readonly #ledger = new AccountLedger(this.ctx.storage, this.#outbox);
  readonly #activity = new ActivityStore(this.ctx.storage.sql, this.#clock);
  #replica: Committed<ArrayBuffer> | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    if (this.#ledger.state) this.#outbox.recall(Date.now());
  }

  async create(
    account: string,
    settings: AccountSettings,
    by: TokenName,
  ): Promise<CommitResult<api.Account>> {
    // Before the account itself: what the directory does not know is taken for unknown.
    const version = this.#ledger.state ? this.#outbox.version : 0;
    await this.#directory.addAccount(account, this.ctx.id.toString(), version + 1);
    return this.#publish(this.#ledger.create(account, settings, by));
  }

  async describe(): Promise<Result<api.Account, Problem>> {
    const live = this.#ledger.live;
    if (!live.ok) return live;
    return success(toWireAccount(live.value.record, live.value.list.entries.length));
  }

  async changeSettings(
    settings: AccountSettings,
    context: Pick<ChangeContext, 'by' | 'revisions'>,
  ): Promise<CommitResult<api.Account>> {
    return this.#publish(this.#ledger.changeSettings(settings, context));
  }

  async remove(revisions: readonly number[] | undefined): Promise<CommitResult<null>> {
    const result = this.#ledger.remove(revisions);
    if (result.ok) this.#activity.deleteAll();
    return this.#publish(result);
  }

  async readAllowlist(): Promise<Result<api.Allowlist, Problem>> {
    return this.#ledger.readAllowlist();
  }

  async change(command: ListCommand, context: ChangeContext): Promise<CommitResult<api.Change>> {
    return this.#publish(this.#ledger.change(command, context));
  }

  /** What an isolate has seen; of an account that is gone, nothing is kept. */
  async recordActivity(report: ActivityReport): Promise<void> {
    const live = this.#ledger.live;
    if (!live.ok) return;
    const onList = new Set(live.value.list.entries.map(({ id }) => id));
    this.#activity.record(report, (id) => onList.has(id));
  }

  async readSenders(): Promise<Result<SeenSenders, Problem>> {
    const live = this.#ledger.live;
    if (!live.ok) return live;
    const now = Date.now();
    const { list } = live.value;
    return success({
      senders: toWireSenders(this.#activity.senders(now), list, now),
      entries: list.entries.flatMap(({ id }) => {
        const use = this.#activity.findUse(id);
        return use ? [{ id, uses: use.uses, lastUsedAt: toTimestamp(use.lastUsedAt) }] : [];
      }),
      days: this.#activity.days(now),
    });
  }

  async preview(
    command: ListCommand,
    caller: bigint | undefined,
  ): Promise<Result<UnnamedPreview, Problem>> {
    const reckoned = this.#ledger.preview(command, caller);
    if (!reckoned.ok) return reckoned;
    const { before, after, revision, warnings } = reckoned.value;
    const now = Date.now();
    const { cutOff, letIn } = previewChange(before, after, this.#activity.senders(now), now);
    const address = caller === undefined ? undefined : formatAddress(caller);
    return success({
      mode: after.mode,
      revision,
      count: after.entries.length,
      limit: after.limit,
      warnings: [...warnings],
      cutOff: toWireSenders(cutOff, before, now),
      letIn: toWireSenders(letIn, before, now),
      caller:
        address === undefined
          ? null
          : {
              address,
              before: judgeBy(before, now)(address),
              after: judgeBy(after, now)(address),
            },
    });
  }

  async readHistory(
    cursor: number | undefined,
    limit: number,
  ): Promise<Result<api.HistoryPage, Problem>> {
    return this.#ledger.readHistory(cursor, limit);
  }

  async issueToken(token: TokenRecord): Promise<CommitResult<null>> {
    return this.#publish(this.#ledger.issueToken(token));
  }

  async listTokens(): Promise<Result<api.Token[], Problem>> {
    return this.#ledger.listTokens();
  }

  async revokeToken(id: string, by: TokenName): Promise<CommitResult<null>> {
    return this.#publish(this.#ledger.revokeToken(id, by));
  }

  /** Who a token of this account is; null when it is unknown, wrong, expired or revoked. */
  async authenticate(id: string, digest: string): Promise<api.Session | null> {
    const live = this.#ledger.live;
    if (!live.ok) return null;
    const token = this.#ledger.tokens.authenticate(id, digest, Date.now());
    return token ? toSession(token, live.value.record.account) : null;
  }

  async recordTokenUse(id: string, at: number): Promise<void> {
    if (this.#ledger.live.ok) this.#ledger.tokens.recordUse(id, at);
  }

  /** The newest replica, a deleted account's marker included; null when the asker's version is the newest. */
  async readReplica(knownVersion: number): Promise<ArrayBuffer | 'unknown' | null> {
    if (!this.#ledger.state) return 'unknown';
    const { value, version } = this.#currentReplica();
    return version === knownVersion ? null : value;
  }

  override async alarm(): Promise<void> {
    if (!this.#ledger.state) return;
    this.#activity.save(Date.now());
    await this.#outbox.flush();
  }

  #publish<Value>(result: Result<Value, Problem>): CommitResult<Value> {
    if (!result.ok) return result;
    this.ctx.waitUntil(this.#outbox.flush());
    return success({ value: result.value, version: this.#outbox.version });
  }

  async #deliver(): Promise<void> {
    if (!this.#ledger.state) return;
    const { deleted, account } = this.#ledger.state.record;
    const { version, value } = this.#currentReplica();
    const options = deleted ? { expirationTtl: DELETED_MARKER_SECONDS } : {};
    await this.env.REPLICA.put(this.ctx.id.toString(), value, options);
    // By version: the account may have been made again while KV took its time.
    if (deleted) await this.#directory.removeAccount(account, version);
  }

  get #directory() {
    return this.env.DIRECTORY.getByName(DIRECTORY_NAME);
  }

  #currentReplica(): Committed<ArrayBuffer> {
    const version = this.#outbox.version;
    if (this.#replica?.version === version) return this.#replica;
    if (!this.#ledger.state) throw new Error('an account that was never made has no replica');
    const { record, list } = this.#ledger.state;
    const { account, revision, mode, suspended, consistency, deleted } = record;
    const tokens = this.#ledger.tokens.list().map(toVerifiable);
    const header = { version, account, revision, mode, suspended, consistency, deleted, tokens };
    this.#replica = { version, value: encodeReplica(header, list.entries) };
    return this.#replica;
  }
}

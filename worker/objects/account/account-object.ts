/**
 * The only writer of one account. It answers a change as soon as it is committed. After that it publishes the
 * replica to KV and tells the directory the account's status.
 */
import { DurableObject } from 'cloudflare:workers';
import type { Sender } from '../../../shared/activity.ts';
import type { ActivityReport } from '../../../shared/activity-report.ts';
import {
  type Allowlist,
  DEFAULT_ENTRY_LIMIT,
  type ListChange,
  type Mode,
  type TokenName,
} from '../../../shared/allowlist.ts';
import type * as api from '../../../shared/api.ts';
import { warningsOf } from '../../../shared/change-warnings.ts';
import type { IncludedList, Verdict } from '../../../shared/decision.ts';
import {
  type DomainStanding,
  doesDeletingOpen,
  doesMakingOpen,
  standingOf,
} from '../../../shared/domain-account.ts';
import type { ExportSource } from '../../../shared/exports/export-source.ts';
import { newlyIncluded, unknownList } from '../../../shared/include-lists.ts';
import { includedIn, isUnread, type KnownLists, NONE_KNOWN } from '../../../shared/known-lists.ts';
import type { SettledCommand } from '../../../shared/list-command.ts';
import { DEFAULT_LIST_LIMIT, listObjectName } from '../../../shared/list-name.ts';
import { pauseEndOf } from '../../../shared/pause.ts';
import { judgeBy } from '../../../shared/preview.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { failure, type Result, success } from '../../../shared/result.ts';
import {
  effectOf,
  isTouched,
  type SharedListChange,
} from '../../../shared/shared-change-effect.ts';
import type { Usage } from '../../../shared/usage.ts';
import {
  toTimestamp,
  toWireAlert,
  toWireAllowlist,
  toWireEvent,
  toWirePreview,
  toWireSenders,
  type UnnamedAlert,
  type UnnamedPreview,
  type UnnamedSender,
} from '../../../shared/wire.ts';
import { expectConfiguration } from '../../platform/configuration.ts';
import { withDeadline } from '../../platform/deadline.ts';
import type { Env } from '../../platform/env.ts';
import { logError } from '../../platform/log.ts';
import { namedInLog } from '../../platform/named-in-log.ts';
import { accountOf, directoryOf } from '../../platform/objects.ts';
import { PUBLISHED_LAYOUT } from '../../replicas/layouts.ts';
import { readPublishedAccount } from '../../replicas/published.ts';
import type { TokenRecord } from '../../tokens/token-record.ts';
import type { AccountStatus } from '../machinery/account-status.ts';
import { AlarmClock, attempt } from '../machinery/alarm-clock.ts';
import { Tables } from '../machinery/migrations.ts';
import { Outbox } from '../machinery/outbox.ts';
import { NOT_SAID } from '../machinery/owed-events.ts';
import { toSession, toWireToken } from '../machinery/token-store.ts';
import { UnreadableRows } from '../machinery/unreadable-rows.ts';
import {
  AccountLedger,
  type AccountSettings,
  type AccountState,
  type ChangeContext,
  NO_SHARED_LISTS,
} from './account-ledger.ts';
import { ACCOUNT_MIGRATIONS } from './account-migrations.ts';
import { type AccountSummary, summarizeAccount } from './account-store.ts';
import { ActivityStore } from './activity-store.ts';
import { AccountAlerts } from './alerts/account-alerts.ts';
import { Announcement, type Presence } from './announcement.ts';
import { type Consent, refuseOpening } from './ask-domain.ts';
import { tellNews } from './directory-news.ts';
import { DirectoryTeller, type ToldVersions } from './directory-teller.ts';
import { ExpiredLeave, MOST_AT_ONCE } from './expired-leave.ts';
import { IncludedLists } from './included-lists.ts';
import { Leftovers } from './leftovers.ts';
import { ListInclusion, TAKE_BACK_LISTS } from './list-inclusion.ts';
import { ReplicaWriter } from './replica-writer.ts';
import { callerOf } from './sent-caller.ts';
import { type Named, ServerNames } from './server-names.ts';
import {
  type ListChangePreview,
  type ListSettings,
  SharedList,
  type SharedListSummary,
} from './shared-list.ts';
import { UsageReporter } from './usage-reporter.ts';
import { AccountWebhooks, type NewWebhook } from './webhooks/account-webhooks.ts';
import { WebhookDeliveries } from './webhooks/webhook-deliveries.ts';
import { WebhookStore } from './webhooks/webhook-store.ts';

/** The duty of the alarm. */
const END_PAUSE = 'end-pause';

/** The longest wait for the directory. The alarm continues what is not done by then. */
const TAKE_BACK_DEADLINE_MS = 2_000;
/** The longest wait for a shared list that has just answered. */
const LIST_DEADLINE_MS = 1_000;

/** The versions of an account that was never made. */
const NEVER_MADE: ToldVersions = { version: 0, publishedVersion: 0 };

interface Foreseen {
  readonly state: AccountState;
  readonly change: ListChange;
  readonly known: KnownLists;
}

/** What an object tells the directory of the account or list that it is about to make. */
type AnnouncedVersions = Pick<AccountStatus, 'objectId' | 'version' | 'publishedVersion'>;

interface Making<Made> {
  /** Asks again, after the announcement, whether it may be made. */
  readonly refuse?: () => Promise<Problem | undefined>;
  readonly make: () => Result<Made, Problem>;
}

/** What a change of a shared list means to an account that includes it. */
export interface AffectedAccount {
  readonly account: string;
  readonly mode: Mode;
  readonly cutOff: readonly Named<UnnamedSender>[];
  readonly letIn: readonly Named<UnnamedSender>[];
  readonly nobodyAllowed: boolean;
  readonly turnedOff: boolean;
}

/** An answer, and the version of the replica that includes the change. */
export interface Committed<Value> {
  readonly value: Value;
  readonly version: number;
}

export type SeenSenders = Omit<api.SenderList, 'senders'> & {
  readonly senders: readonly Named<UnnamedSender>[];
};
export type NamedPreview = Omit<UnnamedPreview, NamedGroup> &
  Record<NamedGroup, readonly Named<UnnamedSender>[]>;
type NamedGroup = 'cutOff' | 'letIn' | 'observed';
export interface AlertPage {
  readonly alerts: readonly Named<UnnamedAlert>[];
  readonly cursor: string | null;
}

export type ReadCopy =
  | { readonly version: number; readonly bytes: ArrayBuffer }
  | { readonly version: number; readonly deleted: true };

export type CommitResult<Value> = Result<Committed<Value>, Problem>;

export class AccountObject extends DurableObject<Env> {
  readonly #tables = new Tables(this.ctx.storage, ACCOUNT_MIGRATIONS);
  readonly #unreadable = new UnreadableRows(this.ctx.id.toString());
  readonly #clock = new AlarmClock(this.ctx.storage);
  readonly #outbox = new Outbox(this.ctx.storage, this.#clock, {
    layout: PUBLISHED_LAYOUT,
    put: () => this.#replica.publish(this.env.REPLICA, this.ctx.id.toString()),
    readVersion: async () =>
      (await readPublishedAccount(this.env, this.ctx.id.toString()))?.version,
    fields: () => namedInLog(this.#ledger.state?.record.account),
  });
  readonly #leftovers = new Leftovers(this.ctx.storage.sql, this.#clock);
  readonly #ledger = new AccountLedger(
    this.ctx.storage,
    this.#outbox,
    this.#leftovers,
    this.#unreadable,
  );
  readonly #includedLists = new IncludedLists((list, knownVersion, layout) =>
    this.#listOf(list).readReplica(knownVersion, layout),
  );
  readonly #inclusion = new ListInclusion(this.#ledger, this.#includedLists, this.#clock, {
    admit: (list, account, by, madeBy) => this.#listOf(list).admitAccount(account, by, madeBy),
    announce: async (account, lists) =>
      // The version is that of the change that will include them.
      this.#directory.announceLists(
        account,
        this.ctx.id.toString(),
        lists,
        this.#outbox.version + 1,
      ),
    version: () => this.#outbox.version,
  });
  readonly #replica = new ReplicaWriter(this.#ledger, this.#outbox);
  readonly #serverNames = new ServerNames(
    (tokenId) => this.#ledger.tokens.find(tokenId)?.name,
    () => this.#directory.listTokens(),
  );
  readonly #expiredLeave = new ExpiredLeave(this.#clock);
  readonly #activity = new ActivityStore(this.ctx.storage.sql, this.#clock, this.#unreadable);
  readonly #webhookStore = new WebhookStore(this.ctx.storage.sql, this.#unreadable);
  readonly #deliveries = new WebhookDeliveries(
    this.ctx.storage.sql,
    this.#clock,
    this.#webhookStore,
    this.#unreadable,
    () => ({
      objectName: this.#ledger.state?.record.account ?? '',
      targets: expectConfiguration(this.env).webhookTargets,
      nameServer: (tokenId) => this.#serverNames.readOne(tokenId),
    }),
  );
  readonly #webhooks = new AccountWebhooks(
    this.ctx.storage,
    this.#webhookStore,
    this.#deliveries,
    (action, by, before, after) => this.#ledger.appendEvent(action, by, before, after),
    () => this.#ledger.kind,
  );
  readonly #teller = new DirectoryTeller(
    this.ctx.storage.sql,
    this.#clock,
    this.#outbox,
    (versions) => tellNews(this.#news, versions),
  );
  readonly #announcement = new Announcement(
    this.#clock,
    () => this.#presence,
    () => this.#directory.removeUnmade(this.ctx.id.toString(), this.#versions.version + 1),
  );
  readonly #usage = new UsageReporter(this.ctx.storage.sql, this.#clock, (now) =>
    this.#reportUsage(now),
  );
  readonly #alerts = new AccountAlerts(
    this.ctx.storage.sql,
    this.#clock,
    this.#activity,
    this.#unreadable,
    (alert) => {
      // An agent may tell a leak days later. The delivery has its full time also then.
      const now = Date.now();
      this.#deliveries.enqueue(alert, now);
      // The directory counts the alerts of accounts alone.
      if (!this.#ledger.kind.isShared) this.#usage.owe(now);
    },
  );

  readonly #sharedList = new SharedList(this.#ledger, this.#outbox, () => this.#directory);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    if (!this.#tables.exist) return;
    const mayCopiesDiffer = this.#ledger.recall();
    this.#outbox.recall(Date.now(), mayCopiesDiffer);
    this.#activity.recall();
    this.#alerts.recall();
    this.#deliveries.recall();
    this.#usage.recall();
    this.#leftovers.recall();
    const { state } = this.#ledger;
    if (state) {
      this.#expiredLeave.recall(state.list);
      this.#clock.recall(END_PAUSE, pauseEndOf(state.list) ?? undefined);
    }
    this.#inclusion.recall(Date.now());
    this.#teller.recall(Date.now());
    // This is not awaited, so that the first call need not wait for it.
    ctx.waitUntil(this.#clock.restore());
  }

  async create(
    account: string,
    settings: AccountSettings,
    by: TokenName,
    consent?: Consent,
  ): Promise<CommitResult<api.Account>> {
    const refused =
      this.#ledger.refuseExisting(account) ??
      (await this.#refuseMaking(account, settings, consent));
    if (refused) return failure(refused);
    const announce = async (versions: AnnouncedVersions) => {
      const status = { mode: 'off', suspended: settings.suspended ?? false, count: 0 } as const;
      const limit = settings.limit ?? DEFAULT_ENTRY_LIMIT;
      await this.#directory.addAccount({ ...versions, ...status, account, limit });
    };
    return this.#announcement.during(() =>
      this.#announceAndMake(account, announce, {
        refuse: () => this.#refuseMaking(account, settings, consent),
        make: () => this.#describe(this.#ledger.create(account, settings, by)),
      }),
    );
  }

  /** R20: makes a shared list. */
  async createList(
    list: string,
    settings: ListSettings,
    by: TokenName,
  ): Promise<CommitResult<SharedListSummary>> {
    const name = listObjectName(list);
    const refused = this.#ledger.refuseExisting(name);
    if (refused) return failure(refused);
    const announce = async (versions: AnnouncedVersions) => {
      const limit = settings.limit ?? DEFAULT_LIST_LIMIT;
      await this.#directory.addList({ ...versions, list, count: 0, limit });
    };
    return this.#announcement.during(() =>
      this.#announceAndMake(name, announce, {
        make: () => this.#describeList(this.#ledger.create(name, settings, by)),
      }),
    );
  }

  async #announceAndMake<Made>(
    name: string,
    announce: (versions: AnnouncedVersions) => Promise<void>,
    { refuse, make }: Making<Made>,
  ): Promise<CommitResult<Made>> {
    for (;;) {
      const refused = this.#ledger.refuseExisting(name);
      if (refused) return failure(refused);
      const { version, publishedVersion } = this.#versions;
      try {
        // The directory must know the account first: an account that is not in the directory counts as unknown.
        const objectId = this.ctx.id.toString();
        await announce({ objectId, version: version + 1, publishedVersion });
      } catch (error) {
        logError('directory-unreachable', { ...namedInLog(name), error: String(error) });
        const detail = 'The index of accounts can’t be reached now: nothing was made, try again.';
        return failure(problem('unavailable', detail));
      }
      // The domain's list may have been turned on meanwhile. The alarm then takes the announcement back.
      const opening = await refuse?.();
      if (opening) return failure(opening);
      // While this call waited, a second call may have made the account and a third may have deleted it. The
      // directory then knows an old version, so tell it again.
      if (version === this.#versions.version) break;
    }
    this.#tables.make();
    return this.#publish(make());
  }

  #refuseMaking(
    account: string,
    { suspended }: AccountSettings,
    consent: Consent | undefined,
  ): Promise<Problem | undefined> {
    const made = suspended ? 'suspended' : consent?.off ? 'off-asked' : 'plain';
    return refuseOpening(this.env, account, {
      opens: (domain) => doesMakingOpen(made, domain),
      describe: (domain) =>
        `The list of ${domain} closes this login, and a new account without entries would open it: say "suspended": true, add its entries and lift that; or say "off": true.`,
      consent,
    });
  }

  async describe(): Promise<Result<api.Account, Problem>> {
    const live = this.#account();
    if (!live.ok) return live;
    const { record, list } = live.value;
    return this.#describe(success(summarizeAccount(record, list.entries, Date.now())));
  }

  async describeList(): Promise<Result<SharedListSummary, Problem>> {
    const live = this.#ledger.liveList;
    if (!live.ok) return live;
    const { record, list } = live.value;
    return this.#describeList(success(summarizeAccount(record, list.entries, Date.now())));
  }

  async changeListSettings(
    settings: ListSettings,
    context: Pick<ChangeContext, 'by' | 'revisions'>,
  ): Promise<CommitResult<SharedListSummary>> {
    const live = this.#ledger.liveList;
    if (!live.ok) return live;
    return this.#publish(this.#describeList(this.#ledger.changeSettings(settings, context)));
  }

  /** R20: what a change of a shared list does to the addresses that it lets in. Without a command it is deleted. */
  async previewListChange(
    command: SettledCommand | undefined,
  ): Promise<Result<ListChangePreview, Problem>> {
    return this.#sharedList.preview(command, Date.now());
  }

  /**
   * R20: what a change of a shared list means to this account: null if nothing. A server has its name only if its
   * token is the account's own.
   */
  async previewIncluded(
    change: SharedListChange,
  ): Promise<Result<AffectedAccount | null, Problem>> {
    const live = this.#account();
    if (!live.ok) return live;
    const others = listsOf(live.value.list).filter((name) => name !== change.list);
    const known = others.length > 0 ? await this.#includedLists.read(others) : NONE_KNOWN;
    const unread = findUnread(others.map((name) => known.get(name) ?? { state: 'unread' }));
    if (unread) return failure(unread);
    const now = Date.now();
    return this.#readAccount(({ record: { account, mode }, list }) => {
      if (!listsOf(list).includes(change.list)) return null;
      const senders = this.#activity.senders(now);
      const effect = effectOf(list, change, known, senders, now);
      if (!isTouched(effect)) return null;
      const show = (some: readonly Sender[], verdict: Verdict) =>
        toWireSenders(some, list, () => ({ verdict, reason: 'listed' })).map((sender) => {
          const { serverId: tokenId } = sender;
          const name = this.#ledger.tokens.find(tokenId)?.name ?? '';
          return { ...sender, server: { tokenId, name } };
        });
      const { cutOff, letIn, nobodyAllowed, turnedOff } = effect;
      return {
        account,
        mode,
        cutOff: show(cutOff, 'allow'),
        letIn: show(letIn, 'deny'),
        nobodyAllowed,
        turnedOff,
      };
    });
  }

  /** R20: deletes a shared list that no account includes. */
  async removeList(
    revisions: readonly number[] | undefined,
    by: TokenName,
  ): Promise<CommitResult<null>> {
    const removed = await this.#sharedList.removeUnused(() => this.#ledger.remove(revisions, by));
    if (!removed.ok) return (await this.#removeUnmade(removed.error)) ?? removed;
    const published = this.#publish(removed);
    this.#deleteAllOf([this.#alerts, this.#webhooks]);
    return published;
  }

  /** R20: must be called before the account includes this shared list. It can be repeated. */
  async admitAccount(
    account: string,
    by: TokenName,
    madeBy?: number,
  ): Promise<Result<null, Problem>> {
    return this.#sharedList.admit(account, by, madeBy);
  }

  /** R20: must be called after the account has detached this shared list. It can be repeated. */
  async releaseAccount(account: string, by: TokenName): Promise<void> {
    this.#sharedList.release(account, by);
  }

  async changeSettings(
    settings: AccountSettings,
    context: Pick<ChangeContext, 'by' | 'revisions'>,
    consent?: Consent,
  ): Promise<CommitResult<api.Account>> {
    const opening = await this.#refuseLifting(settings, consent);
    if (opening) return failure(opening);
    const account = this.#account();
    if (!account.ok) return account;
    return this.#publish(this.#describe(this.#ledger.changeSettings(settings, context)));
  }

  /** An account without entries lets everyone in once its suspension ends, like a new one. */
  async #refuseLifting(
    { suspended }: AccountSettings,
    consent: Consent | undefined,
  ): Promise<Problem | undefined> {
    const isOpen = () => {
      const live = this.#account();
      return live.ok && live.value.record.suspended && live.value.list.mode === 'off';
    };
    const live = this.#account();
    if (suspended !== false || consent?.off || !live.ok || !isOpen()) return undefined;
    return refuseOpening(this.env, live.value.record.account, {
      opens: (domain) => isOpen() && doesMakingOpen('plain', domain),
      describe: (domain) =>
        `The list of ${domain} closes this login, and without entries the account would open it: add its entries first, or say "off": true.`,
      consent,
    });
  }

  async remove(
    revisions: readonly number[] | undefined,
    by: TokenName = NOT_SAID,
    consent?: Consent,
  ): Promise<CommitResult<null>> {
    const opening = await this.#refuseDeleting(consent);
    if (opening) return failure(opening);
    const account = this.#account();
    const result = account.ok ? this.#ledger.remove(revisions, by) : account;
    if (!result.ok) return (await this.#removeUnmade(result.error)) ?? result;
    const published = this.#publish(result);
    this.#deleteAllOf([this.#activity, this.#alerts, this.#webhooks, this.#usage]);
    return this.#release(published);
  }

  /** Even if one of these fails, the account or list is deleted and that is published. */
  #deleteAllOf(stores: readonly { deleteAll(): void }[]): void {
    for (const store of stores) void attempt('delete-all', () => store.deleteAll());
  }

  async #refuseDeleting(consent: Consent | undefined): Promise<Problem | undefined> {
    const live = this.#upToDate();
    if (!live.ok) return undefined;
    return refuseOpening(this.env, live.value.record.account, {
      opens: (domain) => !consent?.off && this.#opensWhenDeleted(domain),
      describe: (domain) =>
        `Without an account of its own, this login is one of ${domain}, which lets in more: suspend ${domain} or turn its list on first, or say off=true.`,
      consent,
    });
  }

  /** Judges by the account as it is now: it may have changed while the domain's object was asked. */
  #opensWhenDeleted(domain: DomainStanding): boolean {
    const live = this.#upToDate();
    return live.ok && doesDeletingOpen(standingOf(live.value.record), domain);
  }

  /**
   * Removes an account from the directory that was announced but never made. The caller gets the same answer as
   * for an account that existed.
   */
  async #removeUnmade({ code }: Problem): Promise<CommitResult<null> | undefined> {
    if (code !== 'account-unknown' && code !== 'list-unknown') return undefined;
    try {
      const wasThere = await withDeadline(this.#announcement.takeBack(), TAKE_BACK_DEADLINE_MS);
      return wasThere ? success({ value: null, version: this.#versions.version }) : undefined;
    } catch (error) {
      logError('directory-unreachable', { object: this.ctx.id.toString(), error: String(error) });
      return undefined;
    }
  }

  async readAllowlist(): Promise<Result<api.Allowlist, Problem>> {
    return this.#read(({ record, list }) => toWireAllowlist(record, list, Date.now()));
  }

  async readExportSource(): Promise<Result<ExportSource, Problem>> {
    return this.#read(({ record: { account, revision, suspended }, list }) => {
      return { account, revision, suspended, list };
    });
  }

  async change(command: SettledCommand, context: ChangeContext): Promise<CommitResult<api.Change>> {
    this.#endPause(Date.now());
    if (this.#ledger.liveList.ok) {
      const warnings = await this.#sharedList.warnOf(command, Date.now());
      return this.#publish(this.#ledger.change(command, context, NO_SHARED_LISTS, warnings));
    }
    if (!this.#inclusion.isConcerned(command))
      return this.#publish(this.#ledger.change(command, context));
    const asked = new Set<string>();
    try {
      const shared = await this.#inclusion.prepare(command, context, asked);
      const result = shared.ok ? this.#ledger.change(command, context, shared.value) : shared;
      return this.#release(this.#publish(result));
    } finally {
      // If this fails, the alarm does it.
      void attempt(TAKE_BACK_LISTS, () => {
        if (this.#inclusion.takeBack(asked)) this.#publish(success(null));
      });
    }
  }

  /** Keeps the report of an isolate or an agent. Returns false if there is no such account, or no more. */
  async recordActivity(report: ActivityReport): Promise<boolean> {
    // A report may come from an isolate that allows from an old copy. So an overdue publication is done now at
    // the latest.
    if (this.#outbox.isLate(Date.now())) this.ctx.waitUntil(this.#publishAndTell());
    const live = this.#account();
    if (!live.ok) return false;
    if (this.#activity.has(report)) return true;
    const onList = new Set(live.value.list.entries.map(({ id }) => id));
    // A suspended account refuses everyone because the operator wants it, so its refusals raise no alert.
    if (!live.value.record.suspended) this.#alerts.record(report);
    this.#activity.record(report, (id) => onList.has(id));
    this.#usage.owe(Date.now());
    this.ctx.waitUntil(this.#deliveries.run());
    return true;
  }

  /** Returns the alerts of the last 30 days, newest first. */
  async readAlerts(cursor: number | undefined, limit: number): Promise<Result<AlertPage, Problem>> {
    const page = this.#read(() => this.#alerts.store.page(cursor, limit, Date.now()));
    if (!page.ok) return page;
    const { alerts, cursor: next } = page.value;
    const withServer = await this.#serverNames.read(alerts);
    return success({
      alerts: alerts.map(toWireAlert).map(withServer),
      cursor: next === null ? null : String(next),
    });
  }

  async addWebhook(
    webhook: NewWebhook,
    by: TokenName,
  ): Promise<Result<api.IssuedWebhook, Problem>> {
    const live = this.#upToDate();
    return live.ok ? this.#webhooks.add(webhook, by, Date.now()) : live;
  }

  async listWebhooks(): Promise<Result<api.Webhook[], Problem>> {
    return this.#read(() => this.#webhooks.list(Date.now()));
  }

  async rotateWebhook(id: string, by: TokenName): Promise<Result<api.IssuedWebhook, Problem>> {
    const live = this.#upToDate();
    return live.ok ? this.#webhooks.rotate(id, by, Date.now()) : live;
  }

  async removeWebhook(id: string, by: TokenName): Promise<Result<null, Problem>> {
    const live = this.#upToDate();
    return live.ok ? this.#webhooks.remove(id, by) : live;
  }

  async readDeliveries(id: string): Promise<Result<api.Delivery[], Problem>> {
    const live = this.#upToDate();
    return live.ok ? this.#webhooks.readDeliveries(id) : live;
  }

  async testWebhook(id: string): Promise<Result<api.Delivery, Problem>> {
    const live = this.#upToDate();
    return live.ok ? this.#webhooks.test(id) : live;
  }

  async readSenders(): Promise<Result<SeenSenders, Problem>> {
    const { lists: names = [] } = this.#ledger.state?.list ?? {};
    const known = names.length > 0 ? await this.#includedLists.read(names) : NONE_KNOWN;
    const now = Date.now();
    const live = this.#account();
    const unread = live.ok ? findUnread(includedIn(live.value.list, known)) : undefined;
    if (unread) return failure(unread);
    const seen = this.#readAccount(({ list }) => ({
      senders: toWireSenders(
        this.#activity.senders(now),
        list,
        judgeBy(list, now, includedIn(list, known)),
      ),
      entries: list.entries.flatMap(({ id }) => {
        const use = this.#activity.findUse(id);
        return use ? [{ id, uses: use.uses, lastUsedAt: toTimestamp(use.lastUsedAt) }] : [];
      }),
      days: this.#activity.days(now),
    }));
    if (!seen.ok) return seen;
    const { senders } = seen.value;
    return success({ ...seen.value, senders: senders.map(await this.#serverNames.read(senders)) });
  }

  async preview(
    command: SettledCommand,
    caller: bigint | undefined,
    callerAddress?: string,
  ): Promise<Result<NamedPreview, Problem>> {
    const foreseen = await this.#foresee(command);
    if (!foreseen.ok) return foreseen;
    const { state, change, known } = foreseen.value;
    const { record, list } = state;
    const now = Date.now();
    const address = callerOf({ caller, callerAddress });
    const warnings = warningsOf(list, change, address, now, known);
    const senders = this.#activity.senders(now);
    const preview = toWirePreview(list, change.list, senders, address, now, known);
    const { cutOff, letIn, observed } = preview;
    const withServer = await this.#serverNames.read([...cutOff, ...letIn, ...observed]);
    return success({
      ...preview,
      cutOff: cutOff.map(withServer),
      letIn: letIn.map(withServer),
      observed: observed.map(withServer),
      revision: record.revision,
      warnings,
    });
  }

  /** What the change would do now, with the shared lists that the account includes before or after it. */
  async #foresee(command: SettledCommand): Promise<Result<Foreseen, Problem>> {
    const first = this.#reckon(command);
    if (!first.ok) return first;
    const concerned = new Set([
      ...listsOf(first.value.state.list),
      ...listsOf(first.value.change.list),
    ]);
    if (concerned.size === 0) return success({ ...first.value, known: NONE_KNOWN });
    const known = await this.#includedLists.read(concerned);
    const anew = newlyIncluded(first.value.state.list, first.value.change.list);
    const madeBy = this.#ledger.findListsMadeBy(command);
    const found = anew.filter((name) => known.get(name)?.state === 'found');
    const later = madeBy === undefined ? [] : await this.#findMadeAfter(madeBy, found);
    const gone = new Set(anew.filter((name) => known.get(name)?.state === 'gone').concat(later));
    if (command.kind === 'attach' && gone.has(command.list))
      return failure(unknownList(command.list));
    // The account may have changed in the meantime.
    const second = this.#reckon(command, gone);
    if (!second.ok) return second;
    const { state, change } = second.value;
    const unread = findUnread([
      ...includedIn(state.list, known),
      ...includedIn(change.list, known),
    ]);
    return unread ? failure(unread) : success({ state, change, known });
  }

  /** The lists that were made after the time. */
  async #findMadeAfter(time: number, names: readonly string[]): Promise<string[]> {
    const made = await Promise.all(
      names.map(async (name) => {
        const asked = this.#listOf(name).describeList();
        const described = await withDeadline(Promise.resolve(asked), LIST_DEADLINE_MS);
        return described.ok && Date.parse(described.value.createdAt) > time ? [name] : [];
      }),
    );
    return made.flat();
  }

  #reckon(
    command: SettledCommand,
    gone?: ReadonlySet<string>,
  ): Result<Omit<Foreseen, 'known'>, Problem> {
    const live = this.#account();
    if (!live.ok) return live;
    const reckoned = this.#ledger.reckon(command, live.value, gone);
    return reckoned.ok ? success({ state: live.value, change: reckoned.value }) : reckoned;
  }

  async readHistory(
    cursor: number | undefined,
    limit: number,
  ): Promise<Result<api.HistoryPage, Problem>> {
    const now = Date.now();
    return this.#read(() => {
      const { events, cursor: next } = this.#ledger.history.page(cursor, limit);
      const shown = events.map((event) => toWireEvent(event, now));
      return { events: shown, cursor: next === null ? null : String(next) };
    });
  }

  async issueToken(token: TokenRecord): Promise<CommitResult<null>> {
    this.#endPause(Date.now());
    return this.#publish(this.#ledger.issueToken(token));
  }

  async listTokens(): Promise<Result<api.Token[], Problem>> {
    const now = Date.now();
    return this.#read(() => this.#ledger.tokens.list().map((token) => toWireToken(token, now)));
  }

  async revokeToken(id: string, by: TokenName): Promise<CommitResult<null>> {
    this.#endPause(Date.now());
    return this.#publish(this.#ledger.revokeToken(id, by));
  }

  /**
   * Revokes a leaked token and all that came from it: tokens and webhooks. The answer says how to undo its
   * changes of the list.
   */
  async revokeIssued(id: string, by: TokenName): Promise<CommitResult<api.Revoked>> {
    this.#endPause(Date.now());
    const revoked = this.#ledger.revokeIssued(id, by, (ids) => this.#webhooks.stopOf(ids, by));
    return this.#publish(revoked);
  }

  /**
   * Returns the session of a token of this account. It is null if the token is unknown, wrong, expired or
   * revoked.
   */
  async authenticate(id: string, digest: string): Promise<api.Session | null> {
    const live = this.#upToDate();
    if (!live.ok) return null;
    const token = this.#ledger.tokens.authenticate(id, digest, Date.now());
    if (!token) return null;
    const { isShared, name } = this.#ledger.kind;
    return toSession(token, isShared ? { list: name } : { account: name });
  }

  async recordTokenUse(id: string, at: number): Promise<void> {
    if (this.#ledger.live.ok) this.#ledger.tokens.recordUse(id, at);
  }

  /**
   * Returns the newest replica, including the marker of a deleted account. It is null if `knownVersion` is the
   * newest. `layout` is the newest layout that the asker can read.
   */
  async readReplica(
    knownVersion: number,
    layout?: number,
  ): Promise<ArrayBuffer | 'unknown' | null> {
    if (!this.#ledger.state) return 'unknown';
    this.#endPause(Date.now());
    if (this.#outbox.version === knownVersion) return null;
    return this.#replica.read(layout);
  }

  /**
   * Returns the newest replica as an agent may have it, or the version of the deletion. It is null if nothing was ever
   * made here.
   */
  async readCopy(): Promise<ReadCopy | null> {
    if (!this.#ledger.state) return null;
    this.#endPause(Date.now());
    const { deleted } = this.#ledger.state.record;
    const { version } = this.#outbox;
    return deleted ? { version, deleted: true } : { version, bytes: this.#replica.readCopy() };
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    const takeBack = () => this.#announcement.run(now);
    if (!this.#ledger.state) {
      await this.#clock.ring({ 'take-back': takeBack });
      return;
    }
    await this.#clock.ring({
      // First, so that what they change is published with the rest.
      [END_PAUSE]: () => this.#endPause(now),
      'let-expired-leave': () => this.#letExpiredLeave(now),
      [TAKE_BACK_LISTS]: () => {
        if (this.#inclusion.run(now)) this.#publish(success(null));
      },
      publish: () => this.#publishAndTell(),
      'save-activity': () => this.#activity.save(now),
      alert: () => this.#runAlerts(now),
      // This is not awaited: a slow receiver must not delay what the next alarm publishes.
      deliver: () => this.ctx.waitUntil(this.#deliveries.run()),
      'report-usage': () => this.#usage.run(now),
      'free-leftovers': () => this.#leftovers.run(now),
      'take-back': takeBack,
    });
  }

  /** The account as anyone may see it. A pause that is over ends first: its alarm may be late, or lost. */
  #upToDate(): Result<AccountState, Problem> {
    this.#endPause(Date.now());
    return this.#ledger.live;
  }

  /** The same, where a shared list has no such thing. */
  #account(): Result<AccountState, Problem> {
    this.#endPause(Date.now());
    return this.#ledger.liveAccount;
  }

  /** The answer of an account as anyone may see it. */
  #read<Value>(read: (state: AccountState) => Value): Result<Value, Problem> {
    const live = this.#upToDate();
    return live.ok ? success(read(live.value)) : live;
  }

  #readAccount<Value>(read: (state: AccountState) => Value): Result<Value, Problem> {
    const account = this.#account();
    return account.ok ? success(read(account.value)) : account;
  }

  #runAlerts(now: number): void {
    const { live } = this.#ledger;
    if (live.ok) this.#alerts.run(live.value.list.entries, now);
  }

  #publish<Value>(result: Result<Value, Problem>): CommitResult<Value> {
    if (!result.ok) return result;
    const now = Date.now();
    this.#teller.owe(now);
    this.#watchPause();
    this.ctx.waitUntil(this.#publishAndTell());
    const entries = this.#ledger.state?.list.entries ?? [];
    void attempt('watch-expiry', () => this.#alerts.watchExpiry(entries, now));
    void attempt('watch-expired', () => this.#watchExpired(now));
    return success({ value: result.value, version: this.#outbox.version });
  }

  /** Tells lists and directory that the account includes a list no more, so that the list can be deleted at once. */
  async #release<Value>(result: CommitResult<Value>): Promise<CommitResult<Value>> {
    if (result.ok && this.#ledger.releases.areOwed) await this.#teller.runNow();
    return result;
  }

  /** An object that can't write still answers, and the list goes on observing until it can. */
  #endPause(now: number): void {
    void attempt(END_PAUSE, () => {
      if (this.#ledger.endPause(now)) this.#publish(success(null));
    });
  }

  #watchPause(): void {
    const { state } = this.#ledger;
    this.#clock.set(END_PAUSE, (state && pauseEndOf(state.list)) ?? undefined);
  }

  #letExpiredLeave(now: number): void {
    if (!this.#expiredLeave.isDue(now)) return;
    if (this.#ledger.letExpiredLeave(now, MOST_AT_ONCE)) this.#publish(success(null));
    else this.#watchExpired(now);
  }

  #watchExpired(now: number): void {
    if (this.#ledger.state) this.#expiredLeave.watch(this.#ledger.state.list, now);
  }

  /** Publishes first, so that one report to the directory tells both the change and its publication. */
  async #publishAndTell(): Promise<void> {
    await this.#outbox.flush();
    await this.#teller.run();
  }

  #describe(result: Result<AccountSummary, Problem>): Result<api.Account, Problem> {
    if (!result.ok) return result;
    const { publishedRevision, unpublishedSince } = this.#outbox.publication;
    return success({
      ...result.value,
      publishedRevision,
      unpublishedSince: toTimestamp(unpublishedSince),
      lastCheckAt: toTimestamp(this.#activity.lastCheckAt),
      alerts: this.#alerts.store.countLastDay(Date.now()),
    });
  }

  #describeList(result: Result<AccountSummary, Problem>): Result<SharedListSummary, Problem> {
    return result.ok ? success(this.#sharedList.summarize(result.value)) : result;
  }

  async #reportUsage(now: number): Promise<void> {
    const live = this.#ledger.liveAccount;
    if (!live.ok) return;
    const usage: Usage = {
      checks: this.#activity.totals,
      alerts: this.#alerts.store.totals(),
      lastCheckAt: this.#activity.lastCheckAt,
    };
    await this.#directory.reportUsage(live.value.record.account, usage, now);
  }

  get #presence(): Presence {
    if (this.#ledger.live.ok) return 'live';
    const { version, publishedVersion } = this.#versions;
    return publishedVersion < version ? 'leaving' : 'gone';
  }

  get #versions(): ToldVersions {
    return this.#ledger.state ? this.#outbox : NEVER_MADE;
  }

  get #news() {
    return {
      directory: this.#directory,
      objectId: this.ctx.id.toString(),
      ledger: this.#ledger,
      unreadable: this.#unreadable,
      release: async (list: string, account: string, by: TokenName) =>
        this.#listOf(list).releaseAccount(account, by),
      isTelling: (list: string) => this.#inclusion.isTelling(list),
    };
  }

  /** The object that keeps a shared list. */
  #listOf(list: string) {
    return accountOf(this.env, listObjectName(list));
  }

  get #directory() {
    return directoryOf(this.env);
  }
}

function listsOf({ lists = [] }: Allowlist): readonly string[] {
  return lists;
}

/** The problem of an answer that depends on a shared list that could not be read. */
function findUnread(included: readonly IncludedList[]): Problem | undefined {
  if (!included.some(isUnread)) return undefined;
  const detail = 'A shared list that the account includes can’t be read now: try again.';
  return problem('unavailable', detail);
}

/**
 * The state of an account's object and its changes: settings, allowlist, tokens and history.
 *
 * Each change is one synchronous transaction: it writes the rows, the history and the answer for its
 * Idempotency-Key, and it raises the version for the outbox. The state in memory is built from the tables, and
 * it is replaced only after a commit.
 */
import type {
  Allowlist,
  ChangeResult,
  Entry,
  ListChange,
  TokenName,
} from '../../../shared/allowlist.ts';
import type * as api from '../../../shared/api.ts';
import { letExpiredLeave, setLimit } from '../../../shared/change-allowlist.ts';
import { type ChangeWarning, warningsOf } from '../../../shared/change-warnings.ts';
import { hasSameTerms } from '../../../shared/entry-terms.ts';
import {
  type ChangedSettings,
  EXPIRY,
  type HistoryAction,
  PAUSE_END,
} from '../../../shared/history.ts';
import { newlyIncluded } from '../../../shared/include-lists.ts';
import { type KnownLists, NONE_KNOWN } from '../../../shared/known-lists.ts';
import {
  applyCommand,
  COMMAND_ACTIONS,
  type SettledCommand,
} from '../../../shared/list-command.ts';
import { findListName, writeListNames } from '../../../shared/list-name.ts';
import { endPause, pauseEndOf } from '../../../shared/pause.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { failure, type Result, success } from '../../../shared/result.ts';
import { toTimestamp, toWireChange, toWireEntry } from '../../../shared/wire.ts';
import { entryIds } from '../../replicas/entry-ids.ts';
import type { TokenRecord } from '../../tokens/token-record.ts';
import type { Outbox } from '../machinery/outbox.ts';
import { OwedEvents } from '../machinery/owed-events.ts';
import { refuseFull, TokenStore } from '../machinery/token-store.ts';
import type { UnreadableRows } from '../machinery/unreadable-rows.ts';
import {
  type AccountRecord,
  AccountStore,
  type AccountSummary,
  type Pause,
  type StoredRecord,
  summarizeAccount,
} from './account-store.ts';
import { EntryStore } from './entry-store.ts';
import { HistoryStore, type TokenIssue } from './history-store.ts';
import { ACCOUNT_UNKNOWN, type HolderKind, holderKindOf, LIST_UNKNOWN } from './holder-kind.ts';
import { type IdempotencyKey, IdempotencyStore } from './idempotency-store.ts';
import type { Leftovers } from './leftovers.ts';
import { OwedReleases } from './owed-releases.ts';
import { callerOf, type SentCaller } from './sent-caller.ts';

export interface AccountSettings {
  readonly limit?: number | undefined;
  readonly consistency?: AccountRecord['consistency'] | undefined;
  readonly failMode?: AccountRecord['failMode'] | undefined;
  readonly note?: string | undefined;
  readonly suspended?: boolean | undefined;
}

export interface ChangeContext extends SentCaller {
  readonly by: TokenName;
  /** The revisions of If-Match. If it is undefined, any revision will do. */
  readonly revisions: readonly number[] | undefined;
  readonly idempotency: IdempotencyKey | undefined;
}

/** What a change has to know of shared lists (R20). */
export interface SharedLists {
  readonly known: KnownLists;
  /** Those that were deleted. They are not included again. */
  readonly gone: ReadonlySet<string>;
  /** Those that know that the account is about to include them. It includes no other anew. */
  readonly admitted: ReadonlySet<string>;
}

export const NO_SHARED_LISTS: SharedLists = {
  known: NONE_KNOWN,
  gone: new Set(),
  admitted: new Set(),
};

export const CHANGED_MEANWHILE = problem(
  'unavailable',
  'The account is changed by others at this moment: nothing was changed, try again.',
);

const NOBODY: TokenName = { tokenId: '', name: '' };

export interface AccountState {
  readonly record: AccountRecord;
  readonly list: Allowlist;
}

type Touched = Pick<ListChange, 'added' | 'updated' | 'removed'>;
const NOTHING: Touched = { added: [], updated: [], removed: [] };

export class AccountLedger {
  readonly tokens: TokenStore;
  readonly history: HistoryStore;
  /** Events that the directory must still be told. */
  readonly events: OwedEvents;
  readonly releases: OwedReleases;
  readonly #storage: DurableObjectStorage;
  readonly #outbox: Outbox;
  readonly #accounts: AccountStore;
  readonly #entries: EntryStore;
  readonly #idempotency: IdempotencyStore;
  readonly #leftovers: Leftovers;
  #state: AccountState | undefined;

  constructor(
    storage: DurableObjectStorage,
    outbox: Outbox,
    leftovers: Leftovers,
    unreadable: UnreadableRows,
  ) {
    this.#storage = storage;
    this.#outbox = outbox;
    this.#leftovers = leftovers;
    this.tokens = new TokenStore(storage.sql, unreadable);
    this.events = new OwedEvents(storage.sql);
    this.releases = new OwedReleases(storage.sql);
    this.#accounts = new AccountStore(storage.sql);
    this.#entries = new EntryStore(storage.sql, unreadable);
    this.history = new HistoryStore(storage.sql, unreadable);
    this.#idempotency = new IdempotencyStore(storage.sql);
  }

  /**
   * Reads the state from the tables when the object starts. Returns whether a copy of the newest version may be
   * another than this object makes: one of the release before, which leaves the shared lists and the fail mode out.
   */
  recall(): boolean {
    const found = this.#accounts.find();
    if (!found) return false;
    const { listsRevision, listsPublishedVersion, ...record } = found;
    const pause = this.#findStandingPause(record);
    const lists = this.#findStandingLists(found);
    const entries = this.#entries.list();
    const list = { ...emptyList(record), observesUntil: pause?.endsAt, entries, lists };
    this.#state = { record: { ...record, pause, lists }, list };
    if (found.lists.length === 0 && record.failMode === 'default') return false;
    const isChanged = record.revision !== listsRevision;
    if (isChanged) this.#accounts.settleLists(lists.length > 0);
    return isChanged || this.#outbox.publishedVersion !== listsPublishedVersion;
  }

  /** Notes that this version was published with what the release before leaves out. */
  notePublishedLists(version: number): void {
    this.#accounts.notePublishedLists(version);
  }

  /** The release before knows of no pause, and leaves one where it is when it sets the mode. */
  #findStandingPause({ mode, pause }: AccountRecord): Pause | null {
    if (pause === null || mode !== 'observe') return null;
    return this.history.isModeSetSince(pause.revision) ? null : pause;
  }

  /**
   * The release before knows of no shared lists, and leaves them where they are when it turns the account off or makes
   * it anew.
   */
  #findStandingLists({ mode, lists, revision, listsRevision }: StoredRecord): readonly string[] {
    if (mode === 'off') return [];
    if (lists.length === 0 || revision === listsRevision) return lists;
    return this.history.isTurnedOffSince(listsRevision) ? [] : lists;
  }

  /**
   * The current state, including the marker of a deleted account. It is undefined if the account was never
   * made.
   */
  get state(): AccountState | undefined {
    return this.#state;
  }

  /** The state that callers may see: the account is provisioned and not deleted. */
  get live(): Result<AccountState, Problem> {
    if (this.#state && !this.#state.record.deleted) return success(this.#state);
    return failure(this.#state ? this.kind.unknown : ACCOUNT_UNKNOWN);
  }

  /** The state of an account. A shared list, which has an object of the same class, is none. */
  get liveAccount(): Result<AccountState, Problem> {
    const { live } = this;
    return live.ok && live.value.list.isShared ? failure(ACCOUNT_UNKNOWN) : live;
  }

  /** The state of a shared list (R20). An account is none. */
  get liveList(): Result<AccountState, Problem> {
    const { live } = this;
    return live.ok && live.value.list.isShared ? live : failure(LIST_UNKNOWN);
  }

  /** What kind of allowlist this is. It must have been made once. */
  get kind(): HolderKind {
    return holderKindOf(this.#state?.record.account ?? '');
  }

  refuseExisting(account: string): Problem | undefined {
    return this.live.ok ? holderKindOf(account).exists : undefined;
  }

  create(
    account: string,
    settings: AccountSettings,
    by: TokenName,
  ): Result<AccountSummary, Problem> {
    const refused = this.refuseExisting(account);
    if (refused) return failure(refused);
    const now = Date.now();
    const previous = this.#state?.record;
    const kind = holderKindOf(account);
    const record: AccountRecord = {
      account,
      mode: kind.mode,
      limit: settings.limit ?? kind.limit,
      consistency: settings.consistency ?? 'default',
      failMode: settings.failMode ?? 'default',
      suspended: settings.suspended ?? false,
      note: settings.note ?? '',
      revision: (previous?.revision ?? 0) + 1,
      createdAt: now,
      pause: null,
      lists: [],
      deleted: false,
    };
    const list = emptyList(record);
    this.#commit({ record, list }, now, () => {
      const after = kind.settings(record);
      this.#append(record, kind.created, by, now, {}, after);
      this.events.append({ at: now, kind: kind.created, by, before: {}, after });
    });
    return success(summarizeAccount(record, [], now));
  }

  changeSettings(
    settings: AccountSettings,
    { by, revisions }: Pick<ChangeContext, 'by' | 'revisions'>,
  ): Result<AccountSummary, Problem> {
    const live = this.#liveAt(revisions);
    if (!live.ok) return live;
    const { record: old, list } = live.value;
    const changed: AccountRecord = {
      ...old,
      limit: settings.limit ?? old.limit,
      consistency: settings.consistency ?? old.consistency,
      failMode: settings.failMode ?? old.failMode,
      suspended: settings.suspended ?? old.suspended,
      note: settings.note ?? old.note,
    };
    const now = Date.now();
    const { settings: written, changed: action } = this.kind;
    const [before, after] = difference(written(old), written(changed));
    const names = Object.keys(after);
    if (names.length === 0) return success(summarizeAccount(old, list.entries, now));
    // Nobody who reads the list sees the note, so a new note does not change the list's revision.
    const seen = names.some((name) => name !== 'note');
    const record = { ...changed, revision: old.revision + (seen ? 1 : 0) };
    const { list: limited, left } = setLimit(list, record.limit, now);
    this.#commit({ record, list: limited }, now, () => {
      this.#append(record, action, by, now, before, after);
      this.events.append({ at: now, kind: action, by, before, after });
      this.#takeOff(left, record, now);
    });
    return success(summarizeAccount(record, limited.entries, now));
  }

  /**
   * Deletes everything except a marker and the history. With the marker, revisions and versions continue to
   * rise if the account is made again. Nobody reads the history any more, and it is freed later.
   */
  remove(revisions: readonly number[] | undefined, by: TokenName): Result<null, Problem> {
    const live = this.#liveAt(revisions);
    if (!live.ok) return live;
    const { revision } = live.value.record;
    const { mode, deleted, settings } = this.kind;
    const revised = { mode, revision: revision + 1, deleted: true } as const;
    const marker = { ...revised, failMode: 'default', note: '' } as const;
    const { lists } = live.value.record;
    const record: AccountRecord = { ...live.value.record, ...marker, pause: null, lists: [] };
    const list = emptyList(record);
    const now = Date.now();
    const before = settings(live.value.record);
    this.#commit({ record, list }, now, () => {
      this.events.append({ at: now, kind: deleted, by, before, after: {} });
      for (const name of lists) this.releases.append(name, by);
      this.#entries.deleteAll();
      this.tokens.deleteAll();
      this.#leftovers.leave(now);
      this.#idempotency.deleteAll();
    });
    return success(null);
  }

  /** Returns the list that the change would make. It changes nothing. `gone` are shared lists that were deleted. */
  reckon(
    command: SettledCommand,
    { record, list }: AccountState,
    gone?: ReadonlySet<string>,
  ): ChangeResult {
    const now = Date.now();
    const origin = { createdAt: now, createdBy: NOBODY, newId: entryIds(now) };
    return applyCommand(list, record.revision, command, origin, this.history, gone);
  }

  /**
   * The time by which the lists were made that a restoration includes again. A list that was made later is another one.
   * It is undefined for every other change.
   */
  findListsMadeBy(command: SettledCommand): number | undefined {
    return command.kind === 'restore-revision' ? this.history.leftAt(command.revision) : undefined;
  }

  /** Returns what the change would do now. It is undefined if it would be refused, or was made already. */
  foresee(
    command: SettledCommand,
    { revisions, idempotency }: ChangeContext,
    gone: ReadonlySet<string>,
  ): ListChange | undefined {
    if (this.#findAnswer(idempotency, Date.now())) return undefined;
    const live = this.#liveAt(revisions);
    const reckoned = live.ok ? this.reckon(command, live.value, gone) : live;
    return reckoned.ok ? reckoned.value : undefined;
  }

  change(
    command: SettledCommand,
    context: ChangeContext,
    { known, gone, admitted }: SharedLists = NO_SHARED_LISTS,
    more: readonly ChangeWarning[] = [],
  ): Result<api.Change, Problem> {
    const now = Date.now();
    const earlier = this.#findAnswer(context.idempotency, now);
    if (earlier) return earlier;
    const live = this.#liveAt(context.revisions);
    if (!live.ok) return live;
    const { record: old, list } = live.value;
    const origin = { createdAt: now, createdBy: context.by, newId: entryIds(now) };
    const applied = applyCommand(list, old.revision, command, origin, this.history, gone);
    if (!applied.ok) return applied;
    const change = applied.value;
    if (newlyIncluded(list, change.list).some((name) => !admitted.has(name)))
      return failure(CHANGED_MEANWHILE);
    const differs = isAsked(list, change) || change.left.length > 0;
    const revision = old.revision + (differs ? 1 : 0);
    const pause = pauseAfter(old, change.list, revision);
    const { mode, lists = [] } = change.list;
    const record = { ...old, mode, pause, lists, revision };
    const warnings = [...warningsOf(list, change, callerOf(context), now, known), ...more];
    const answer = toWireChange(change, record.revision, warnings, now);
    const keep = () => {
      if (context.idempotency) this.#idempotency.insert(context.idempotency, answer, now);
    };
    if (!differs) {
      this.#storage.transactionSync(keep);
      return success(answer);
    }
    this.#commit({ record, list: change.list }, now, () => {
      keep();
      for (const entry of change.removed) this.#entries.delete(entry.id);
      for (const { after } of change.updated) this.#entries.update(after);
      for (const entry of change.added) this.#entries.insert(entry);
      for (const name of newlyIncluded(change.list, list)) this.releases.append(name, context.by);
      for (const name of newlyIncluded(list, change.list)) this.releases.writeOff(name);
      const [before, after] = difference(
        { ...modeSettings(old), ...(command.kind === 'detach' && { list: command.list }) },
        { ...modeSettings(record), ...(command.kind === 'attach' && { list: command.list }) },
      );
      if (isAsked(list, change))
        this.#append(record, COMMAND_ACTIONS[command.kind], context.by, now, before, after, change);
      this.#takeOff(change.left, record, now);
    });
    return success(answer);
  }

  /** Raises the version, so that the account is published and reported once more as it is. */
  touch(): void {
    if (this.#state) this.#commit(this.#state, Date.now(), () => undefined);
  }

  /** Ends a pause whose time is over, so that the list enforces again. Returns false if there is no such pause. */
  endPause(now: number): boolean {
    if (!this.live.ok) return false;
    const { record: old, list: paused } = this.live.value;
    const ended = endPause(paused, now);
    if (ended === undefined) return false;
    const { list } = ended;
    const record = { ...old, mode: list.mode, pause: null, revision: old.revision + 1 };
    const [before, after] = difference(modeSettings(old), modeSettings(record));
    this.#commit({ record, list }, now, () =>
      this.#append(record, 'mode-changed', PAUSE_END, now, before, after),
    );
    return true;
  }

  /** R13: expired entries that are due leave, so many at once; false when none was. */
  letExpiredLeave(now: number, most: number): boolean {
    if (!this.live.ok) return false;
    const { record: old, list } = this.live.value;
    const { list: after, left } = letExpiredLeave(list, now, most);
    if (left.length === 0) return false;
    const record = { ...old, revision: old.revision + 1 };
    this.#commit({ record, list: after }, now, () => this.#takeOff(left, record, now));
    return true;
  }

  /**
   * Records a change that is not of the list, its settings or its tokens. It is in the history, but it is not
   * published.
   */
  appendEvent(
    action: HistoryAction,
    by: TokenName,
    before: ChangedSettings,
    after: ChangedSettings,
  ): void {
    if (this.#state) this.#append(this.#state.record, action, by, Date.now(), before, after);
  }

  issueToken(token: TokenRecord): Result<null, Problem> {
    const live = this.live;
    if (!live.ok) return live;
    const full = refuseFull(this.tokens, this.kind.owner);
    if (full) return failure(full);
    this.#commit(live.value, token.createdAt, () => {
      this.tokens.insert(token);
      const { record } = live.value;
      this.#append(record, 'token-issued', token.createdBy, token.createdAt, {}, describe(token));
    });
    return success(null);
  }

  revokeToken(id: string, by: TokenName): Result<null, Problem> {
    const live = this.live;
    if (!live.ok) return live;
    if (!this.tokens.has(id)) {
      return unknownToken(this.kind, id);
    }
    const now = Date.now();
    this.#commit(live.value, now, () => this.#revoke(live.value.record, id, by, now));
    return success(null);
  }

  /**
   * Revokes the token and every token that it issued, directly or through others. `stopWebhooks` is part of the
   * same change. It also follows tokens that are already revoked: otherwise a leaked token could hide what it
   * did by revoking itself.
   */
  revokeIssued(
    id: string,
    by: TokenName,
    stopWebhooks: (tokenIds: ReadonlySet<string>) => api.Revoked['stopped'],
  ): Result<api.Revoked, Problem> {
    const live = this.live;
    if (!live.ok) return live;
    const issues = [...this.history.issues(), ...this.tokens.list().map(toIssue)];
    // An issuer that was never issued itself is the operator, who is no token. All tokens of the operator would
    // be revoked with it.
    const wasIssued = issues.some(({ tokenId }) => tokenId === id);
    if (!wasIssued && !this.tokens.has(id)) return unknownToken(this.kind, id);
    const now = Date.now();
    const { record, list } = live.value;
    const ids = issuedBy(id, issues);
    const tokens = this.tokens.list().filter((token) => ids.has(token.id));
    const first = this.history.firstListRevision(ids);
    let stopped: api.Revoked['stopped'] = [];
    this.#commit(live.value, now, () => {
      for (const tokenId of ids)
        if (this.tokens.has(tokenId)) this.#revoke(record, tokenId, by, now);
      stopped = stopWebhooks(ids);
    });
    return success({
      revoked: tokens.map(({ id, role, name }) => ({ id, role, name })),
      stopped,
      entries: list.entries
        .filter(({ createdBy }) => ids.has(createdBy.tokenId))
        .map((entry) => toWireEntry(entry, now)),
      restore: first === undefined ? null : { revision: first - 1 },
    });
  }

  #revoke(record: AccountRecord, id: string, by: TokenName, now: number): void {
    const token = this.tokens.find(id);
    const described = token ? describe(token) : { tokenId: id };
    this.tokens.delete(id);
    this.#append(record, 'token-revoked', by, now, described, {});
  }

  #liveAt(revisions: readonly number[] | undefined): Result<AccountState, Problem> {
    const live = this.live;
    if (!live.ok || revisions === undefined) return live;
    const { revision } = live.value.record;
    if (revisions.includes(revision)) return live;
    const detail = `The allowlist is at revision ${revision}: read it again, then repeat the change.`;
    return failure(problem('revision-changed', detail, [], { revision }));
  }

  #findAnswer(
    key: IdempotencyKey | undefined,
    now: number,
  ): Result<api.Change, Problem> | undefined {
    if (key === undefined || !this.live.ok) return undefined;
    const earlier = this.#idempotency.find(key, now);
    if (earlier.kind === 'same') return success(earlier.answer);
    if (earlier.kind === 'none') return undefined;
    const message = 'The key was used for another request in the last 24 hours: take a new one.';
    const errors = [{ pointer: '/header/idempotency-key', message }];
    return failure(problem('invalid-value', message, errors));
  }

  /** Writes all of a change or nothing. The state in memory changes only after the commit. */
  #commit(state: AccountState, now: number, write: () => void): void {
    this.#storage.transactionSync(() => {
      write();
      this.#accounts.save(state.record);
      this.#outbox.raise(now);
    });
    this.#state = state;
  }

  /**
   * Takes expired entries off. This is an event of its own, even if it happens with another change, because
   * nobody asked for it.
   */
  #takeOff(left: readonly Entry[], record: AccountRecord, now: number): void {
    if (left.length === 0) return;
    for (const { id } of left) this.#entries.delete(id);
    const touched = { ...NOTHING, removed: left };
    this.#append(record, 'expired-entries-removed', EXPIRY, now, {}, {}, touched);
  }

  #append(
    { revision }: AccountRecord,
    action: HistoryAction,
    by: TokenName,
    at: number,
    before: ChangedSettings,
    after: ChangedSettings,
    { added, updated, removed }: Touched = NOTHING,
  ): void {
    this.history.append({ revision, at, action, by, before, after, added, updated, removed });
  }
}

/**
 * Decides whether the change does something that was asked for. Entries that leave by themselves do not
 * count.
 */
function isAsked(before: Allowlist, { list, added, updated, removed }: ListChange): boolean {
  const edited = updated.some(({ before: was, after: is }) => !hasSameTerms(was, is));
  const isOtherMode = before.mode !== list.mode || pauseEndOf(before) !== pauseEndOf(list);
  const areOthers = writeListNames(before.lists ?? []) !== writeListNames(list.lists ?? []);
  return isOtherMode || areOthers || added.length > 0 || removed.length > 0 || edited;
}

/** `revision` is that of the list as it is now. */
function pauseAfter({ pause }: AccountRecord, list: Allowlist, revision: number): Pause | null {
  const endsAt = pauseEndOf(list);
  if (endsAt === null) return null;
  return pause?.endsAt === endsAt ? pause : { endsAt, revision };
}

/** A list without entries, in the mode of the record. */
function emptyList({ account, mode, limit }: AccountRecord): Allowlist {
  const isShared = findListName(account) !== undefined;
  return { mode, limit, entries: [], lists: [], ...(isShared && { isShared }) };
}

function modeSettings({ mode, pause, lists }: AccountRecord): ChangedSettings {
  const observesUntil = toTimestamp(pause?.endsAt ?? null);
  return { mode, observesUntil, lists: writeListNames(lists) };
}

function describe({ id, role, name, expiresAt }: TokenRecord): ChangedSettings {
  return { tokenId: id, role, name, expiresAt };
}

/** Returns the settings that differ, with their old and their new values. */
function difference(
  before: ChangedSettings,
  after: ChangedSettings,
): [ChangedSettings, ChangedSettings] {
  const all = Object.keys({ ...before, ...after });
  const names = all.filter((name) => before[name] !== after[name]);
  const pick = (from: ChangedSettings) =>
    Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
  return [pick(before), pick(after)];
}

function unknownToken({ word }: HolderKind, id: string): Result<never, Problem> {
  return failure(problem('token-unknown', `The ${word} has no token with the id ${id}.`));
}

function toIssue({ id, createdBy }: TokenRecord): TokenIssue {
  return { issuerId: createdBy.tokenId, tokenId: id };
}

/** Returns the id of the token and the ids of all tokens that it issued, directly or through one of them. */
function issuedBy(id: string, issues: readonly TokenIssue[]): ReadonlySet<string> {
  const byIssuer = Map.groupBy(issues, ({ issuerId }) => issuerId);
  const ids = new Set([id]);
  // A loop over a set also visits the members that are added during the loop.
  for (const issuer of ids) for (const { tokenId } of byIssuer.get(issuer) ?? []) ids.add(tokenId);
  return ids;
}

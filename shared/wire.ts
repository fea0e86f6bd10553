/** Turns domain values into the shapes of api.ts. */
import type { Sender } from './activity.ts';
import type { Alert } from './alert.ts';
import type { Allowlist, Entry, ListChange } from './allowlist.ts';
import type * as api from './api.ts';
import { countExpired, isExpired } from './expired-entries.ts';
import type { HistoryEvent } from './history.ts';
import { isFormat } from './ip-range.ts';
import { includedIn, type KnownLists, NONE_KNOWN } from './known-lists.ts';
import { findListName } from './list-name.ts';
import { pauseEndOf } from './pause.ts';
import { type Judge, judgeBy, previewChange } from './preview.ts';

/** Returns the time as ISO 8601 in UTC. Null stays null. */
export function toTimestamp<Time extends number | null>(
  time: Time,
): Time extends null ? null : string;
export function toTimestamp(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** Nothing where the list does not enforce by itself. */
export function toWirePause(end: number | null): Pick<api.Allowlist, 'observesUntil'> {
  return end === null ? {} : { observesUntil: toTimestamp(end) };
}

/** An unreadable entry may be of a format that no client knows: it is shown as an address, with its value as it is. */
export function toWireEntry(entry: Entry, now: number): api.Entry {
  return {
    id: entry.id,
    format: isFormat(entry.format) ? entry.format : 'address',
    value: entry.value,
    remark: entry.remark,
    createdAt: toTimestamp(entry.createdAt),
    createdBy: { ...entry.createdBy },
    expiresAt: toTimestamp(entry.expiresAt),
    expired: isExpired(entry, now),
    ...(entry.unreadable && { unreadable: true }),
  };
}

export function toWireAllowlist(
  { account, suspended, revision }: Pick<api.Account, 'account' | 'suspended' | 'revision'>,
  list: Allowlist,
  now: number,
): api.Allowlist {
  return {
    account,
    mode: list.mode,
    ...toWirePause(pauseEndOf(list)),
    suspended,
    revision,
    count: list.entries.length,
    expired: countExpired(list.entries, now),
    limit: list.limit,
    lists: [...(list.lists ?? [])],
    entries: list.entries.map((entry) => toWireEntry(entry, now)),
  };
}

/** `account` is the name of the shared list's object. */
export function toSharedAllowlist({
  account,
  revision,
  count,
  expired,
  limit,
  entries,
}: api.Allowlist): api.SharedAllowlist {
  return { list: findListName(account) ?? account, revision, count, expired, limit, entries };
}

/** A shared list has no mode, and includes no lists. */
export function toSharedChange({
  revision,
  count,
  expired,
  limit,
  added,
  updated,
  removed,
  warnings,
}: api.Change): api.SharedChange {
  return { revision, count, expired, limit, added, updated, removed, warnings };
}

export function toWireChange(
  { list, added, updated, removed, left }: ListChange,
  revision: number,
  warnings: api.Change['warnings'],
  now: number,
): api.Change {
  return {
    mode: list.mode,
    ...toWirePause(pauseEndOf(list)),
    revision,
    count: list.entries.length,
    expired: countExpired(list.entries, now),
    limit: list.limit,
    lists: [...(list.lists ?? [])],
    added: added.map((entry) => toWireEntry(entry, now)),
    updated: updated.map(({ after }) => toWireEntry(after, now)),
    removed: [...removed, ...left].map((entry) => toWireEntry(entry, now)),
    warnings,
  };
}

/** `judge` judges by the list as it is. The caller adds the name of the server, because it knows the tokens. */
export function toWireSenders(
  senders: readonly Sender[],
  list: Allowlist,
  judge: Judge,
): UnnamedSender[] {
  const entries = new Map(list.entries.map((entry) => [entry.id, entry]));
  return senders.map(({ address, login, firstSeenAt, lastSeenAt, entryId, serverId, ...rest }) => {
    const entry = entryId === null ? undefined : entries.get(entryId);
    return {
      ...rest,
      login: login ?? null,
      address,
      firstSeenAt: toTimestamp(firstSeenAt),
      lastSeenAt: toTimestamp(lastSeenAt),
      verdict: judge(address).verdict,
      entry: entry ? { id: entry.id, value: entry.value, remark: entry.remark } : null,
      serverId,
    };
  });
}

export type UnnamedSender = Omit<api.Sender, 'server'> & { readonly serverId: string };

/**
 * Compiles each list once. `caller` is the address of the client that asks, if it is known. `known` has every shared
 * list that the account includes before or after the change.
 */
export function toWirePreview(
  before: Allowlist,
  after: Allowlist,
  senders: readonly Sender[],
  caller: string | undefined,
  now: number,
  known: KnownLists = NONE_KNOWN,
): Omit<UnnamedPreview, 'revision' | 'warnings'> {
  const isNow = judgeBy(before, now, includedIn(before, known));
  const wouldBe = judgeBy(after, now, includedIn(after, known));
  const { cutOff, letIn, observed } = previewChange(isNow, wouldBe, senders);
  return {
    mode: after.mode,
    count: after.entries.length,
    expired: countExpired(after.entries, now),
    limit: after.limit,
    lists: [...(after.lists ?? [])],
    senders: senders.length,
    cutOff: toWireSenders(cutOff, before, isNow),
    letIn: toWireSenders(letIn, before, isNow),
    observed: toWireSenders(observed, before, isNow),
    caller:
      caller === undefined
        ? null
        : {
            address: caller,
            before: isNow(caller).verdict,
            after: wouldBe(caller).verdict,
          },
  };
}

export type UnnamedPreview = Omit<api.Preview, 'cutOff' | 'letIn' | 'observed'> & {
  readonly cutOff: readonly UnnamedSender[];
  readonly letIn: readonly UnnamedSender[];
  readonly observed: readonly UnnamedSender[];
};

/** Leaves out the name of the server. The caller adds it, because it knows the tokens. */
export function toWireAlert<Kind extends string>(alert: Alert<Kind>): UnnamedAlert<Kind> {
  return {
    ...alert,
    at: toTimestamp(alert.at),
    expiresAt: toTimestamp(alert.expiresAt),
    since: toTimestamp(alert.since),
  };
}

export type UnnamedAlert<Kind extends string = api.Alert['kind']> = Omit<
  api.Alert,
  'kind' | 'server'
> & { readonly kind: Kind; readonly serverId: string | null };

export function toWireEvent(event: HistoryEvent, now: number): api.HistoryEvent {
  return {
    revision: event.revision,
    at: toTimestamp(event.at),
    action: event.action,
    by: { ...event.by },
    before: { ...event.before },
    after: { ...event.after },
    added: event.added.map((entry) => toWireEntry(entry, now)),
    updated: event.updated.map(({ before, after }) => ({
      before: toWireEntry(before, now),
      after: toWireEntry(after, now),
    })),
    removed: event.removed.map((entry) => toWireEntry(entry, now)),
  };
}

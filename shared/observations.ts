/** What an agent has seen of an account, turned into the report that the account's object takes. */
import type { Sender } from './activity.ts';
import type { ActivityReport } from './activity-report.ts';
import { DAY_MS, type Leak } from './alert.ts';
import type * as api from './api.ts';

/** The longest time that an agent may keep what it has seen. */
export const OBSERVED_AGO_MS = 8 * DAY_MS;

/**
 * `serverId` is the token that tells it. A time in the future becomes `now`; what is older than eight days is dropped.
 * The result is undefined if nothing is left.
 */
export function toActivityReport(
  { id, senders, leaks, others }: api.ObservedAccount,
  serverId: string,
  now: number,
): ActivityReport | undefined {
  const told: ActivityReport = {
    id,
    senders: senders.flatMap((sender) => toSender(sender, serverId, now)),
    leaks: leaks.flatMap((leak) => toLeak(leak, serverId, now)),
    others,
    at: now,
  };
  const othersCount = others.allowed + others.refused + others.observed;
  if (told.senders.length + told.leaks.length + othersCount === 0) return undefined;
  const times = [
    ...told.senders.map(({ lastSeenAt }) => lastSeenAt),
    ...told.leaks.map(({ at }) => at),
  ];
  // Those that are counted together have no time of their own.
  return othersCount > 0 ? told : { ...told, lastCheckAt: times.reduce((a, b) => Math.max(a, b)) };
}

function toSender(sender: api.ObservedSender, serverId: string, now: number): Sender[] {
  const lastSeenAt = Math.min(Date.parse(sender.lastSeenAt), now);
  const oldest = now - OBSERVED_AGO_MS;
  if (lastSeenAt < oldest) return [];
  const firstSeenAt = Math.max(oldest, Math.min(Date.parse(sender.firstSeenAt), lastSeenAt));
  return [{ ...sender, firstSeenAt, lastSeenAt, serverId }];
}

function toLeak(leak: api.ObservedLeak, serverId: string, now: number): Leak[] {
  const at = Math.min(Date.parse(leak.at), now);
  return at < now - OBSERVED_AGO_MS ? [] : [{ ...leak, at, serverId }];
}

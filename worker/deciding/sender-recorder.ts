/**
 * Records who asked to send, after the answer. An isolate merges what it sees and reports it to the account's
 * object. An address that it has not reported lately goes at once, the rest every ten seconds; in a flood it
 * reports only a few times in ten seconds. Leaks have their own space and are reported at once. If a report
 * fails, only its leaks are kept, for the next report. No check waits for a report, and counts are only
 * observations, so their loss is acceptable.
 */
import { LRUCache } from 'lru-cache';
import { addCounts, type Counts, MAX_SENDERS, pairOf, type Sender } from '../../shared/activity.ts';
import type { ActivityReport } from '../../shared/activity-report.ts';
import type * as api from '../../shared/api.ts';
import type { CheckCall } from '../platform/check-call.ts';
import { withDeadline } from '../platform/deadline.ts';
import { isRecent } from '../platform/recent.ts';
import { LeakBook } from './leak-book.ts';

export const REPORTED_EVERY_MS = 10_000;
/** The most early reports in that time. An early report is sent because an address is new. */
export const EARLY_REPORTS = 5;
const REPORT_DEADLINE_MS = 2_000;
const MAX_ACCOUNTS = 1_000;
/**
 * The limit for all accounts together. Beyond it, the isolate drops the unreported senders of the account whose
 * last check is the oldest.
 */
export const MAX_UNREPORTED = 15_000;
const MAX_REPORTED = 15_000;
const NONE: Counts = { allowed: 0, refused: 0, observed: 0 };

/** A sender while its checks are still collected. */
type Sighted = { -readonly [Field in keyof Sender]: Sender[Field] };

interface Pending {
  senders: Map<string, Sighted>;
  others: Counts;
  /** The leak book, made when the account has its first leak. Most accounts have none. */
  leaks: LeakBook | undefined;
  lastReportAt: number;
  earlyReports: number;
  /** Whether a report is planned and waits for its time. */
  isAwaited: boolean;
}

export type Deliver = (accountKey: string, report: ActivityReport) => Promise<unknown>;
/** Runs something later, within the time that a request may outlive its answer. */
export type Postpone = (milliseconds: number, run: () => void, call: CheckCall) => void;

export const postpone: Postpone = (milliseconds, run, call) => {
  call.keepAlive(new Promise<void>((over) => setTimeout(over, milliseconds)).then(run));
};

export class SenderRecorder {
  readonly #deliver: Deliver;
  readonly #postpone: Postpone;
  readonly #accounts = new LRUCache<string, Pending>({
    max: MAX_ACCOUNTS,
    dispose: ({ senders }) => {
      this.#unreported -= senders.size;
      // A planned report may still hold this map.
      senders.clear();
    },
  });
  /** The addresses that were reported last, each with its account and its login. They are not new. */
  readonly #reported = new LRUCache<string, true>({ max: MAX_REPORTED });
  /** The number of unreported senders of all accounts. */
  #unreported = 0;

  constructor(deliver: Deliver, postponed: Postpone = postpone) {
    this.#deliver = deliver;
    this.#postpone = postponed;
  }

  /** `accountKey` is the key of the account that decided. */
  record(accountKey: string, serverId: string, decision: api.Decision, call: CheckCall): void {
    const now = Date.now();
    const pending = this.#pendingOf(accountKey);
    const seen = seenIn(decision);
    const pair = pairOf(seen);
    const isLeakNews =
      isLeak(decision, call) && leaksOf(pending).add({ ...seen, serverId, at: now });
    const earlier = pending.senders.get(pair);
    const isNews = !earlier && !this.#reported.has(senderKey(accountKey, pair));
    if (earlier) {
      sightAgain(earlier, serverId, decision, call, now);
    } else if (pending.senders.size < MAX_SENDERS) {
      this.#makeRoom();
      const sender = { ...seen, firstSeenAt: now, lastSeenAt: now, ...NONE };
      pending.senders.set(pair, {
        ...sender,
        [countOf(decision)]: 1,
        entryId: entryOf(decision),
        serverId,
        passwordWasRight: call.passwordWasRight,
      });
    } else {
      pending.others = addCounts(pending.others, { ...NONE, [countOf(decision)]: 1 });
    }
    const isDue = this.#isDue(pending, isNews && !isLeakNews, now);
    if (isDue || isLeakNews) this.#report(accountKey, pending, now, call);
    else if (isNews) this.#reportInTime(accountKey, pending, now, call);
  }

  /** Plans a report of a new address within ten seconds, even if no other check comes. */
  #reportInTime(accountKey: string, pending: Pending, now: number, call: CheckCall): void {
    if (pending.isAwaited) return;
    pending.isAwaited = true;
    const report = () => {
      pending.isAwaited = false;
      const isKnown = this.#accounts.peek(accountKey) === pending;
      if (isKnown && pending.senders.size > 0) this.#report(accountKey, pending, Date.now(), call);
    };
    this.#postpone(Math.max(0, pending.lastReportAt + REPORTED_EVERY_MS - now), report, call);
  }

  /** Drops unreported senders. The account of the current check is the last to lose its senders. */
  #makeRoom(): void {
    this.#unreported++;
    while (this.#unreported > MAX_UNREPORTED && this.#accounts.size > 1) this.#accounts.pop();
  }

  #isDue(pending: Pending, isNews: boolean, now: number): boolean {
    if (!isRecent(pending.lastReportAt, REPORTED_EVERY_MS, now)) {
      pending.earlyReports = 0;
      return true;
    }
    if (!isNews || pending.earlyReports >= EARLY_REPORTS) return false;
    pending.earlyReports++;
    return true;
  }

  #report(accountKey: string, pending: Pending, now: number, call: CheckCall): void {
    const senders: Sender[] = [...pending.senders.values()];
    const leaks = pending.leaks?.take() ?? [];
    const report = { senders, leaks, others: pending.others, at: now };
    for (const pair of pending.senders.keys())
      this.#reported.set(senderKey(accountKey, pair), true);
    this.#unreported -= pending.senders.size;
    pending.senders = new Map();
    pending.others = NONE;
    if (pending.earlyReports === 0 || now < pending.lastReportAt) pending.lastReportAt = now;
    const delivery = this.#deliver(accountKey, report);
    const told = withDeadline(delivery, REPORT_DEADLINE_MS);
    call.keepAlive(told.catch(() => pending.leaks?.putBack(leaks)));
  }

  #pendingOf(accountKey: string): Pending {
    const known = this.#accounts.get(accountKey);
    if (known) return known;
    const pending: Pending = {
      senders: new Map(),
      others: NONE,
      leaks: undefined,
      lastReportAt: Number.NEGATIVE_INFINITY,
      earlyReports: 0,
      isAwaited: false,
    };
    this.#accounts.set(accountKey, pending);
    return pending;
  }
}

function leaksOf(pending: Pending): LeakBook {
  pending.leaks ??= new LeakBook();
  return pending.leaks;
}

function senderKey(accountKey: string, pair: string): string {
  return `${accountKey} ${pair}`;
}

/** The login is named only where the account of its domain decided. */
function seenIn({ account, decidedBy, address }: api.Decision): Pick<Sender, 'address' | 'login'> {
  const isOwn = decidedBy === null || decidedBy === account;
  return isOwn ? { address } : { address, login: account };
}

/**
 * Decides whether a refusal is a leak. A suspended account refuses everyone, so its refusals say nothing about
 * who has the password.
 */
function isLeak({ reason }: api.Decision, { passwordWasRight }: CheckCall): boolean {
  return passwordWasRight && (reason === 'not-listed' || reason === 'expired');
}

/** Does the same as `mergeSenders`, but changes the sender in place, because each check comes here. */
function sightAgain(
  sender: Sighted,
  serverId: string,
  decision: api.Decision,
  { passwordWasRight }: CheckCall,
  now: number,
): void {
  sender[countOf(decision)]++;
  sender.firstSeenAt = Math.min(sender.firstSeenAt, now);
  sender.lastSeenAt = Math.max(sender.lastSeenAt, now);
  sender.entryId = entryOf(decision) ?? sender.entryId;
  sender.serverId = serverId;
  if (passwordWasRight) sender.passwordWasRight = true;
}

function countOf({ verdict, reason }: api.Decision): keyof Counts {
  if (verdict === 'deny') return 'refused';
  return reason === 'observed' ? 'observed' : 'allowed';
}

function entryOf({ verdict, entry }: api.Decision): string | null {
  return verdict === 'allow' ? (entry?.id ?? null) : null;
}

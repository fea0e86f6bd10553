/**
 * Notes who asked to send, after the answer. An isolate merges what it sees and reports to the account's
 * object: an address it has not reported lately at once, the rest every ten seconds, and in a flood never
 * more often than a few times in ten seconds. A leak has room of its own and is reported at once. A report
 * that fails is dropped but for its leaks, which go with the next: a check never waits for it, and counts
 * are observations.
 */
import { LRUCache } from 'lru-cache';
import { addCounts, type Counts, MAX_SENDERS, type Sender } from '../../shared/activity.ts';
import type { ActivityReport } from '../../shared/activity-report.ts';
import type * as api from '../../shared/api.ts';
import type { CheckCall } from '../platform/check-call.ts';
import { withDeadline } from '../platform/deadline.ts';
import { isRecent } from '../platform/recent.ts';
import { LeakBook } from './leak-book.ts';

export const REPORTED_EVERY_MS = 10_000;
/** What may be reported early in that time, because an address is new. */
export const EARLY_REPORTS = 5;
const REPORT_DEADLINE_MS = 2_000;
const MAX_ACCOUNTS = 1_000;
/** Of all accounts together; beyond it what the account longest not asked about has to report is dropped. */
export const MAX_UNREPORTED = 15_000;
const MAX_REPORTED = 15_000;
const NONE: Counts = { allowed: 0, refused: 0, observed: 0 };

/** A sender as it comes to be reported. */
type Sighted = { -readonly [Field in keyof Sender]: Sender[Field] };

interface Pending {
  senders: Map<string, Sighted>;
  others: Counts;
  /** Made when there is one: most accounts have none. */
  leaks: LeakBook | undefined;
  lastReportAt: number;
  earlyReports: number;
  /** A report is under way that waits for its time. */
  isAwaited: boolean;
}

export type Deliver = (accountKey: string, report: ActivityReport) => Promise<void>;
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
      // A report that waits for its time still holds them.
      senders.clear();
    },
  });
  /** The addresses reported last, each with its account: they are no news. */
  readonly #reported = new LRUCache<string, true>({ max: MAX_REPORTED });
  /** Senders of all accounts. */
  #unreported = 0;

  constructor(deliver: Deliver, postponed: Postpone = postpone) {
    this.#deliver = deliver;
    this.#postpone = postponed;
  }

  record(accountKey: string, serverId: string, decision: api.Decision, call: CheckCall): void {
    const now = Date.now();
    const pending = this.#pendingOf(accountKey);
    const { address } = decision;
    const isLeakNews = isLeak(decision, call) && leaksOf(pending).add(address, serverId, now);
    const earlier = pending.senders.get(address);
    const isNews = !earlier && !this.#reported.has(senderKey(accountKey, address));
    if (earlier) {
      sightAgain(earlier, serverId, decision, call, now);
    } else if (pending.senders.size < MAX_SENDERS) {
      this.#makeRoom();
      const sender = { address, firstSeenAt: now, lastSeenAt: now, ...NONE };
      pending.senders.set(address, {
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

  /** A new address is reported in ten seconds, whether or not another check comes. */
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

  /** The account that is asked about now is the last to lose what it has. */
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
    for (const { address } of senders) this.#reported.set(senderKey(accountKey, address), true);
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

function senderKey(accountKey: string, address: string): string {
  return `${accountKey} ${address}`;
}

/** A suspended account refuses everyone: that tells nothing of who has the password. */
function isLeak({ reason }: api.Decision, { passwordWasRight }: CheckCall): boolean {
  return passwordWasRight && (reason === 'not-listed' || reason === 'expired');
}

/** As `mergeSenders` would, in place: each check comes here. */
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

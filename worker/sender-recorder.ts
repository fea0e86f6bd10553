/**
 * Notes who asked to send, after the answer. An isolate merges what it sees and reports to the account's
 * object: an address it has not reported lately at once, the rest every ten seconds, and in a flood never
 * more often than a few times in ten seconds. A leak has room of its own and is reported at once. A report
 * that fails is dropped but for its leaks, which go with the next: a check never waits for it, and counts
 * are observations.
 */
import { LRUCache } from 'lru-cache';
import {
  addCounts,
  type Counts,
  MAX_SENDERS,
  type Sender,
  SenderBook,
} from '../shared/activity.ts';
import type * as api from '../shared/api.ts';
import type { CheckCall } from './check-call.ts';
import { withDeadline } from './deadline.ts';
import { LeakBook } from './leak-book.ts';
import { isRecent } from './recent.ts';
import type { ActivityReport } from './storage/activity-store.ts';

export const REPORTED_EVERY_MS = 10_000;
/** What may be reported early in that time, because an address is new. */
export const EARLY_REPORTS = 5;
const REPORT_DEADLINE_MS = 2_000;
const MAX_ACCOUNTS = 1_000;
const NONE: Counts = { allowed: 0, refused: 0, observed: 0 };

interface Pending {
  book: SenderBook;
  others: Counts;
  /** The addresses reported last, which are no news. */
  readonly reported: LRUCache<string, true>;
  readonly leaks: LeakBook;
  lastReportAt: number;
  earlyReports: number;
}

export type Deliver = (accountKey: string, report: ActivityReport) => Promise<void>;

export class SenderRecorder {
  readonly #deliver: Deliver;
  readonly #accounts = new LRUCache<string, Pending>({ max: MAX_ACCOUNTS });

  constructor(deliver: Deliver) {
    this.#deliver = deliver;
  }

  record(accountKey: string, serverId: string, decision: api.Decision, call: CheckCall): void {
    const now = Date.now();
    const pending = this.#pendingOf(accountKey);
    const { address } = decision;
    const counts = countsOf(decision);
    const isLeakNews = isLeak(decision, call) && pending.leaks.add(address, serverId, now);
    const isNews = !pending.reported.has(address);
    if (pending.book.size >= MAX_SENDERS && !pending.book.has(address)) {
      pending.others = addCounts(pending.others, counts);
    } else {
      pending.book.add({
        address,
        firstSeenAt: now,
        lastSeenAt: now,
        ...counts,
        entryId: decision.verdict === 'allow' ? (decision.entry?.id ?? null) : null,
        serverId,
        passwordWasRight: call.passwordWasRight,
      });
    }
    const isDue = this.#isDue(pending, isNews && !isLeakNews, now);
    if (isDue || isLeakNews) this.#report(accountKey, pending, now, call);
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
    const senders: Sender[] = pending.book.list();
    const leaks = pending.leaks.take();
    const report = { senders, leaks, others: pending.others, at: now };
    for (const { address } of senders) pending.reported.set(address, true);
    pending.book = new SenderBook();
    pending.others = NONE;
    if (pending.earlyReports === 0 || now < pending.lastReportAt) pending.lastReportAt = now;
    const delivery = this.#deliver(accountKey, report);
    const told = withDeadline(delivery, REPORT_DEADLINE_MS);
    call.keepAlive(told.catch(() => pending.leaks.putBack(leaks)));
  }

  #pendingOf(accountKey: string): Pending {
    const known = this.#accounts.get(accountKey);
    if (known) return known;
    const pending: Pending = {
      book: new SenderBook(),
      others: NONE,
      reported: new LRUCache({ max: MAX_SENDERS }),
      leaks: new LeakBook(),
      lastReportAt: Number.NEGATIVE_INFINITY,
      earlyReports: 0,
    };
    this.#accounts.set(accountKey, pending);
    return pending;
  }
}

/** A suspended account refuses everyone: that tells nothing of who has the password. */
function isLeak({ reason }: api.Decision, { passwordWasRight }: CheckCall): boolean {
  return passwordWasRight && (reason === 'not-listed' || reason === 'expired');
}

function countsOf({ verdict, reason }: api.Decision): Counts {
  if (verdict === 'deny') return { ...NONE, refused: 1 };
  return reason === 'observed' ? { ...NONE, observed: 1 } : { ...NONE, allowed: 1 };
}

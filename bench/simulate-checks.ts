/**
 * Simulates many checks of one account on a simulated clock: from the isolate that answers them to the writes
 * of its object.
 */
import type * as api from '../shared/api.ts';
import { SenderRecorder } from '../worker/deciding/sender-recorder.ts';
import { ACCOUNT_MIGRATIONS } from '../worker/objects/account/account-migrations.ts';
import { ActivityStore } from '../worker/objects/account/activity-store.ts';
import { AccountAlerts } from '../worker/objects/account/alerts/account-alerts.ts';
import { AlarmClock } from '../worker/objects/machinery/alarm-clock.ts';
import { UnreadableRows } from '../worker/objects/machinery/unreadable-rows.ts';
import { CheckCall } from '../worker/platform/check-call.ts';
import { CountedStorage, type WriteCounts } from './counted-storage.ts';

export interface Load {
  readonly checks: number;
  readonly addresses: number;
  readonly overMs: number;
  readonly startsAt: number;
}

export interface Cost extends WriteCounts {
  /** The number of calls of the object. */
  readonly reports: number;
  /** The number of senders in the longest report. */
  readonly mostSenders: number;
  readonly senders: number;
  readonly leaks: number;
  /** The number of checks that the object knows about at the end. */
  readonly counted: number;
}

/** One in five addresses is listed. One in 499 refusals came after a right password. */
const LISTED = 5;
const LEAKED = 499;
const MAY_LAG = 50;
/** Postpones nothing, because a real timer would not follow the simulated clock. */
const never = () => undefined;

export async function simulateChecks(
  sql: SqlStorage,
  { checks, addresses, overMs, startsAt }: Load,
  setNow: (time: number) => void,
): Promise<Cost> {
  for (const { run } of ACCOUNT_MIGRATIONS) run(sql);
  const counted = new CountedStorage(sql);
  setNow(startsAt);
  const clock = new AlarmClock(counted.storage);
  const unreadable = new UnreadableRows('account');
  const activity = new ActivityStore(counted.storage.sql, clock, unreadable);
  let leaks = 0;
  const alerts = new AccountAlerts(counted.storage.sql, clock, activity, unreadable, () => leaks++);
  let reports = 0;
  let mostSenders = 0;
  const recorder = new SenderRecorder(async (_account, report) => {
    reports++;
    mostSenders = Math.max(mostSenders, report.senders.length);
    alerts.record(report);
    activity.record(report, () => true);
  }, never);
  const plain = new CheckCall({ waitUntil: () => undefined });
  const afterPassword = new CheckCall({ waitUntil: () => undefined });
  afterPassword.passwordWasRight = true;
  for (let index = 0; index < checks; index++) {
    if (index % MAY_LAG === 0) {
      const now = startsAt + Math.floor((index / checks) * overMs);
      setNow(now);
      if (counted.takeAlarm(now)) {
        await clock.ring({
          'save-activity': () => activity.save(now),
          alert: () => alerts.run([], now),
        });
      }
    }
    // The step and the number of addresses have no common factor, so checks that follow each other come from
    // different addresses.
    const address = (index * 7919) % addresses;
    const decision = decide(address);
    const leaked = decision.verdict === 'deny' && index % LEAKED === 1;
    recorder.record('account', 'mx', decision, leaked ? afterPassword : plain);
  }
  const { allowed, refused, observed } = activity.totals;
  const senders = activity.senders(startsAt + overMs).length;
  const known = allowed + refused + observed;
  return { ...counted.counts, reports, mostSenders, senders, leaks, counted: known };
}

function decide(address: number): api.Decision {
  const listed = address % LISTED === 0;
  return {
    verdict: listed ? 'allow' : 'deny',
    reason: listed ? 'listed' : 'not-listed',
    mode: 'enforce',
    account: 'sender@example.com',
    decidedBy: 'sender@example.com',
    address: `2001:db8::${address.toString(16)}`,
    entry: listed ? { id: 'e1', value: '2001:db8::/64', remark: '', list: null } : null,
    revision: 2,
  };
}

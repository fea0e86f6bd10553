/**
 * Raises the alerts of an account: for leaks at once, for refusals once a day, and for expiries a day
 * before. A shared list raises those for expiries alone, since nobody asks about a list (R20).
 */
import { pairOf } from '../../../../shared/activity.ts';
import type { ActivityReport } from '../../../../shared/activity-report.ts';
import {
  type Alert,
  type AlertKind,
  type AlertParts,
  DAY_MS,
  MAX_LEAKS_AN_HOUR,
  makeAlert,
} from '../../../../shared/alert.ts';
import type { Entry } from '../../../../shared/allowlist.ts';
import { entryIds } from '../../../replicas/entry-ids.ts';
import type { AlarmClock } from '../../machinery/alarm-clock.ts';
import type { UnreadableRows } from '../../machinery/unreadable-rows.ts';
import type { ActivityStore } from '../activity-store.ts';
import { AlertStore } from './alert-store.ts';
import { ExpiryWatch } from './expiry-watch.ts';

const DIGEST = 'refusal-digest';

export class AccountAlerts {
  readonly store: AlertStore;
  readonly #expiry: ExpiryWatch;
  readonly #activity: ActivityStore;
  readonly #clock: AlarmClock;
  readonly #raised: (alert: Alert) => void;

  /**
   * `raised` is called in the same synchronous step that writes the alert, so what it writes is committed
   * together with the alert.
   */
  constructor(
    sql: SqlStorage,
    clock: AlarmClock,
    activity: ActivityStore,
    unreadable: UnreadableRows,
    raised: (alert: Alert) => void,
  ) {
    this.store = new AlertStore(sql, unreadable);
    this.#expiry = new ExpiryWatch(sql, clock);
    this.#activity = activity;
    this.#clock = clock;
    this.#raised = raised;
  }

  /** Restores the alarms when the object starts. The activity must be restored before. */
  recall(): void {
    this.#expiry.recall();
    this.#clock.recall(DIGEST, this.#digestDueAt());
  }

  /** Raises alerts for the leaks of a report. The other refusals go into the digest. */
  record(report: ActivityReport): void {
    const alerted = new Map<string, number>();
    for (const leak of report.leaks) {
      const { address, login = null, serverId, at, count } = leak;
      const known = this.store.hasLeakAround(at, address, login);
      if (!known && this.store.countLeaksAround(at) >= MAX_LEAKS_AN_HOUR) continue;
      if (!known) this.#raise('leaked-password', at, { login, address, serverId });
      alerted.set(pairOf(leak), count);
    }
    for (const sender of report.senders) {
      const ordinary = sender.refused - (alerted.get(pairOf(sender)) ?? 0);
      this.#activity.tallyRefusals(sender.address, ordinary, report.at);
    }
    this.#activity.tallyRefusals(undefined, report.others.refused, report.at);
    this.#clock.set(DIGEST, this.#digestDueAt());
  }

  /** Must be called after each change of the list. */
  watchExpiry(entries: readonly Entry[], now: number): void {
    this.#expiry.watch(entries, now);
  }

  /** Raises the alerts that are due by now. */
  run(entries: readonly Entry[], now: number): void {
    for (const { expiresAt, entries: expiring } of this.#expiry.take(entries, now)) {
      const [first] = expiring;
      if (!first) continue;
      const entry = { id: first.id, value: first.value, remark: first.remark };
      this.#raise('entry-expiring', now, { entry, expiresAt, count: expiring.length });
    }
    const refusals = this.#activity.refusals;
    if (refusals && refusals.since + DAY_MS <= now) {
      const { since, count, addresses } = refusals;
      this.#raise('refusals', now, { since, count, addresses: addresses.length });
      this.#activity.clearRefusals(now);
    }
    this.#clock.set(DIGEST, this.#digestDueAt());
  }

  deleteAll(): void {
    this.store.deleteAll();
    this.#expiry.deleteAll();
    this.#clock.set(DIGEST, undefined);
  }

  #raise(kind: AlertKind, at: number, parts: AlertParts): void {
    const alert = makeAlert(kind, entryIds(at)(), at, parts);
    this.store.insert(alert);
    this.#raised(alert);
  }

  #digestDueAt(): number | undefined {
    const since = this.#activity.refusals?.since;
    return since === undefined ? undefined : since + DAY_MS;
  }
}

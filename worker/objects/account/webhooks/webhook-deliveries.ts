/**
 * Delivers alerts to webhooks: at once, then with growing pauses for a day, a few at a time. A webhook that is
 * slow or down does not delay the others. Each delivery is made at least once: if an object stops after the
 * answer and before it has noted the result, it delivers again with the same webhook-id.
 */
import { type Alert, DAY_MS, makeAlert } from '../../../../shared/alert.ts';
import type { WebhookTargets } from '../../../../shared/webhook-target.ts';
import { logError, logInfo } from '../../../platform/log.ts';
import { namedInLog } from '../../../platform/named-in-log.ts';
import { entryIds } from '../../../replicas/entry-ids.ts';
import type { AlarmClock } from '../../machinery/alarm-clock.ts';
import type { UnreadableRows } from '../../machinery/unreadable-rows.ts';
import type { DeliveredAlert } from './alert-text.ts';
import { DeliverySlots } from './delivery-slots.ts';
import { type DeliveryRecord, DeliveryStore } from './delivery-store.ts';
import { DELIVERY_DEADLINE_MS, type DeliveryOutcome, postWebhook } from './post-webhook.ts';
import { webhookBody } from './webhook-body.ts';
import { secretsOf, type WebhookRecord, type WebhookStore } from './webhook-store.ts';
import { parseWebhookTarget } from './webhook-target.ts';

const DUTY = 'deliver-alerts';
const GIVE_UP_AFTER_MS = DAY_MS;
/**
 * The most deliveries in one run, because the calls of one request are limited. The alarm continues with the
 * rest.
 */
const MAX_A_RUN = 40;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const BACKOFF_MS = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS];
const LONGEST_BACKOFF_MS = 2 * 60 * MINUTE_MS;

export interface DeliveryContext {
  /** The name of the object: an account, or that of a shared list's object. */
  readonly objectName: string;
  readonly targets: WebhookTargets;
  /** Returns the name of a mail server's token. It is empty if the name is unknown. */
  nameServer(tokenId: string): Promise<string>;
}

export class WebhookDeliveries {
  readonly store: DeliveryStore;
  readonly #webhooks: WebhookStore;
  readonly #clock: AlarmClock;
  readonly #context: () => DeliveryContext;
  readonly #slots = new DeliverySlots();
  readonly #underWay = new Set<Promise<void>>();
  /** The numbers of the deliveries that are being made. */
  readonly #begun = new Set<number>();

  constructor(
    sql: SqlStorage,
    clock: AlarmClock,
    webhooks: WebhookStore,
    unreadable: UnreadableRows,
    context: () => DeliveryContext,
  ) {
    this.store = new DeliveryStore(sql, unreadable);
    this.#webhooks = webhooks;
    this.#clock = clock;
    this.#context = context;
  }

  /** Restores the alarm when the object starts. */
  recall(): void {
    this.#clock.recall(DUTY, this.store.nextAt());
  }

  /**
   * Adds the deliveries of an alert. Must be called in the same synchronous step that raises the alert, so that
   * both are stored or neither.
   */
  enqueue(alert: Alert, now: number): void {
    const receiving = this.#webhooks
      .list()
      .filter(
        ({ stoppedAt, kinds }) => stoppedAt === null && (kinds?.includes(alert.kind) ?? true),
      );
    for (const { id } of receiving) this.store.insert(id, alert, now, now);
    if (receiving.length > 0) this.#schedule();
  }

  /** Makes the deliveries that are due. It never rejects; a failed delivery is tried again. */
  async run(): Promise<void> {
    const now = Date.now();
    const ids = this.#webhooks.list().map(({ id }) => id);
    this.store.setAside(ids, now, now + LONGEST_BACKOFF_MS);
    this.#fill({ left: MAX_A_RUN });
    this.#schedule();
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Makes one attempt now. If a stopped receiver accepts it, the receiver gets alerts again. */
  async test(webhook: WebhookRecord): Promise<DeliveryRecord | undefined> {
    const now = Date.now();
    const alert = makeAlert('test', entryIds(now)(), now);
    const sequence = this.store.insert(webhook.id, alert, now, null);
    await this.#slots.wait(webhook.id);
    this.store.begin(sequence, Date.now(), null);
    const outcome = await this.#post(webhook, alert, Date.now());
    this.#slots.release(webhook.id);
    this.#schedule();
    const delivered = outcome.kind === 'delivered';
    this.store.finish(sequence, delivered ? 'delivered' : 'failed', outcome);
    if (delivered) this.#webhooks.setStopped(webhook.id, null);
    this.store.prune(webhook.id);
    return this.store.find(sequence);
  }

  /** Deletes the log of a webhook that is deleted. */
  forget(webhookId: string): void {
    this.store.delete(webhookId);
    this.#schedule();
  }

  deleteAll(): void {
    this.store.deleteAll();
    this.#clock.set(DUTY, undefined);
  }

  /**
   * Sets the alarm, but never for this moment, even if a delivery is due: otherwise the alarm could ring again
   * and again. A due delivery waits for a running one, and is begun when that one ends.
   */
  #schedule(): void {
    const at = this.store.nextAt();
    const now = Date.now();
    const isWaiting = at !== undefined && at <= now && !this.#slots.isEmpty;
    const earliest = now + (isWaiting ? DELIVERY_DEADLINE_MS : SECOND_MS);
    this.#clock.set(DUTY, at === undefined ? undefined : Math.max(at, earliest));
  }

  /** Begins due deliveries while there are free slots. Each delivery that ends begins the next. */
  #fill(run: { left: number }): void {
    while (run.left > 0) {
      const ids = this.#slots.free(this.#webhooks.list().map(({ id }) => id));
      const next = firstOf(ids, (id) => this.#findDue(id));
      if (!next) return;
      run.left--;
      const { webhookId, sequence } = next;
      this.#slots.take(webhookId);
      this.#begun.add(sequence);
      const attempt = this.#attempt(webhookId, next)
        .catch((error) => logError('delivery-failed', { webhook: webhookId, error: String(error) }))
        .finally(() => {
          this.#underWay.delete(attempt);
          this.#begun.delete(sequence);
          this.#slots.release(webhookId);
          this.#fill(run);
          this.#schedule();
        });
      this.#underWay.add(attempt);
    }
  }

  /** Finds a due delivery that has not begun. A delivery that takes long is due again before it has ended. */
  #findDue(webhookId: string): DeliveryRecord | undefined {
    const due = this.store.due(webhookId, Date.now(), this.#begun.size + 1);
    return due.find(({ sequence }) => !this.#begun.has(sequence));
  }

  async #attempt(id: string, { sequence, alert, attempts, createdAt }: DeliveryRecord) {
    const webhook = this.#webhooks.find(id);
    if (!webhook) return;
    const now = Date.now();
    const nextAt = now + (BACKOFF_MS[attempts] ?? LONGEST_BACKOFF_MS);
    this.store.begin(sequence, now, nextAt);
    this.#schedule();
    const outcome = await this.#post(webhook, alert, now);
    // During the attempt the webhook may have been deleted, and the delivery with it.
    if (outcome.kind === 'gone') {
      this.#webhooks.setStopped(id, now);
      this.store.finish(sequence, 'failed', outcome);
      this.store.giveUp(id, 'it wants no more deliveries');
    } else if (outcome.kind === 'delivered') {
      this.store.finish(sequence, 'delivered', outcome);
    } else {
      const stopped = this.#webhooks.find(id)?.stoppedAt !== null;
      const isLast = stopped || nextAt > createdAt + GIVE_UP_AFTER_MS;
      this.store.finish(sequence, isLast ? 'failed' : 'pending', outcome);
    }
    this.store.prune(id);
  }

  #post(webhook: WebhookRecord, alert: DeliveredAlert, now: number): Promise<DeliveryOutcome> {
    return this.#postOrThrow(webhook, alert, now).catch((error) => {
      logError('alert-not-sent', { webhook: webhook.id, alert: alert.id, error: String(error) });
      return { kind: 'failed', status: null, error: 'it could not be sent' };
    });
  }

  /**
   * Returns one sentence that says why the deployment does not send to a webhook's URL. The settings may have
   * become stricter since the webhook was added.
   */
  findRefusal({ url }: WebhookRecord): string | null {
    const target = parseWebhookTarget(url, this.#context().targets);
    return target.ok ? null : target.error;
  }

  async #postOrThrow(
    webhook: WebhookRecord,
    alert: DeliveredAlert,
    now: number,
  ): Promise<DeliveryOutcome> {
    const { objectName, targets, nameServer } = this.#context();
    // The settings may have become stricter since the webhook was added.
    const target = parseWebhookTarget(webhook.url, targets);
    if (!target.ok) return { kind: 'failed', status: null, error: 'its URL is not allowed here' };
    const server = alert.serverId === null ? '' : await nameServer(alert.serverId);
    const outcome = await postWebhook({
      url: target.value,
      secrets: secretsOf(webhook, now),
      id: alert.id,
      body: webhookBody(webhook.form, objectName, alert, server),
      now,
    });
    const { kind, status } = outcome;
    const sent = { webhook: webhook.id, alert: alert.id, outcome: kind, status };
    logInfo('alert-sent', { ...namedInLog(objectName), ...sent });
    return outcome;
  }
}

function firstOf<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

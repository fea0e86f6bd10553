/**
 * The changes that managers make to the webhooks of an account or of a shared list. Each is in the history, but never
 * with a secret.
 */
import type { AlertKind } from '../../../../shared/alert.ts';
import type { TokenName } from '../../../../shared/allowlist.ts';
import type * as api from '../../../../shared/api.ts';
import type { ChangedSettings, HistoryAction } from '../../../../shared/history.ts';
import { type Problem, problem } from '../../../../shared/problem.ts';
import { failure, type Result, success } from '../../../../shared/result.ts';
import { MAX_WEBHOOKS } from '../../../../shared/webhook.ts';
import { toWireDelivery } from './delivery-store.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';
import { newWebhookSecret } from './webhook-secret.ts';
import { toWireWebhook, type WebhookRecord, type WebhookStore } from './webhook-store.ts';

/** A webhook as it was requested. Its URL is canonical and allowed. */
export type NewWebhook = Pick<WebhookRecord, 'id' | 'url' | 'form' | 'name' | 'kinds'>;

/** The account or the shared list whose alerts the webhooks get. */
export interface WebhookHolder {
  /** The words for it in a problem: *the account*, and *An account has at most …*. */
  readonly word: string;
  readonly owner: string;
  readonly alertKinds: readonly AlertKind[];
}

export type AppendEvent = (
  action: HistoryAction,
  by: TokenName,
  before: ChangedSettings,
  after: ChangedSettings,
) => void;

export class AccountWebhooks {
  readonly #storage: DurableObjectStorage;
  readonly #webhooks: WebhookStore;
  readonly #deliveries: WebhookDeliveries;
  readonly #append: AppendEvent;
  readonly #holder: () => WebhookHolder;

  constructor(
    storage: DurableObjectStorage,
    webhooks: WebhookStore,
    deliveries: WebhookDeliveries,
    append: AppendEvent,
    holder: () => WebhookHolder,
  ) {
    this.#storage = storage;
    this.#webhooks = webhooks;
    this.#deliveries = deliveries;
    this.#append = append;
    this.#holder = holder;
  }

  list(now: number): api.Webhook[] {
    return this.#webhooks.list().map((webhook) => this.#toWire(webhook, now));
  }

  add(asked: NewWebhook, by: TokenName, now: number): Result<api.IssuedWebhook, Problem> {
    if (this.#webhooks.list().length >= MAX_WEBHOOKS) {
      const detail = `${this.#holder().owner} has at most ${MAX_WEBHOOKS} webhooks: delete one first.`;
      return failure(problem('limit-reached', detail, [], { limit: MAX_WEBHOOKS, room: 0 }));
    }
    const webhook: WebhookRecord = {
      ...asked,
      secret: newWebhookSecret(),
      oldSecret: null,
      oldSecretUntil: null,
      createdAt: now,
      createdBy: by,
      stoppedAt: null,
    };
    this.#storage.transactionSync(() => {
      this.#webhooks.insert(webhook);
      this.#append('webhook-added', by, {}, describe(webhook));
    });
    return success({ ...this.#toWire(webhook, now), secret: webhook.secret });
  }

  rotate(id: string, by: TokenName, now: number): Result<api.IssuedWebhook, Problem> {
    const found = this.#find(id);
    if (!found.ok) return found;
    const secret = newWebhookSecret();
    this.#storage.transactionSync(() => {
      this.#webhooks.rotate(id, secret, now);
      this.#append('webhook-rotated', by, {}, describe(found.value));
    });
    const rotated = this.#find(id);
    return rotated.ok ? success({ ...this.#toWire(rotated.value, now), secret }) : rotated;
  }

  remove(id: string, by: TokenName): Result<null, Problem> {
    if (!this.#webhooks.has(id)) return this.#unknown(id);
    const webhook = this.#webhooks.find(id);
    const described = webhook ? describe(webhook) : { webhookId: id };
    this.#storage.transactionSync(() => {
      this.#webhooks.delete(id);
      this.#deliveries.forget(id);
      this.#append('webhook-deleted', by, described, {});
    });
    return success(null);
  }

  /**
   * Stops all webhooks that any of these tokens added: they get no more alerts. Must be called in the
   * transaction of the change.
   */
  stopOf(tokenIds: ReadonlySet<string>, by: TokenName): api.Revoked['stopped'] {
    const stopped = this.#webhooks
      .list()
      .filter(({ createdBy, stoppedAt }) => tokenIds.has(createdBy.tokenId) && stoppedAt === null);
    for (const webhook of stopped) {
      this.#webhooks.setStopped(webhook.id, Date.now());
      this.#append('webhook-stopped', by, {}, describe(webhook));
    }
    return stopped.map(({ id, name, url }) => ({ id, name, url }));
  }

  readDeliveries(id: string): Result<api.Delivery[], Problem> {
    const found = this.#find(id);
    return found.ok ? success(this.#deliveries.store.log(id).map(toWireDelivery)) : found;
  }

  async test(id: string): Promise<Result<api.Delivery, Problem>> {
    const found = this.#find(id);
    if (!found.ok) return found;
    const delivery = await this.#deliveries.test(found.value);
    return delivery ? success(toWireDelivery(delivery)) : this.#unknown(id);
  }

  deleteAll(): void {
    this.#deliveries.deleteAll();
    this.#webhooks.deleteAll();
  }

  #toWire(webhook: WebhookRecord, now: number): api.Webhook {
    const refused = this.#deliveries.findRefusal(webhook);
    return toWireWebhook(webhook, this.#holder().alertKinds, refused, now);
  }

  #unknown(id: string): Result<never, Problem> {
    const detail = `The ${this.#holder().word} has no webhook with the id ${id}.`;
    return failure(problem('webhook-unknown', detail));
  }

  #find(id: string): Result<WebhookRecord, Problem> {
    const webhook = this.#webhooks.find(id);
    return webhook ? success(webhook) : this.#unknown(id);
  }
}

/**
 * Describes a webhook with only the host of its URL, because the rest of the URL can be a secret, as with
 * Slack.
 */
function describe({ id, name, form, url, kinds }: WebhookRecord): ChangedSettings {
  const { host } = new URL(url);
  return {
    webhookId: id,
    name: name || host,
    form,
    host,
    ...(kinds && { kinds: kinds.join(', ') }),
  };
}

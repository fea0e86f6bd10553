/** The management calls that these tests make, as the operator. */
import type {
  Account,
  Alert,
  AlertPage,
  Allowlist,
  Change,
  Delivery,
  DeliveryList,
  ImportRequest,
  IssuedToken,
  IssuedWebhook,
  SenderList,
  SharedList,
} from '../../shared/api.ts';

interface RelaySettings {
  readonly copies?: true;
  readonly clientAddressHeader?: string;
}

export class SendgateApi {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, operatorToken: string) {
    this.#url = url;
    this.#token = operatorToken;
  }

  async createAccount(account: string, settings: object = {}): Promise<void> {
    await this.#call('POST', '/v1/accounts', { account, ...settings });
  }

  async suspend(account: string, suspended: boolean): Promise<void> {
    await this.#call('PATCH', pathOf(account), { suspended });
  }

  async readAccount(account: string): Promise<Account> {
    return await this.#call<Account>('GET', pathOf(account));
  }

  async readAllowlist(account: string): Promise<Allowlist> {
    return await this.#call<Allowlist>('GET', allowlistOf(account));
  }

  /** Returns the new entry's id. */
  async addEntry(account: string, address: string): Promise<string> {
    return await this.#add(account, { format: 'address', values: [address] });
  }

  async addSegment(account: string, segment: string): Promise<string> {
    return await this.#add(account, { format: 'segment', values: [segment] });
  }

  async #add(account: string, entry: object): Promise<string> {
    const change = await this.#call<Change>('POST', `${allowlistOf(account)}/entries`, entry);
    const [added] = change.added;
    if (added === undefined) throw new Error('nothing was added');
    return added.id;
  }

  /** Sets the expiry of an entry; null: it does not expire. */
  async setExpiry(account: string, id: string, expiresAt: string | null): Promise<void> {
    await this.#call('PATCH', `${allowlistOf(account)}/entries/${id}`, { expiresAt });
  }

  async deleteEntry(account: string, id: string): Promise<Change> {
    return await this.#call<Change>('DELETE', `${allowlistOf(account)}/entries/${id}`);
  }

  async setMode(account: string, mode: 'observe' | 'enforce'): Promise<void> {
    await this.#call('PATCH', allowlistOf(account), { mode });
  }

  /** Makes a shared list with these entries. They may have expired. */
  async createList(list: string, entries: ImportRequest['entries']): Promise<void> {
    await this.#call('POST', '/v1/lists', { list });
    await this.#call('POST', `/v1/lists/${list}/allowlist/import`, { entries });
  }

  async clearList(list: string): Promise<void> {
    const { revision } = await this.#call<SharedList>('GET', `/v1/lists/${list}`);
    const asSeen = { 'if-match': `"${revision}"` };
    await this.#call('POST', `/v1/lists/${list}/allowlist/clear`, undefined, asSeen);
  }

  async includeList(account: string, list: string): Promise<void> {
    await this.#call('PUT', `${pathOf(account)}/lists/${list}`);
  }

  async addWebhook(account: string, url: string): Promise<IssuedWebhook> {
    const webhook = { url, form: 'standard' };
    return await this.#call('POST', `${pathOf(account)}/webhooks`, webhook);
  }

  async readDeliveries(account: string, webhookId: string): Promise<Delivery[]> {
    const path = `${pathOf(account)}/webhooks/${webhookId}/deliveries`;
    return (await this.#call<DeliveryList>('GET', path)).deliveries;
  }

  async readAlerts(account: string): Promise<Alert[]> {
    return (await this.#call<AlertPage>('GET', `${pathOf(account)}/alerts`)).alerts;
  }

  async readSenders(account: string): Promise<SenderList['senders']> {
    return (await this.#call<SenderList>('GET', `${pathOf(account)}/senders`)).senders;
  }

  async issueRelayToken(settings: RelaySettings = {}): Promise<string> {
    return (await this.issueRelay(settings)).token;
  }

  /** Issues a relay token, and says which it is. */
  async issueRelay(settings: RelaySettings = {}): Promise<IssuedToken> {
    return await this.#call('POST', '/v1/relay-tokens', { name: 'mail test', ...settings });
  }

  async revokeRelayToken(id: string): Promise<void> {
    await this.#call('DELETE', `/v1/relay-tokens/${id}`);
  }

  async setFailMode(account: string, failMode: 'default' | 'closed' | 'open'): Promise<void> {
    await this.#call('PATCH', pathOf(account), { failMode });
  }

  /** Issues a manager's token. */
  async issueAccountToken(account: string): Promise<string> {
    const path = `/v1/accounts/${encodeURIComponent(account)}/tokens`;
    const token = { role: 'manager', name: 'mail test' };
    return (await this.#call<IssuedToken>('POST', path, token)).token;
  }

  async #call<Answer>(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const authorization = `Bearer ${this.#token}`;
    const ofBody = body && { 'content-type': 'application/json' };
    const response = await fetch(new URL(path, this.#url), {
      method,
      headers: { authorization, ...ofBody, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }
}

function pathOf(account: string): string {
  return `/v1/accounts/${encodeURIComponent(account)}`;
}

function allowlistOf(account: string): string {
  return `${pathOf(account)}/allowlist`;
}

/** Shared lists of the deployment, and the connection of a token of one. */
import type { Connection } from '../../../extension/model/connection.ts';
import type { Allowlist, Entry, IssuedToken } from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import type { Site } from './site.ts';

let lists = 0;

export class SharedLists {
  readonly #site: () => Pick<Site, 'front' | 'operator'>;

  constructor(site: () => Pick<Site, 'front' | 'operator'>) {
    this.#site = site;
  }

  /** Makes a new list with these addresses. */
  async create(name: string, ...values: string[]): Promise<string> {
    lists += 1;
    const list = `${name}-${process.pid}-${lists}`;
    await this.#call('POST', '/v1/lists', { list });
    if (values.length > 0) await this.add(list, { format: 'address', values });
    return list;
  }

  async add(list: string, request: object): Promise<void> {
    await this.#call('POST', `/v1/lists/${list}/allowlist/entries`, request);
  }

  async values(list: string): Promise<string[]> {
    const { entries } = await this.#call<{ entries: Entry[] }>(
      'GET',
      `/v1/lists/${list}/allowlist`,
    );
    return entries.map(({ value }) => value);
  }

  async attach(account: string, list: string): Promise<Allowlist> {
    return this.#call('PUT', `/v1/accounts/${encodeURIComponent(account)}/lists/${list}`, {});
  }

  async issueToken(list: string, role: 'manager' | 'viewer'): Promise<IssuedToken> {
    return this.#call('POST', `/v1/lists/${list}/tokens`, { role, name: 'Grace' });
  }

  /** The connection that the options keep once they have tested a token of the list. */
  async connectionTo(list: string, role: 'manager' | 'viewer' = 'manager'): Promise<Connection> {
    const { id, name, expiresAt, token } = await this.issueToken(list, role);
    const account = listObjectName(list);
    return {
      id: `list-${list}`,
      endpoint: this.#site().front.url,
      otherFamilyEndpoint: null,
      token,
      session: { role, account, tokenId: id, name, expiresAt },
      accounts: [account],
    };
  }

  async #call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const { front, operator } = this.#site();
    const response = await fetch(new URL(path, front.url), {
      method,
      headers: {
        authorization: `Bearer ${operator.token}`,
        'content-type': 'application/json',
        ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.json();
  }
}

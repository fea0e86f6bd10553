/** Makes the accounts, lists and tokens that a bench needs. It uses the API like an operator. */
import type * as api from '../shared/api.ts';
import type { AccountList } from './sending-questions.ts';
import { OPERATOR_TOKEN } from './workerd.ts';

/** The most values in one add. Longer lists are imported. */
const MOST_ADDED = 100;

export class Provisioner {
  readonly #origin: string;

  /** `port` is the port of the Worker. */
  constructor(port: number) {
    this.#origin = `http://127.0.0.1:${port}`;
  }

  async account(account: string, settings: object = {}): Promise<void> {
    await this.call('POST', '/v1/accounts', { account, ...settings });
  }

  /** Makes at most 200 accounts. */
  async accounts(accounts: readonly string[]): Promise<void> {
    const lines = accounts.map((account) => `${JSON.stringify({ account })}\n`).join('');
    const response = await this.#send('POST', '/v1/accounts/batch', lines, 'application/x-ndjson');
    const answers = (await response.text()).trim().split('\n');
    const wrong = answers.find((line) => JSON.parse(line).status !== 201);
    if (wrong !== undefined) throw new Error(`an account was not made: ${wrong}`);
  }

  /** Puts the addresses and segments on the list of their account, in one call. */
  async fill({ account, addresses, segments }: AccountList): Promise<void> {
    const entries = [
      ...addresses.map((value) => ({ format: 'address', value })),
      ...segments.map((value) => ({ format: 'segment', value })),
    ];
    const list = `/v1/accounts/${encodeURIComponent(account)}/allowlist`;
    await this.call('POST', `${list}/import`, { entries });
  }

  /** Puts addresses or segments on a list. All of them must have the same format. */
  async list(
    account: string,
    format: api.Entry['format'],
    values: readonly string[],
  ): Promise<void> {
    const list = `/v1/accounts/${encodeURIComponent(account)}/allowlist`;
    if (values.length <= MOST_ADDED) {
      await this.call('POST', `${list}/entries`, { format, values });
      return;
    }
    const entries = values.map((value) => ({ format, value }));
    await this.call('POST', `${list}/import`, { entries });
  }

  /** Makes a shared list of addresses. */
  async sharedList(
    list: string,
    addresses: readonly string[],
    settings: object = {},
  ): Promise<void> {
    await this.call('POST', '/v1/lists', { list, ...settings });
    const entries = addresses.map((value) => ({ format: 'address', value }));
    await this.call('POST', `/v1/lists/${list}/allowlist/import`, { entries });
  }

  async token(account: string, role: api.AccountRole): Promise<string> {
    const path = `/v1/accounts/${encodeURIComponent(account)}/tokens`;
    const issued = await this.call<api.IssuedToken>('POST', path, { role, name: 'bench' });
    return issued.token;
  }

  async relayToken(settings: object = {}): Promise<string> {
    const body = { name: 'bench', ...settings };
    return (await this.call<api.IssuedToken>('POST', '/v1/relay-tokens', body)).token;
  }

  async call<Body>(method: string, path: string, body?: object): Promise<Body> {
    const text = body && JSON.stringify(body);
    return (await (await this.#send(method, path, text, 'application/json')).json()) as Body;
  }

  async #send(
    method: string,
    path: string,
    body: string | undefined,
    contentType: string,
  ): Promise<Response> {
    const response = await fetch(this.#origin + path, {
      method,
      headers: {
        Authorization: `Bearer ${OPERATOR_TOKEN}`,
        ...(body !== undefined && { 'Content-Type': contentType }),
      },
      ...(body !== undefined && { body }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response;
  }
}

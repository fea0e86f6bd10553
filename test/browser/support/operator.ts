/** The operator of the deployment: makes accounts and tokens, and reads what the Worker holds. */
import { vi } from 'vitest';
import type {
  Account,
  AccountRole,
  Allowlist,
  Decision,
  IssuedToken,
  Sender,
  SenderList,
  WebhookList,
} from '../../../shared/api.ts';

const WAIT = { timeout: 20_000 };

export class Operator {
  readonly token: string;
  readonly #url: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.token = token;
  }

  async createAccount(account: string, settings: object = {}): Promise<void> {
    await this.#call('POST', '/v1/accounts', { account, ...settings });
  }

  async account(account: string): Promise<Account> {
    return this.#call('GET', pathOf(account));
  }

  async createList(list: string, settings: object = {}): Promise<void> {
    await this.#call('POST', '/v1/lists', { list, ...settings });
  }

  async deleteList(list: string): Promise<void> {
    await this.#call('DELETE', `/v1/lists/${list}`);
  }

  async addToList(list: string, ...values: string[]): Promise<void> {
    await this.#call('POST', `/v1/lists/${list}/allowlist/entries`, { format: 'address', values });
  }

  /** Lets an account include a shared list. */
  async attach(account: string, list: string, request: object = {}): Promise<void> {
    await this.#call('PUT', `${pathOf(account)}/lists/${list}`, request);
  }

  async issueToken(
    account: string,
    role: AccountRole,
    name: string,
    expiresInSeconds?: number,
  ): Promise<IssuedToken> {
    const terms = { role, name, ...(expiresInSeconds !== undefined && { expiresInSeconds }) };
    return this.#call('POST', `${pathOf(account)}/tokens`, terms);
  }

  async revokeToken(account: string, id: string): Promise<void> {
    await this.#call('DELETE', `${pathOf(account)}/tokens/${id}`);
  }

  async suspend(account: string): Promise<void> {
    await this.#call('PATCH', pathOf(account), { suspended: true });
  }

  /** Adds entries. A test also uses it for a change by somebody else. */
  async add(account: string, request: object): Promise<void> {
    await this.#call('POST', `${pathOf(account)}/allowlist/entries`, request);
  }

  async remove(account: string, value: string): Promise<void> {
    const { entries } = await this.allowlist(account);
    const id = entries.find((entry) => entry.value === value)?.id ?? value;
    await this.#call('DELETE', `${pathOf(account)}/allowlist/entries/${id}`);
  }

  async disable(account: string): Promise<void> {
    await this.#call('DELETE', `${pathOf(account)}/allowlist`);
  }

  async setMode(account: string, request: object): Promise<void> {
    await this.#call('PATCH', `${pathOf(account)}/allowlist`, request);
  }

  async allowlist(account: string): Promise<Allowlist> {
    return this.#call('GET', `${pathOf(account)}/allowlist`);
  }

  async values(account: string): Promise<string[]> {
    return (await this.allowlist(account)).entries.map(({ value }) => value);
  }

  /**
   * Asks about these addresses as a mail server. Resolves once the account knows all of them, which
   * the Worker tells it after the answers.
   */
  async seeSenders(account: string, ...addresses: string[]): Promise<void> {
    for (const address of addresses) {
      await this.verdict(account, address);
      await this.#untilKnown(account, (sender) => sender.address === address);
    }
  }

  /**
   * Makes a login with the right password that is refused. Resolves once the account knows it and
   * has its alert.
   */
  async seeLeak(account: string, address: string): Promise<void> {
    const answer = await this.verdictAfterPassword(account, address);
    if (answer !== 'deny') throw new Error(`${address} was let in`);
    await this.#untilKnown(
      account,
      (sender) => sender.address === address && sender.passwordWasRight,
    );
  }

  async #untilKnown(account: string, isIt: (sender: Sender) => boolean): Promise<void> {
    await vi.waitFor(async () => {
      const { senders } = await this.#call<SenderList>('GET', `${pathOf(account)}/senders`);
      if (!senders.some(isIt)) throw new Error('the account does not know yet');
    }, WAIT);
  }

  /** Asks for the verdict that a mail server gets. */
  async verdict(account: string, address: string): Promise<Decision['verdict']> {
    const { token } = await this.#relay();
    const decision = await this.#call<Decision>('POST', '/v1/check', { account, address }, token);
    return decision.verdict;
  }

  /** Asks for the verdict that Dovecot gets, which asks after it has found the password right. */
  async verdictAfterPassword(account: string, address: string): Promise<'allow' | 'deny'> {
    const { token } = await this.#relay();
    const body = { login: account, remote: address, pwhash: 'a7' };
    const answer = await this.#call<{ status: number }>(
      'POST',
      '/v1/dovecot?command=allow',
      body,
      token,
    );
    return answer.status < 0 ? 'deny' : 'allow';
  }

  async addWebhook(account: string, terms: object): Promise<void> {
    await this.#call('POST', `${pathOf(account)}/webhooks`, terms);
  }

  async webhooks(account: string): Promise<WebhookList['webhooks']> {
    const list = await this.#call<WebhookList>('GET', `${pathOf(account)}/webhooks`);
    return list.webhooks;
  }

  #relayToken: Promise<IssuedToken> | undefined;

  #relay(): Promise<IssuedToken> {
    this.#relayToken ??= this.#call('POST', '/v1/relay-tokens', { name: 'Mail server' });
    return this.#relayToken;
  }

  async #call<Answer>(
    method: string,
    path: string,
    body?: object,
    token = this.token,
  ): Promise<Answer> {
    const response = await fetch(new URL(path, this.#url), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}

function pathOf(account: string): string {
  return `/v1/accounts/${encodeURIComponent(account)}`;
}

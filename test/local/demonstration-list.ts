/** The demonstration account's list, as the operator reads and changes it. */
import { ACCOUNT_PATH } from '../../local/demonstration.ts';
import { Allowlist } from '../../shared/api.ts';

export class DemonstrationList {
  readonly #url: string;
  readonly #operatorToken: string;

  constructor(url: string, operatorToken: string) {
    this.#url = url;
    this.#operatorToken = operatorToken;
  }

  async raiseLimit(limit: number): Promise<void> {
    await this.#call('PATCH', ACCOUNT_PATH, { limit });
  }

  /** Resolves when the add is acknowledged. */
  async add(address: string): Promise<void> {
    const entry = { format: 'address', values: [address] };
    await this.#call('POST', `${ACCOUNT_PATH}/allowlist/entries`, entry);
  }

  async values(): Promise<string[]> {
    const list = Allowlist.parse(await this.#call('GET', `${ACCOUNT_PATH}/allowlist`));
    return list.entries.map((entry) => entry.value);
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(new URL(path, this.#url), {
      method,
      headers: {
        Authorization: `Bearer ${this.#operatorToken}`,
        'Content-Type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  }
}

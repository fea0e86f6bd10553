/**
 * One account under the soak, and the model of its list: the state that it must have after the
 * edits that were answered.
 */
import type { SoakClient } from './soak-client.ts';

type Verdict = 'allow' | 'deny';

interface Change {
  readonly mode: string;
  readonly added: readonly { readonly id: string; readonly value: string }[];
}

/** What the account is at a moment. */
export interface Standing {
  readonly isSuspended: boolean;
  allows(address: string): boolean;
}

const POOL = 200;
export const poolAddress = (number: number) => `198.51.100.${(number % POOL) + 1}`;
export const anyAddress = () => poolAddress(Math.floor(Math.random() * POOL));

export class SoakedAccount {
  readonly name: string;
  readonly #client: SoakClient;
  readonly #entries = new Map<string, string>();
  #observes = false;
  #suspended = false;
  #edits = 0;
  #editing = false;

  constructor(client: SoakClient, name: string) {
    this.#client = client;
    this.name = name;
  }

  get path(): string {
    return `/v1/accounts/${encodeURIComponent(this.name)}`;
  }

  get values(): string[] {
    return [...this.#entries.keys()].sort();
  }

  expected(address: string): Verdict {
    return this.standing.allows(address) ? 'allow' : 'deny';
  }

  get standing(): Standing {
    const isSuspended = this.#suspended;
    const isOpen = this.#entries.size === 0 || this.#observes;
    const listed = new Set(this.#entries.keys());
    return { isSuspended, allows: (address) => !isSuspended && (isOpen || listed.has(address)) };
  }

  /**
   * The number of the list's state that an answer is about; undefined while an edit is under way,
   * since the answer may be about either state.
   */
  get moment(): number | undefined {
    return this.#editing ? undefined : this.#edits;
  }

  async create(): Promise<void> {
    await this.#client.expect('POST', '/v1/accounts', { account: this.name, limit: POOL });
    await this.#add(anyAddress());
  }

  /** Makes one edit at a time. The model does not know the result of two at once. */
  async edit(): Promise<void> {
    if (this.#editing) return;
    this.#editing = true;
    try {
      await this.#editSomehow(Math.random());
    } finally {
      this.#edits++;
      this.#editing = false;
    }
  }

  async #editSomehow(choice: number): Promise<void> {
    const [address, id] = [...this.#entries][Math.floor(Math.random() * this.#entries.size)] ?? [];
    const next = anyAddress();
    const isNew = !this.#entries.has(next);
    if (address === undefined || (choice < 0.4 && isNew)) return this.#add(next);
    if (choice < 0.7) return this.#delete(address, `${id}`);
    if (choice < 0.8 && isNew) return this.#replace(address, `${id}`, next);
    if (choice < 0.85) return this.#disable();
    if (choice < 0.9) return this.#setSuspended(!this.#suspended);
    if (choice < 0.95) return this.#setObserves(!this.#observes);
    await this.#client.expect('PATCH', `${this.path}/allowlist/entries/${id}`, { remark: next });
  }

  async #add(address: string): Promise<void> {
    const body = { format: 'address', values: [address] };
    this.#took(await this.#client.expect('POST', `${this.path}/allowlist/entries`, body));
  }

  async #delete(address: string, id: string): Promise<void> {
    const change = await this.#client.expect('DELETE', `${this.path}/allowlist/entries/${id}`);
    this.#entries.delete(address);
    this.#took(change);
  }

  async #replace(address: string, id: string, next: string): Promise<void> {
    const body = { remove: [id], add: { format: 'address', values: [next] } };
    const change = await this.#client.expect('POST', `${this.path}/allowlist/replace`, body);
    this.#entries.delete(address);
    this.#took(change);
  }

  async #disable(): Promise<void> {
    const change = await this.#client.expect('DELETE', `${this.path}/allowlist`);
    this.#entries.clear();
    this.#took(change);
  }

  async #setObserves(observes: boolean): Promise<void> {
    const mode = observes ? 'observe' : 'enforce';
    await this.#client.expect('PATCH', `${this.path}/allowlist`, { mode });
    this.#observes = observes;
  }

  async #setSuspended(suspended: boolean): Promise<void> {
    await this.#client.expect('PATCH', this.path, { suspended });
    this.#suspended = suspended;
  }

  #took(body: unknown): void {
    const { mode, added } = body as Change;
    for (const { id, value } of added) this.#entries.set(value, id);
    if (this.#entries.size === 0) this.#observes = false;
    const expected = this.#entries.size === 0 ? 'off' : this.#observes ? 'observe' : 'enforce';
    if (mode !== expected) throw new Error(`${this.name}: mode ${mode}, not ${expected}`);
  }
}

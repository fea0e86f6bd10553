/** The accounts and shared lists of one sequence. What is done to them is done at the Worker, and noted. */
import { AccountBook, type AccountState, type Entries, NEW_ACCOUNT } from './account-book.ts';
import type { ModelWorker, Said } from './model-worker.ts';

export interface IssuedToken {
  readonly id: string;
  readonly token: string;
}

let worlds = 0;

export class ModelWorld {
  readonly book = new AccountBook();
  readonly worker: ModelWorker;
  readonly names: readonly string[];
  readonly logins: readonly string[];
  readonly lists: readonly string[];
  readonly #issued = new Set<string>();

  constructor(worker: ModelWorker) {
    this.worker = worker;
    const number = ++worlds;
    const domain = `@s${number}.example.com`;
    this.names = [`a${domain}`, `b${domain}`, domain];
    this.logins = [`a${domain}`, `b${domain}`, `c${domain}`, `a@other-s${number}.example.com`];
    this.lists = [`office-${number}`, `vpn-${number}`];
  }

  account(name: string): AccountState | undefined {
    return this.book.account(name).now;
  }

  /** The values of all entries that decide for the login. */
  valuesFor(login: string): string[] {
    const domain = login.slice(login.indexOf('@'));
    const account = this.account(login) ?? this.account(domain);
    const shared = (account?.lists ?? []).map((list) => this.book.list(list).now);
    return [account?.entries, ...shared].flatMap((entries) => [...(entries?.keys() ?? [])]);
  }

  async makeOrDelete(name: string): Promise<void> {
    if (this.account(name))
      await this.#changeAccount(name, `DELETE ${pathOf(name)}?off=true`, undefined);
    else
      await this.#changeAccount(name, 'POST /v1/accounts', () => NEW_ACCOUNT, {
        account: name,
        off: true,
      });
  }

  async set(
    name: string,
    settings: Partial<Pick<AccountState, 'suspended' | 'strict' | 'failMode'>>,
  ) {
    const { strict, ...rest } = settings;
    const consistency = strict === undefined ? {} : { consistency: strict ? 'strict' : 'default' };
    const off = settings.suspended === false ? { off: true } : {};
    const body = { ...rest, ...consistency, ...off };
    await this.#changeAccount(
      name,
      `PATCH ${pathOf(name)}`,
      (old) => ({ ...old, ...settings }),
      body,
    );
  }

  async observe(name: string, observes: boolean): Promise<void> {
    const account = this.account(name);
    if (!account || isOff(account)) return;
    const body = { mode: observes ? 'observe' : 'enforce' };
    const path = `PATCH ${pathOf(name)}/allowlist`;
    await this.#changeAccount(name, path, (old) => ({ ...old, observes }), body);
  }

  /** Adds the value, or deletes its entry. */
  async toggleEntry(name: string, value: string, lifeMs: number | undefined): Promise<void> {
    const account = this.account(name);
    if (!account) return;
    const path = `${pathOf(name)}/allowlist/entries`;
    const known = account.entries.get(value);
    if (known) {
      await this.#changeAccount(name, `DELETE ${path}/${known.id}`, (old) => {
        const entries = new Map([...old.entries].filter(([one]) => one !== value));
        return settled({ ...old, entries });
      });
      return;
    }
    const [body, expiresAt] = entryBody(value, lifeMs);
    await this.#changeAccount(
      name,
      `POST ${path}`,
      (old, { added }) => ({
        ...old,
        entries: withEntry(old.entries, value, added, expiresAt),
      }),
      body,
    );
  }

  async clear(name: string): Promise<void> {
    const cleared = { entries: new Map(), lists: [], observes: false };
    await this.#changeAccount(name, `DELETE ${pathOf(name)}/allowlist`, (old) => ({
      ...old,
      ...cleared,
    }));
  }

  async toggleInclusion(name: string, list: string): Promise<void> {
    const account = this.account(name);
    if (!account) return;
    const path = `${pathOf(name)}/lists/${list}`;
    const others = account.lists.filter((one) => one !== list);
    if (account.lists.includes(list)) {
      const change = (old: AccountState) => settled({ ...old, lists: others });
      await this.#changeAccount(name, `DELETE ${path}`, change);
      return;
    }
    if (!this.book.list(list).now) await this.makeOrDeleteList(list);
    await this.#changeAccount(name, `PUT ${path}`, (old) => ({
      ...old,
      lists: [...old.lists, list],
    }));
  }

  async makeOrDeleteList(list: string): Promise<void> {
    if (!this.book.list(list).now) {
      await this.#changeList(list, 'POST /v1/lists', () => new Map(), { list });
      return;
    }
    for (const name of this.names)
      if (this.account(name)?.lists.includes(list)) await this.toggleInclusion(name, list);
    await this.#changeList(list, `DELETE /v1/lists/${list}`, undefined);
  }

  async toggleListEntry(list: string, value: string, lifeMs: number | undefined): Promise<void> {
    const entries = this.book.list(list).now;
    if (!entries) return this.makeOrDeleteList(list);
    const path = `/v1/lists/${list}/allowlist/entries`;
    const known = entries.get(value);
    if (known) {
      const change = () => new Map([...entries].filter(([one]) => one !== value));
      return this.#changeList(list, `DELETE ${path}/${known.id}`, change);
    }
    const [body, expiresAt] = entryBody(value, lifeMs);
    await this.#changeList(
      list,
      `POST ${path}`,
      ({ added }) => withEntry(entries, value, added, expiresAt),
      body,
    );
  }

  async issue(copies: boolean): Promise<IssuedToken> {
    const issued = await this.worker.call('POST /v1/relay-tokens', { name: 'mx', copies });
    this.#issued.add(issued.id);
    return issued;
  }

  async revoke(id: string): Promise<void> {
    if (this.#issued.delete(id)) await this.worker.call(`DELETE /v1/relay-tokens/${id}`);
  }

  /** Deletes everything, so that the next sequence has a short feed. */
  async end(): Promise<void> {
    for (const id of this.#issued) await this.revoke(id);
    for (const list of this.lists) if (this.book.list(list).now) await this.makeOrDeleteList(list);
    for (const name of this.names) if (this.account(name)) await this.makeOrDelete(name);
  }

  async #changeAccount(
    name: string,
    request: string,
    change: ((old: AccountState, answer: Said) => AccountState) | undefined,
    body?: object,
  ): Promise<void> {
    const history = this.book.account(name);
    const began = this.book.tick();
    const answer = await this.worker.call(request, body);
    const state = change?.(history.now ?? NEW_ACCOUNT, answer);
    history.change(began, this.book.tick(), state);
  }

  async #changeList(
    list: string,
    request: string,
    change: ((answer: Said) => Entries) | undefined,
    body?: object,
  ): Promise<void> {
    const began = this.book.tick();
    const answer = await this.worker.call(request, body);
    this.book.list(list).change(began, this.book.tick(), change?.(answer));
  }
}

function withEntry(
  entries: Entries,
  value: string,
  [added]: Said['added'],
  expiresAt: number,
): Entries {
  return new Map([...entries, [value, { id: added?.id ?? '', expiresAt }]]);
}

function isOff({ entries, lists }: AccountState): boolean {
  return entries.size === 0 && lists.length === 0;
}

/** A list that is off does not observe. */
function settled(account: AccountState): AccountState {
  return isOff(account) ? { ...account, observes: false } : account;
}

function entryBody(value: string, lifeMs: number | undefined): [object, number] {
  const format = value.includes('/') ? 'segment' : 'address';
  if (lifeMs === undefined) return [{ format, values: [value] }, Infinity];
  const expiresAt = Math.ceil((Date.now() + lifeMs) / 1000) * 1000;
  return [{ format, values: [value], expiresAt: new Date(expiresAt).toISOString() }, expiresAt];
}

function pathOf(account: string): string {
  return `/v1/accounts/${encodeURIComponent(account)}`;
}

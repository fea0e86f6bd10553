/**
 * The scene for management calls: an account with two entries, a token and a webhook, and a relay
 * token beside it.
 */
import { expect } from 'vitest';
import { z } from 'zod';
import type * as api from '../../shared/api.ts';
import { OPERATIONS, type Operation, requestOf } from '../worker/management/surface.ts';
import { runInside, type Stub } from '../worker/support/faulty-bindings.ts';
import {
  env,
  Lines,
  OPERATOR_TOKEN,
  TestAccount,
  type TestWorker,
  type WorkerAnswer,
} from '../worker/support/test-worker.ts';
import { heal } from './healing.ts';

/** Notes that change by themselves. Losing one does no harm. */
const NOTES = new Set(['last_used_at', 'activity', 'usage_report', 'outbox', 'told', 'totals']);

export class ManagementScene {
  readonly worker: TestWorker;
  readonly account: TestAccount;
  readonly #entryId: string;
  readonly #tokenId: string;
  readonly #webhookId: string;
  readonly #relay: api.IssuedToken;
  /** The name of an account that a call makes. */
  made: string | undefined;

  private constructor(
    worker: TestWorker,
    account: TestAccount,
    ids: readonly string[],
    relay: api.IssuedToken,
  ) {
    this.worker = worker;
    this.account = account;
    [this.#entryId = '', this.#tokenId = '', this.#webhookId = ''] = ids;
    this.#relay = relay;
  }

  static async create(worker: TestWorker): Promise<ManagementScene> {
    const account = await TestAccount.create(worker);
    const { added } = await account.add('198.51.100.7');
    // The second revision gives the calls an earlier one to go back to.
    await account.add('198.51.100.8');
    const post = async <Issued>(path: string, body: object): Promise<Issued> => {
      const made = await worker.operator<Issued>(`POST ${path}`, { body });
      expect(made.status).toBe(201);
      return made.body;
    };
    const viewer = { role: 'viewer', name: 'desk' };
    const token = await post<api.IssuedToken>(account.path('/tokens'), viewer);
    const hook = { url: 'https://hooks.example.com/sendgate', form: 'standard' };
    const webhook = await post<api.IssuedWebhook>(account.path('/webhooks'), hook);
    const relay = await post<api.IssuedToken>('/v1/relay-tokens', { name: 'mx', copies: true });
    // Settles the object first, so that no alarm rings during the calls. An alarm would make the
    // next write.
    await heal(env.ACCOUNTS.getByName(account.name));
    return new ManagementScene(worker, account, [added[0]?.id ?? '', token.id, webhook.id], relay);
  }

  /** Made anew each time, since a stub whose object has ended is useless. */
  get stubs(): {
    readonly account: Stub;
    readonly directory: Stub;
    readonly made: Stub | undefined;
  } {
    return {
      account: env.ACCOUNTS.getByName(this.account.name),
      directory: env.DIRECTORY.getByName('directory'),
      made: this.made === undefined ? undefined : env.ACCOUNTS.getByName(this.made),
    };
  }

  /** Prepares a call. An account that it makes has its name before the call. */
  prepare(
    name: string,
    holder: 'manager' | 'relay' | undefined,
  ): (at: TestWorker) => Promise<WorkerAnswer<unknown>> {
    const operation = expectOperation(name);
    const scene = {
      account: this.account,
      entryId: this.#entryId,
      tokenId: name.includes('relay') ? this.#relay.id : this.#tokenId,
      webhookId: this.#webhookId,
      listName: '',
    };
    const body = operation.body?.(scene);
    this.made = nameIn(name, body);
    const tokens = { manager: this.account.manager, relay: this.#relay.token };
    const token = holder ? tokens[holder] : OPERATOR_TOKEN;
    return (at) => at.call<unknown>(requestOf(operation, scene), { token, ...(body && { body }) });
  }

  /** Everything that a change could have changed. */
  async state(): Promise<string> {
    const { account, directory, made } = this.stubs;
    const tables = [await dump(account), await dump(directory)];
    return JSON.stringify(made ? [...tables, await dump(made)] : tables);
  }
}

/** The name of the account that the call makes. */
function nameIn(name: string, body: object | undefined): string | undefined {
  if (!/^POST \/v1\/accounts(\/batch)?$/.test(name)) return undefined;
  const made = body instanceof Lines ? JSON.parse(body.text) : body;
  return z.object({ account: z.string() }).parse(made).account;
}

function expectOperation(name: string): Operation {
  const operation = OPERATIONS.find((known) => known.name === name);
  if (!operation) throw new Error(`no such operation: ${name}`);
  return operation;
}

function dump(stub: Stub): Promise<unknown> {
  return runInside(stub, (_object, state) => {
    const { sql } = state.storage;
    const names = sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .toArray()
      .map(({ name }) => name)
      .filter((name) => !/^(_cf_|sqlite_)/.test(name) && !NOTES.has(name) && name !== 'accounts');
    return names.map((name) =>
      JSON.stringify(sql.exec(`SELECT * FROM "${name}"`).toArray(), (key, value) =>
        NOTES.has(key) ? undefined : value,
      ),
    );
  });
}

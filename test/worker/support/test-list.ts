import { runDurableObjectAlarm } from 'cloudflare:test';
import { expect, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import { env, TestWorker, type WorkerAnswer, type WorkerCall } from './test-worker.ts';

let lists = 0;

/** A shared list with the calls its admins make most. */
export class TestList {
  readonly worker: TestWorker;
  readonly name: string;
  readonly manager: string;

  private constructor(worker: TestWorker, name: string, manager: string) {
    this.worker = worker;
    this.name = name;
    this.manager = manager;
  }

  static async create(worker = new TestWorker(), settings: object = {}): Promise<TestList> {
    const name = `list-${++lists}`;
    const created = await worker.operator('POST /v1/lists', { body: { list: name, ...settings } });
    expect(created.status).toBe(201);
    return new TestList(worker, name, await TestList.#issue(worker, name, 'manager'));
  }

  static async #issue(worker: TestWorker, name: string, role: string): Promise<string> {
    const issued = await worker.operator<api.IssuedToken>(`POST /v1/lists/${name}/tokens`, {
      body: { role, name: `${role} of the list` },
    });
    expect(issued.status).toBe(201);
    return issued.body.token;
  }

  token(role: 'manager' | 'viewer'): Promise<string> {
    return TestList.#issue(this.worker, this.name, role);
  }

  path(rest = ''): string {
    return `/v1/lists/${this.name}${rest}`;
  }

  get stub() {
    return env.ACCOUNTS.getByName(listObjectName(this.name));
  }

  call<Body = api.SharedChange>(
    method: string,
    rest: string,
    call: WorkerCall = {},
  ): Promise<WorkerAnswer<Body>> {
    return this.worker.call<Body>(`${method} ${this.path(rest)}`, { token: this.manager, ...call });
  }

  async add(...values: string[]): Promise<api.SharedChange> {
    const body = { format: 'address', values };
    const added = await this.call('POST', '/allowlist/entries', { body });
    expect(added.status, JSON.stringify(added.body)).toBe(201);
    return added.body;
  }

  async list(): Promise<api.SharedAllowlist> {
    return (await this.call<api.SharedAllowlist>('GET', '/allowlist')).body;
  }

  /** Deletes every entry of the list as it is now. */
  async clear(): Promise<api.SharedChange> {
    const { revision } = await this.list();
    const headers = { 'If-Match': `"${revision}"` };
    const cleared = await this.call('POST', '/allowlist/clear', { headers });
    expect(cleared.status, JSON.stringify(cleared.body)).toBe(200);
    return cleared.body;
  }

  /** Publishes the newest state, as `TestAccount.publish` does. */
  async publish(): Promise<void> {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_000 });
    await runDurableObjectAlarm(this.stub);
    vi.useRealTimers();
  }

  async describe(): Promise<api.SharedList> {
    return (await this.worker.operator<api.SharedList>(`GET ${this.path()}`)).body;
  }
}

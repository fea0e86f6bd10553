/** A deployment in workerd as its callers see it: one isolate's app with the real bindings. */
import {
  createExecutionContext,
  runDurableObjectAlarm,
  waitOnExecutionContext,
} from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { expect, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import type { Postpone } from '../../../worker/deciding/sender-recorder.ts';
import { createWorker } from '../../../worker/index.ts';
import type { Env } from '../../../worker/platform/env.ts';
import type { Protocol } from '../../../worker/protocols/protocol.ts';
import { PROTOCOLS } from '../../../worker/protocols/protocol-table.ts';

export const OPERATOR_TOKEN = 'an-operator-token-for-tests-only-0123456789';
export const env = { ...(bindings as unknown as Env), OPERATOR_TOKEN };

export interface WorkerCall {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The address the call comes from. */
  readonly from?: string;
}

export interface WorkerAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A body of NDJSON. */
export class Lines {
  readonly text: string;

  constructor(lines: readonly unknown[]) {
    this.text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

let callers = 0;

/** Drops later reports, since a test does not wait ten seconds for an isolate to make them. */
export const reportNothingLater: Postpone = () => undefined;

/**
 * Returns an address that no other test calls from. The count of failed attempts outlives a test.
 */
export function newCallerAddress(): string {
  const groups = crypto.getRandomValues(new Uint16Array(6));
  return `2001:db8:${[...groups].map((group) => (group | 0x1000).toString(16)).join(':')}`;
}

/** One isolate. What it holds in memory is its own, so two workers are two places at the edge. */
export class TestWorker {
  readonly #worker;
  readonly #env: Env;
  /** Each worker calls from an address of its own, so that failed attempts do not add up across tests. */
  readonly #from = `203.0.113.${(callers++ % 250) + 1}`;

  constructor(overrides: Partial<Env> = {}, protocols: readonly Protocol<unknown>[] = PROTOCOLS) {
    this.#env = { ...env, ...overrides };
    this.#worker = createWorker(protocols, reportNothingLater);
  }

  async call<Body = never>(
    request: string,
    { token, body, headers, from }: WorkerCall = {},
  ): Promise<WorkerAnswer<Body>> {
    const [method = 'GET', path = '/'] = request.split(' ');
    const context = createExecutionContext();
    const response = await this.#worker.fetch(
      new Request(`https://worker.test${path}`, {
        method,
        headers: {
          'CF-Connecting-IP': from ?? this.#from,
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': typeOf(body) }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: toSent(body) }),
      }),
      this.#env,
      context,
    );
    // NDJSON is no text to workerd, which warns of it.
    const text = new TextDecoder().decode(await unpacked(response));
    await waitOnExecutionContext(context);
    return {
      status: response.status,
      headers: response.headers,
      body: readAnswer(text, response.headers.get('content-type') ?? ''),
    };
  }

  operator<Body = never>(request: string, call: WorkerCall = {}): Promise<WorkerAnswer<Body>> {
    return this.call(request, { token: OPERATOR_TOKEN, ...call });
  }

  async relayToken(rights: { readonly copies?: true } = {}): Promise<string> {
    const { status, body } = await this.operator<api.IssuedToken>('POST /v1/relay-tokens', {
      body: { name: 'mx', ...rights },
    });
    expect(status).toBe(201);
    return body.token;
  }
}

/** What an isolate has packed itself comes as it is. */
function unpacked(response: Response): Promise<ArrayBuffer> {
  if (response.headers.get('content-encoding') !== 'gzip') return response.arrayBuffer();
  return new Response(response.body?.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

function typeOf(body: unknown): string {
  return body instanceof Lines ? 'application/x-ndjson' : 'application/json';
}

/** Texts and bytes are sent as they are. */
function toSent(body: unknown): string | Uint8Array {
  if (body instanceof Lines) return body.text;
  return typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
}

/** The lines of NDJSON as an array. */
function readAnswer(text: string, type: string) {
  if (type === 'application/x-ndjson') {
    expect(text).toMatch(/\n$/);
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }
  return type.includes('json') && text !== '' ? JSON.parse(text) : text;
}

let accounts = 0;

/** A provisioned account with the calls its admins make most. */
export class TestAccount {
  readonly worker: TestWorker;
  readonly name: string;
  readonly manager: string;

  private constructor(worker: TestWorker, name: string, manager: string) {
    this.worker = worker;
    this.name = name;
    this.manager = manager;
  }

  static async create(
    worker = new TestWorker(),
    settings: object = {},
    name = `account-${++accounts}@example.com`,
  ): Promise<TestAccount> {
    const created = await worker.operator('POST /v1/accounts', {
      body: { account: name, ...settings },
    });
    expect(created.status).toBe(201);
    return new TestAccount(worker, name, await TestAccount.#issue(worker, name, 'manager'));
  }

  static async #issue(worker: TestWorker, name: string, role: api.AccountRole): Promise<string> {
    const issued = await worker.operator<api.IssuedToken>(
      `POST /v1/accounts/${encodeURIComponent(name)}/tokens`,
      {
        body: { role, name: `${role} of the test` },
      },
    );
    expect(issued.status).toBe(201);
    return issued.body.token;
  }

  token(role: api.AccountRole): Promise<string> {
    return TestAccount.#issue(this.worker, this.name, role);
  }

  path(rest = ''): string {
    return `/v1/accounts/${encodeURIComponent(this.name)}${rest}`;
  }

  call<Body = api.Change>(
    method: string,
    rest: string,
    call: WorkerCall = {},
  ): Promise<WorkerAnswer<Body>> {
    return this.worker.call<Body>(`${method} ${this.path(rest)}`, { token: this.manager, ...call });
  }

  async add(...values: string[]): Promise<api.Change> {
    const format = values[0]?.includes('/')
      ? 'segment'
      : values[0]?.includes('-')
        ? 'range'
        : 'address';
    const { status, body } = await this.call('POST', '/allowlist/entries', {
      body: { format, values },
    });
    expect(status, JSON.stringify(body)).toBe(201);
    return body;
  }

  async delete(id: string | undefined): Promise<api.Change> {
    const { status, body } = await this.call('DELETE', `/allowlist/entries/${id}`);
    expect(status).toBe(200);
    return body;
  }

  async list(): Promise<api.Allowlist> {
    return (await this.call<api.Allowlist>('GET', '/allowlist')).body;
  }

  /**
   * Lets the second pass that must lie between two writes of a key. The alarm then publishes the
   * newest state.
   */
  async publish(): Promise<void> {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_000 });
    await runDurableObjectAlarm(env.ACCOUNTS.getByName(this.name));
    vi.useRealTimers();
  }

  /** Asks a worker of the test's choice, as the account's manager. */
  async check(address: string, worker = this.worker): Promise<api.Decision> {
    const body = { account: this.name, address };
    const answer = await worker.call<api.Decision>('POST /v1/check', { token: this.manager, body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  }
}

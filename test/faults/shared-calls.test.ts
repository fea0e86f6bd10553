/**
 * R19, R20: the calls that need more than one object, while one of them, KV or the directory can't be reached. A call
 * is done or changes nothing, and once all can be reached it can be repeated.
 */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as api from '../../shared/api.ts';
import { listObjectName } from '../../shared/list-name.ts';
import type { Env } from '../../worker/platform/env.ts';
import {
  giveBindings,
  kvPutting,
  objectsWith,
  runInside,
  someAccountsWith,
  throwingKv,
} from '../worker/support/faulty-bindings.ts';
import { env, TestWorker } from '../worker/support/test-worker.ts';
import { SHARED_CALLS, type SharedCall, UNREACHABLE, type Unreachable } from './expected-shared.ts';

const healthy = new TestWorker();
const directory = env.DIRECTORY.getByName('directory');
/** What failed is tried again within a minute. */
const ALARMS = 3;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});

afterEach(() => {
  vi.useRealTimers();
});

const unreachable = () =>
  Promise.reject(Object.assign(new Error('of the platform'), { retryable: true }));
const stubOf = (name: string) => env.ACCOUNTS.getByName(name);
const accountPath = (account: string) => `/v1/accounts/${encodeURIComponent(account)}`;

/** Names that only this scene has. The first domain is open, and the second is closed. */
function namesFor(place: Unreachable) {
  const account = (name: string) => `${name}-${place}@calls.example`;
  const list = (name: string) => `${name}-${place}`;
  return {
    accounts: { attach: account('attach'), detach: account('detach'), includes: account('keep') },
    logins: { made: `made@${place}.example`, deleted: `deleted@closed-${place}.example` },
    lists: {
      attached: list('attached'),
      detached: list('detached'),
      made: list('made'),
      cleared: list('cleared'),
      unused: list('unused'),
      used: list('used'),
    },
    domains: [`@${place}.example`, `@closed-${place}.example`],
  } as const;
}

class CallScene {
  readonly #place: Unreachable;
  readonly #names: ReturnType<typeof namesFor>;

  private constructor(place: Unreachable) {
    this.#place = place;
    this.#names = namesFor(place);
  }

  static async create(place: Unreachable): Promise<CallScene> {
    const scene = new CallScene(place);
    const { accounts, logins, lists, domains } = scene.#names;
    const done = async (request: string, body?: object) => {
      const { status } = await healthy.operator(request, body ? { body } : {});
      expect([200, 201]).toContain(status);
    };
    for (const list of Object.values(lists))
      if (list !== lists.made) await done('POST /v1/lists', { list });
    const listing = [...Object.values(accounts), logins.deleted, domains[1]];
    for (const account of [...listing, domains[0]]) await done('POST /v1/accounts', { account });
    const entries = { format: 'address', values: ['192.0.2.1'] };
    for (const account of listing)
      await done(`POST ${accountPath(account)}/allowlist/entries`, entries);
    await done(`POST /v1/lists/${lists.cleared}/allowlist/entries`, entries);
    await done(`PUT ${accountPath(accounts.detach)}/lists/${lists.detached}`);
    for (const list of [lists.cleared, lists.used])
      await done(`PUT ${accountPath(accounts.includes)}/lists/${list}`);
    return scene;
  }

  call(call: SharedCall, worker: TestWorker) {
    const { accounts, logins, lists } = this.#names;
    const request = {
      attach: () => worker.operator(`PUT ${accountPath(accounts.attach)}/lists/${lists.attached}`),
      detach: () =>
        worker.operator(`DELETE ${accountPath(accounts.detach)}/lists/${lists.detached}`),
      'make a list': () => worker.operator('POST /v1/lists', { body: { list: lists.made } }),
      'change the settings of a list': () =>
        worker.operator(`PATCH /v1/lists/${lists.unused}`, { body: { limit: 7 } }),
      'clear a list': () =>
        worker.operator(`POST /v1/lists/${lists.cleared}/allowlist/clear`, {
          headers: { 'If-Match': '"2"' },
        }),
      'delete a list': () => worker.operator(`DELETE /v1/lists/${lists.unused}`),
      'delete a list, detach=true': () =>
        worker.operator(`DELETE /v1/lists/${lists.used}?detach=true`),
      'make the account of a login': () =>
        worker.operator('POST /v1/accounts', { body: { account: logins.made } }),
      'delete the account of a login': () =>
        worker.operator(`DELETE ${accountPath(logins.deleted)}`),
    } as const satisfies Record<SharedCall, () => unknown>;
    return request[call]() as Promise<{ status: number; body: Partial<api.ProblemDocument> }>;
  }

  /** What the objects have, whatever can be reached. */
  async state(): Promise<string> {
    const read = async (name: string) => {
      const list = await stubOf(name).readAllowlist();
      return list.ok ? [name, list.value.revision, list.value.lists] : [name];
    };
    return JSON.stringify(await Promise.all(this.#objects.map(read)));
  }

  /** Makes what is at the place unreachable, for the isolate and for all objects. */
  async fail(): Promise<TestWorker> {
    const { accounts, logins, lists, domains } = this.#names;
    const meant = {
      account: [...Object.values(accounts), ...Object.values(logins)],
      list: Object.values(lists).map(listObjectName),
      domain: [...domains],
      directory: [],
      kv: [],
    }[this.#place].map((name) => env.ACCOUNTS.idFromName(name).toString());
    const bindings: Partial<Env> = {
      ACCOUNTS: someAccountsWith((id) => meant.includes(id), unreachable),
      ...(this.#place === 'directory' && { DIRECTORY: objectsWith(env.DIRECTORY, unreachable) }),
    };
    const isKv = this.#place === 'kv';
    for (const name of this.#objects)
      await giveBindings(stubOf(name), {
        ...bindings,
        ...(isKv && { REPLICA: kvPutting(() => Promise.reject(new Error('429'))) }),
      });
    return new TestWorker({ ...bindings, ...(isKv && { REPLICA: throwingKv() }) });
  }

  /** Begins each object anew, and rings its alarms. */
  async heal(): Promise<void> {
    for (const name of this.#objects) {
      await runInside(stubOf(name), () => undefined);
      await evictDurableObject(stubOf(name));
    }
    for (let alarms = 0; alarms < ALARMS; alarms++) {
      vi.setSystemTime(Date.now() + 61_000);
      await Promise.all(this.#objects.map((name) => runDurableObjectAlarm(stubOf(name))));
    }
  }

  /** The accounts that the directory says include each list. */
  async includers(): Promise<string[]> {
    const { lists } = this.#names;
    const found = await Promise.all(
      Object.values(lists).map((list) => directory.findIncluders('all', list, '', 10)),
    );
    return found.flatMap(({ accounts }) => accounts).toSorted();
  }

  get attached(): string[] {
    const { accounts } = this.#names;
    return [accounts.attach, accounts.includes].toSorted();
  }

  get #objects(): string[] {
    const { accounts, logins, lists, domains } = this.#names;
    const listObjects = Object.values(lists).map(listObjectName);
    return [...Object.values(accounts), ...Object.values(logins), ...domains, ...listObjects];
  }
}

const CALLS = Object.keys(SHARED_CALLS) as SharedCall[];

it.each(UNREACHABLE)(
  'without the %s each call gets what the table says, and heals',
  async (place) => {
    const scene = await CallScene.create(place);
    const worker = await scene.fail();
    const results: Partial<Record<SharedCall, string>> = {};
    for (const call of CALLS) {
      const before = await scene.state();
      const { status, body } = await scene.call(call, worker);
      const changed = (await scene.state()) !== before;
      const isDone = status < 300 && changed;
      const isRefused = status === 503 && body.code === 'unavailable' && !changed;
      const told = `${status} ${JSON.stringify(body)}, ${changed ? 'changed' : 'unchanged'}`;
      results[call] = isDone ? 'done' : isRefused ? 'unavailable' : told;
    }
    const expected = CALLS.map((call) => [call, SHARED_CALLS[call][place]]);
    expect(results).toEqual(Object.fromEntries(expected));

    await scene.heal();
    for (const call of CALLS)
      if (results[call] !== 'done')
        expect((await scene.call(call, healthy)).status, call).toBeLessThan(300);
    await scene.heal();
    expect(await scene.includers()).toEqual(scene.attached);
  },
);

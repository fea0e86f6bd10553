/** R26: what a check gets when nothing can be read, by what the isolate remembers of the account. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import { newTokenText } from '../../../worker/tokens/token-text.ts';
import { kvWith, objectsWith } from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

afterEach(() => {
  vi.useRealTimers();
});

const LISTED = '192.0.2.1';
const HOUR_MS = 3_600_000;

type Mode = 'closed' | 'open';
type Part = 'kv' | 'accounts' | 'directory';
const ALL: readonly Part[] = ['kv', 'accounts', 'directory'];

/** An isolate whose bindings fail once they are told to. */
class Isolate {
  readonly worker: TestWorker;
  readonly #down = new Set<Part>();

  constructor(mode: Mode, isMeant: (name: string) => boolean = () => true) {
    const through = (part: Part) => (call: () => Promise<unknown>) =>
      this.#down.has(part) ? Promise.reject(new Error('down')) : call();
    const ids = (id: unknown) => isMeant(String(id));
    const faulty = objectsWith(env.ACCOUNTS, through('accounts'));
    this.worker = new TestWorker({
      FAIL_MODE: mode,
      REPLICA: kvWith(through('kv')),
      ACCOUNTS: new Proxy(env.ACCOUNTS, {
        get(target, name) {
          const real = Reflect.get(target, name).bind(target);
          if (name !== 'get') return real;
          return (id: DurableObjectId) => (ids(id) ? faulty.get(id) : target.get(id));
        },
      }),
      DIRECTORY: objectsWith(env.DIRECTORY, through('directory')),
    });
  }

  /** From now on these parts can't be reached, and every copy in memory is an hour old. */
  breakDown(parts: readonly Part[] = ALL): void {
    for (const part of parts) this.#down.add(part);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOUR_MS });
  }

  async ask(token: string, account: string, address = LISTED): Promise<string> {
    const body = { account, address };
    const answer = await this.worker.call<api.Decision>('POST /v1/check', { token, body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const { verdict, reason } = answer.body;
    if (reason === 'unavailable')
      expect(answer.body).toMatchObject({ decidedBy: null, mode: null, revision: null });
    return `${verdict}, ${reason}`;
  }
}

async function make(settings: object, name?: string) {
  const account = await TestAccount.create(new TestWorker(), settings, name);
  await account.add(LISTED);
  const relay = await account.worker.relayToken();
  await account.publish();
  return { account, relay };
}

let domains = 0;
const newDomain = () => `fail-mode-${++domains}.example`;

const ALLOW = 'allow, unavailable';
const DENY = 'deny, unavailable';
const wordOf = (mode: Mode) => (mode === 'open' ? ALLOW : DENY);

describe.each<Mode>(['closed', 'open'])('with FAIL_MODE %s', (deployment) => {
  it.each([
    ['default', 'default', wordOf(deployment)],
    ['default', 'closed', DENY],
    ['default', 'open', ALLOW],
    ['strict', 'default', wordOf(deployment)],
    ['strict', 'closed', DENY],
    ['strict', 'open', ALLOW],
  ])(
    'consistency %s, failMode %s: a copy of an hour ago gives %s',
    async (consistency, failMode, answer) => {
      const { account, relay } = await make({ consistency, failMode });
      const isolate = new Isolate(deployment);
      expect(await isolate.ask(relay, account.name)).toBe('allow, listed');
      isolate.breakDown();
      expect(await isolate.ask(relay, account.name)).toBe(answer);
      expect(await isolate.ask(relay, account.name, '198.51.100.9')).toBe(answer);
    },
  );

  it.each([
    ['closed', DENY],
    ['open', ALLOW],
  ])(
    'a strict account is not read for long, KV has that it is %s: %s',
    async (failMode, answer) => {
      const { account, relay } = await make({ consistency: 'strict', failMode });
      const isolate = new Isolate(deployment);
      isolate.breakDown(['accounts']);
      expect(await isolate.ask(relay, account.name)).toBe(answer);
    },
  );

  it('without a copy, the account’s own fail mode is not known', async () => {
    const { account, relay } = await make({ failMode: deployment === 'open' ? 'closed' : 'open' });
    for (const parts of [ALL, ['kv', 'accounts']] as const) {
      const isolate = new Isolate(deployment);
      isolate.breakDown(parts);
      expect(await isolate.ask(relay, account.name)).toBe(wordOf(deployment));
    }
  });

  it.each(['default', 'strict'])(
    'a suspended account is opened by no fail mode, %s',
    async (consistency) => {
      const { account, relay } = await make({ consistency, failMode: 'open', suspended: true });
      const isolate = new Isolate(deployment);
      expect(await isolate.ask(relay, account.name)).toBe('deny, suspended');
      isolate.breakDown();
      expect(await isolate.ask(relay, account.name)).toBe(DENY);
    },
  );

  it('a deleted account is opened by no fail mode, unless that of its domain decides', async () => {
    const domain = newDomain();
    const { account, relay } = await make({ consistency: 'strict' }, `user@${domain}`);
    const isolate = new Isolate(deployment);
    await account.worker.operator(`DELETE ${account.path()}`);
    expect(await isolate.ask(relay, account.name)).toBe('deny, unknown-account');
    await make({ consistency: 'strict', failMode: 'open' }, `@${domain}`);
    isolate.breakDown();
    expect(await isolate.ask(relay, account.name)).toBe(DENY);

    const other = new Isolate(deployment);
    expect(await other.ask(relay, account.name)).toBe('allow, listed');
    other.breakDown();
    expect(await other.ask(relay, account.name)).toBe(ALLOW);
  });

  it('a login without an account has the fail mode of its domain’s account', async () => {
    for (const [settings, answer] of [
      [{ failMode: 'open' }, ALLOW],
      [{ failMode: 'open', consistency: 'strict' }, ALLOW],
      [{ failMode: 'open', suspended: true }, DENY],
      [{ failMode: 'closed' }, DENY],
      [{}, wordOf(deployment)],
    ] as const) {
      const domain = newDomain();
      const { relay } = await make(settings, `@${domain}`);
      const isolate = new Isolate(deployment);
      const isRefused = 'suspended' in settings;
      const before = isRefused ? 'deny, suspended' : 'allow, listed';
      expect(await isolate.ask(relay, `user@${domain}`)).toBe(before);
      isolate.breakDown();
      expect(await isolate.ask(relay, `user@${domain}`), JSON.stringify(settings)).toBe(answer);
    }
  });

  it('a login that may have an account of its own is closed by that of its domain, and not opened', async () => {
    for (const failMode of ['open', 'closed'] as const) {
      const domain = newDomain();
      const { relay } = await make({ failMode }, `@${domain}`);
      const own = { failMode: failMode === 'open' ? 'closed' : 'open', off: true };
      await make(own, `own@${domain}`);
      const isolate = new Isolate(deployment);
      expect(await isolate.ask(relay, `user@${domain}`)).toBe('allow, listed');
      isolate.breakDown();
      const answer = failMode === 'open' ? wordOf(deployment) : DENY;
      expect(await isolate.ask(relay, `own@${domain}`)).toBe(answer);
    }
  });

  it('an account of one’s own decides alone, also by its default', async () => {
    const domain = newDomain();
    await make({ failMode: 'open' }, `@${domain}`);
    const { account, relay } = await make({ off: true }, `own@${domain}`);
    const isolate = new Isolate(deployment);
    for (const login of [account.name, `user@${domain}`])
      expect(await isolate.ask(relay, login)).toBe('allow, listed');
    isolate.breakDown();
    expect(await isolate.ask(relay, account.name)).toBe(wordOf(deployment));
  });

  it('an account that was made since then is not taken for missing', async () => {
    const domain = newDomain();
    const { relay } = await make({ failMode: 'open' }, `@${domain}`);
    const isolate = new Isolate(deployment);
    expect(await isolate.ask(relay, `own@${domain}`)).toBe('allow, listed');
    const { account } = await make({ off: true, failMode: 'closed' }, `own@${domain}`);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOUR_MS });
    expect(await isolate.ask(relay, account.name)).toBe('allow, listed');
    isolate.breakDown();
    expect(await isolate.ask(relay, account.name)).toBe(DENY);
  });

  it('a list that can’t be read: the account that includes it has its own fail mode', async () => {
    for (const failMode of ['open', 'closed'] as const) {
      const { account, relay } = await make({ failMode });
      const list = `list-${deployment}-${failMode}`;
      await account.worker.operator('POST /v1/lists', { body: { list } });
      const put = `PUT ${account.path(`/lists/${list}`)}`;
      expect((await account.worker.operator(put)).status).toBe(200);
      await account.publish();
      const id = env.ACCOUNTS.idFromName(listObjectName(list)).toString();
      const isolate = new Isolate(deployment, (name) => name === id);
      isolate.breakDown(['kv', 'accounts']);
      expect(await isolate.ask(relay, account.name)).toBe('allow, listed');
      expect(await isolate.ask(relay, account.name, '198.51.100.9')).toBe(wordOf(failMode));
    }
  });

  it('a copy that is older than a change made here does not count', async () => {
    for (const failMode of ['open', 'closed'] as const) {
      const { account, relay } = await make({ failMode });
      const isolate = new Isolate(deployment);
      expect(await isolate.ask(relay, account.name)).toBe('allow, listed');
      const body = { failMode: 'default' };
      await isolate.worker.operator(`PATCH ${account.path()}`, { body });
      isolate.breakDown();
      expect(await isolate.ask(relay, account.name)).toBe(wordOf(deployment));
    }
  });

  it('a token that can’t be verified is told of no account that is open, unless it was good before', async () => {
    const { account, relay } = await make({ failMode: 'open' });
    const another = await make({ failMode: 'open' });
    const closed = await make({ failMode: 'closed' });
    const isolate = new Isolate(deployment);
    for (const { name } of [account, another.account, closed.account])
      expect(await isolate.ask(relay, name)).toBe('allow, listed');
    const other = await account.worker.relayToken();
    const checker = await account.token('checker');
    expect(await isolate.ask(checker, account.name)).toBe('allow, listed');
    isolate.breakDown();
    const madeUp = newTokenText(env.ACCOUNTS.idFromName(account.name).toString()).text;
    for (const token of [other, madeUp]) {
      expect(await isolate.ask(token, account.name)).toBe(wordOf(deployment));
      expect(await isolate.ask(token, closed.account.name)).toBe(DENY);
    }
    expect(await isolate.ask(relay, account.name)).toBe(ALLOW);
    // The token of an account is told of no other one.
    expect(await isolate.ask(checker, account.name)).toBe(ALLOW);
    expect(await isolate.ask(checker, another.account.name)).toBe(wordOf(deployment));
  });
});

it('the operator alone sets it; a manager and a viewer read it', async () => {
  const { account } = await make({ failMode: 'open' });
  const viewer = await account.token('viewer');
  for (const token of [account.manager, viewer]) {
    const read = await account.worker.call<api.Account>(`GET ${account.path()}`, { token });
    expect(read.body.failMode).toBe('open');
    const body = { failMode: 'default' };
    const refused = await account.worker.call(`PATCH ${account.path()}`, { token, body });
    expect(refused.status).toBe(403);
  }
});

it('is in the history, and a restoration of the list leaves it as it is', async () => {
  const { account } = await make({});
  const { revision } = await account.list();
  const body = { failMode: 'open' };
  await account.worker.operator(`PATCH ${account.path()}`, { body });
  const changed = { before: { failMode: 'default' }, after: { failMode: 'open' } };
  const history = await account.call<api.HistoryPage>('GET', '/history?limit=1');
  expect(history.body.events[0]).toMatchObject({ action: 'account-changed', ...changed });
  await account.add('192.0.2.9');
  const restored = await account.call('POST', '/allowlist/restore', { body: { revision } });
  expect(restored.status).toBe(200);
  const read = await account.worker.operator<api.Account>(`GET ${account.path()}`);
  expect(read.body).toMatchObject({ failMode: 'open', count: 1 });
});

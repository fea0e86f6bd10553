/**
 * R20: an object ends, or its words are lost, between what the account, the list and the directory do when an account
 * includes a list or lets it go. Later all three agree, and the list can be deleted.
 */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../shared/api.ts';
import { failWrites } from '../worker/support/failing-writes.ts';
import {
  giveBindings,
  objectsWith,
  runInside,
  type Way,
} from '../worker/support/faulty-bindings.ts';
import { TestList } from '../worker/support/test-list.ts';
import { env, TestAccount, TestWorker } from '../worker/support/test-worker.ts';

const worker = new TestWorker();
const directory = env.DIRECTORY.getByName('directory');
const MAX_ALARMS = 20;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});

afterEach(() => {
  vi.useRealTimers();
});

interface Scene {
  readonly account: TestAccount;
  readonly list: TestList;
}

async function scene(...attached: 'attached'[]): Promise<Scene> {
  const made = { account: await TestAccount.create(worker), list: await TestList.create(worker) };
  await made.account.add('192.0.2.1');
  if (attached.length > 0) expect((await attach(made)).status).toBe(200);
  await settle(made);
  return made;
}

const stubOf = ({ account }: Scene) => env.ACCOUNTS.getByName(account.name);
const attach = ({ account, list }: Scene) =>
  worker.operator<api.Change>(`PUT ${account.path(`/lists/${list.name}`)}`);
const detach = ({ account, list }: Scene) =>
  worker.operator<api.Change>(`DELETE ${account.path(`/lists/${list.name}`)}`);
const remove = ({ list }: Scene) => worker.operator(`DELETE ${list.path()}`);

/** Every call of the account's object to the lists and to the directory goes through `way`. */
const askThrough = (at: Scene, way: Way) =>
  giveBindings(stubOf(at), {
    ACCOUNTS: objectsWith(env.ACCOUNTS, way),
    DIRECTORY: objectsWith(env.DIRECTORY, way),
  });

/** Ends the account's object before or after its call of the method. */
function endAt(at: Scene, wanted: string, when: 'before' | 'after'): Promise<void> {
  return runInside(stubOf(at), async (object, state) => {
    const way: Way = async (call, method) => {
      if (method !== wanted) return call();
      if (when === 'after') await call();
      state.abort('evicted');
      return new Promise(() => undefined);
    };
    const bindings = {
      ACCOUNTS: objectsWith(env.ACCOUNTS, way),
      DIRECTORY: objectsWith(env.DIRECTORY, way),
    };
    Object.assign(object, { env: { ...env, ...bindings } });
  });
}

/** Begins the account's object anew, and rings every alarm that is set. */
async function settle(at: Scene): Promise<void> {
  await runInside(stubOf(at), () => undefined);
  await evictDurableObject(stubOf(at));
  for (let alarms = 0; alarms < MAX_ALARMS; alarms++) {
    vi.setSystemTime(Date.now() + 61_000);
    if (!(await runDurableObjectAlarm(stubOf(at)))) return;
  }
}

/** What the three know of the inclusion. */
async function known(at: Scene) {
  const { lists } = await at.account.list();
  const { body } = await at.list.call<api.HistoryPage>('GET', '/history');
  const said = body.events.find(({ action }) => /^list-(at|de)tached$/.test(action));
  return {
    account: lists.includes(at.list.name),
    list: said?.action === 'list-attached',
    directory: (await directory.findIncluders('all', at.list.name, '', 10)).accounts.length > 0,
  };
}

const NOBODY_INCLUDES_IT = { account: false, list: false, directory: false };
const ALL_KNOW_IT = { account: true, list: true, directory: true };

const POINTS = [
  ['admitAccount', 'before'],
  ['admitAccount', 'after'],
  ['announceLists', 'after'],
] as const;

describe('R20: an account’s object that ends while it attaches a list', () => {
  it.each(POINTS)('%s, %s: all agree later that it is not attached', async (method, when) => {
    const at = await scene();
    await endAt(at, method, when);
    expect((await attach(at)).status).toBe(503);
    await settle(at);
    expect(await known(at)).toEqual(NOBODY_INCLUDES_IT);
    expect((await remove(at)).status).toBe(204);
  });

  it.each(POINTS)('%s, %s: the call can be repeated at once', async (method, when) => {
    const at = await scene();
    await endAt(at, method, when);
    expect((await attach(at)).status).toBe(503);
    expect((await attach(at)).status).toBe(200);
    await settle(at);
    expect(await known(at)).toEqual(ALL_KNOW_IT);
    expect((await remove(at)).status).toBe(409);
    expect((await detach(at)).status).toBe(200);
    await settle(at);
    expect(await known(at)).toEqual(NOBODY_INCLUDES_IT);
    expect((await remove(at)).status).toBe(204);
  });
});

describe('R20: an attachment that fails', () => {
  it.each(['UPDATE outbox', 'INSERT INTO history', 'DELETE FROM owed_releases'])(
    'because %s can’t be written is of no effect, and can be repeated',
    async (query) => {
      const at = await scene();
      await failWrites(stubOf(at), query);
      expect((await attach(at)).status).toBe(500);
      await settle(at);
      expect(await known(at)).toEqual(NOBODY_INCLUDES_IT);
      expect((await attach(at)).status).toBe(200);
      expect(await known(at)).toEqual(ALL_KNOW_IT);
    },
  );

  it.each(['admitAccount', 'announceLists'])(
    'because the answer of %s was lost is of no effect, without a new start',
    async (wanted) => {
      const at = await scene();
      await askThrough(at, async (call, method) => {
        const answer = await call();
        if (method === wanted) throw new Error('the way back broke');
        return answer;
      });
      expect((await attach(at)).status).toBe(503);
      for (let alarms = 0; alarms < MAX_ALARMS; alarms++) {
        vi.setSystemTime(Date.now() + 61_000);
        if (!(await runDurableObjectAlarm(stubOf(at)))) break;
      }
      expect(await known(at)).toEqual(NOBODY_INCLUDES_IT);
      expect((await remove(at)).status).toBe(204);
    },
  );
});

describe('R20: an account’s object that ends while it detaches a list', () => {
  it.each([
    ['tell', 'before'],
    ['tell', 'after'],
    ['releaseAccount', 'before'],
    ['releaseAccount', 'after'],
  ] as const)('%s, %s: all agree later', async (method, when) => {
    const at = await scene('attached');
    await endAt(at, method, when);
    expect((await detach(at)).status).toBe(503);
    await settle(at);
    // If the object ended before its first word, its change may not have been stored.
    const isLost = method === 'tell' && when === 'before';
    if (isLost) expect([200, 404]).toContain((await detach(at)).status);
    expect(await known(at)).toEqual(NOBODY_INCLUDES_IT);
    expect((await remove(at)).status).toBe(204);
  });

  it('and attaches it again before the list was told: the list knows of it', async () => {
    const at = await scene('attached');
    let isLost = true;
    await askThrough(at, (call, method) =>
      isLost && method === 'releaseAccount' ? Promise.reject(new Error('lost')) : call(),
    );
    expect((await detach(at)).status).toBe(200);
    isLost = false;
    expect((await attach(at)).status).toBe(200);
    await settle(at);
    expect(await known(at)).toEqual(ALL_KNOW_IT);
  });
});

describe('R20: a list that is deleted while an account attaches it', () => {
  it('is not attached, if it goes between its word and the account’s', async () => {
    const at = await scene();
    await askThrough(at, async (call, method) => {
      if (method === 'announceLists')
        expect(
          (await env.ACCOUNTS.getByName(`\0${at.list.name}`).removeList(undefined, BY)).ok,
        ).toBe(true);
      return call();
    });
    expect((await attach(at)).body).toMatchObject({ code: 'list-unknown' });
    await settle(at);
    expect((await at.account.list()).lists).toEqual([]);
    expect((await directory.findIncluders('all', at.list.name, '', 10)).total).toBe(0);
    const again = await worker.operator('POST /v1/lists', { body: { list: at.list.name } });
    expect(again.status).toBe(201);
    expect((await attach(at)).status).toBe(200);
  });

  it('stays, if the account has announced it', async () => {
    const at = await scene();
    let removed: unknown;
    await askThrough(at, async (call, method) => {
      const answer = await call();
      if (method === 'announceLists')
        removed = await env.ACCOUNTS.getByName(`\0${at.list.name}`).removeList(undefined, BY);
      return answer;
    });
    expect((await attach(at)).status).toBe(200);
    expect(removed).toMatchObject({ ok: false, error: { code: 'list-in-use' } });
    expect(await known(at)).toEqual(ALL_KNOW_IT);
  });

  it('takes nobody from its question to the directory on', async () => {
    const at = await scene();
    const stub = env.ACCOUNTS.getByName(`\0${at.list.name}`);
    const asked: number[] = [];
    await giveBindings(stub, {
      DIRECTORY: objectsWith(env.DIRECTORY, async (call, method) => {
        const answer = await call();
        if (method === 'findIncluders') asked.push((await attach(at)).status);
        return answer;
      }),
    });
    expect((await remove(at)).status).toBe(204);
    expect(asked).toEqual([503]);
    expect((await at.account.list()).lists).toEqual([]);
  });
});

describe('R20: a list that is deleted between two words of the account', () => {
  it('stays, even if the directory is asked between them and answers late', async () => {
    const at = await scene();
    const stub = env.ACCOUNTS.getByName(`\0${at.list.name}`);
    const done = new Set<'first word' | 'directory asked' | 'answered'>();
    await giveBindings(stub, {
      DIRECTORY: objectsWith(env.DIRECTORY, async (call, method) => {
        const answer = await call();
        if (method !== 'findIncluders') return answer;
        done.add('directory asked');
        await until(() => done.has('answered'));
        return answer;
      }),
    });
    await askThrough(at, async (call) => {
      const answer = await call();
      if (!done.has('first word')) {
        done.add('first word');
        await until(() => done.has('directory asked'));
      }
      return answer;
    });
    const attaching = attach(at).finally(() => done.add('answered'));
    await until(() => done.has('first word'));
    const removed = await remove(at);
    expect([removed.status, (await attaching).status]).toEqual([409, 503]);
    expect(await known(at)).toEqual(NOBODY_INCLUDES_IT);
    expect((await attach(at)).status).toBe(200);
    expect(await known(at)).toEqual(ALL_KNOW_IT);
  });
});

describe('R20: a list that is detached everywhere and deleted, while an account attaches it', () => {
  it('stays for an account that has announced it', async () => {
    const at = await scene();
    const done = new Set<'list read' | 'answered'>();
    await askThrough(at, async (call, method) => {
      const answer = await call();
      if (method === 'readReplica') {
        done.add('list read');
        await until(() => done.has('answered'));
      }
      return answer;
    });
    const attaching = attach(at);
    await until(() => done.has('list read'));
    const removed = await worker.operator(`DELETE ${at.list.path()}?detach=true`);
    done.add('answered');
    expect([removed.status, (await attaching).status]).toEqual([409, 200]);
    expect(await known(at)).toEqual(ALL_KNOW_IT);
    expect((await worker.operator(`DELETE ${at.list.path()}?detach=true`)).status).toBe(200);
  });
});

/** Waits for what another object does meanwhile. */
const until = (isSo: () => boolean) => vi.waitUntil(isSo, { timeout: 900, interval: 5 });

const BY = { tokenId: 'operator', name: 'operator' };

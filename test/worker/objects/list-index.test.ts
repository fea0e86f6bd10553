/** The directory knows the shared lists, their totals, and which account includes which of them. */
import { evictDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listObjectName } from '../../../shared/list-name.ts';
import type { AccountStatus } from '../../../worker/objects/machinery/account-status.ts';
import type { ListStatus } from '../../../worker/objects/machinery/list-status.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { runInside } from '../support/faulty-bindings.ts';
import { env } from '../support/test-worker.ts';

const stub = () => directoryOf(env);
const objectId = (name: string) => env.ACCOUNTS.idFromName(name).toString();

const listStatus = (list: string, rest: Partial<ListStatus> = {}): ListStatus => ({
  ...{ list, objectId: objectId(listObjectName(list)), version: 1, publishedVersion: 0 },
  ...{ count: 0, limit: 100, ...rest },
});

const status = (account: string, rest: Partial<AccountStatus> = {}): AccountStatus => ({
  ...{ account, objectId: objectId(account), version: 1, publishedVersion: 1, mode: 'enforce' },
  ...{ suspended: false, count: 0, limit: 10, lists: [], ...rest },
});

/** Reads the totals that are kept, and adds them up from the rows. */
const totals = () =>
  runInside(stub(), (_object, { storage: { sql } }) => {
    const { only: _only, ...kept } = sql.exec('SELECT * FROM list_totals').one();
    const reckoned = sql
      .exec(
        `SELECT count(*) AS lists, total(entry_count) AS entries,
           total(version > published_version) AS unpublished FROM lists`,
      )
      .one();
    return { kept, reckoned };
  });

const includers = async (list: string) =>
  (await stub().findIncluders('all', list, '', 100)).accounts;

describe('the index of shared lists', () => {
  it('has a list from its announcement until its deletion, and no list is an account', async () => {
    const before = await stub().readUsage(0);
    await stub().addList(listStatus('office'));
    const { objectId } = listStatus('office');
    expect(await stub().hasAccount(objectId)).toBe(true);
    expect((await stub().readUsage(0)).totals).toEqual(before.totals);
    await stub().removeList('office', 1);
    expect(await stub().hasAccount(objectId)).toBe(false);
  });

  it('finds lists by a part of their name, page by page', async () => {
    for (const list of ['vpn-a', 'vpn-b', 'vpn-c', 'site']) await stub().addList(listStatus(list));
    const search = (part: string, after: string) => stub().findLists({ part, after, limit: 2 });
    expect(await search('vpn', '')).toEqual({ lists: ['vpn-a', 'vpn-b'], total: 3 });
    expect(await search('vpn', 'vpn-b')).toEqual({ lists: ['vpn-c'], total: 3 });
    expect(await search('_', '')).toEqual({ lists: [], total: 0 });
  });

  it('keeps totals that are what its rows add up to, in whatever order its words come', async () => {
    const names = ['one', 'two', 'three'];
    const word = fc.record({
      method: fc.constantFrom('addList', 'tellList', 'tellList', 'tellList', 'removeList'),
      list: fc.constantFrom(...names),
      version: fc.integer({ min: 1, max: 8 }),
      behind: fc.integer({ min: 0, max: 1 }),
      count: fc.integer({ min: 0, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 20 }), async (words) => {
        for (const { method, list, version, behind, count } of words) {
          const publishedVersion = version - behind;
          const told = listStatus(list, { version, publishedVersion, count });
          if (method === 'removeList') await stub().removeList(list, version);
          else await stub()[method as 'addList' | 'tellList'](told);
          const { kept, reckoned } = await totals();
          expect(kept).toEqual(reckoned);
        }
        for (const list of names) await stub().removeList(list, 8);
      }),
      { numRuns: 30 },
    );
  });

  it('an older word never takes the place of a newer one', async () => {
    await stub().addList(listStatus('order'));
    expect(await stub().tellList(listStatus('order', { version: 3, count: 3 }))).toBe(true);
    const before = await totals();
    expect(await stub().tellList(listStatus('order', { version: 2, count: 2 }))).toBe(true);
    await stub().addList(listStatus('order', { version: 3, count: 1 }));
    await stub().removeList('order', 2);
    expect(await totals()).toEqual(before);
    expect(await stub().tellList(listStatus('unannounced'))).toBe(false);
  });

  it('drops the account that version 0.2.0 took a list for', async () => {
    const before = await stub().readUsage(0);
    await stub().addAccount(status(listObjectName('mistaken')));
    await stub().addAccount(status('real@example.com'));
    await evictDurableObject(stub());
    const { totals } = await stub().readUsage(0);
    expect(totals.accounts).toBe(before.totals.accounts + 1);
    expect(await stub().listAccounts('', 100)).not.toContain(listObjectName('mistaken'));
  });
});

describe('which account includes which list', () => {
  it('is what the account said last, and a word without lists changes nothing', async () => {
    const account = 'said@example.com';
    await stub().addAccount(status(account, { lists: ['north', 'south'] }));
    expect(await includers('north')).toEqual([account]);
    const { lists: _lists, ...unsaid } = status(account, { version: 2 });
    await stub().tell(unsaid);
    expect(await includers('north')).toEqual([account]);
    await stub().tell(status(account, { version: 3, lists: ['south'] }));
    await stub().tell(status(account, { version: 2, lists: ['north'] }));
    expect([await includers('north'), await includers('south')]).toEqual([[], [account]]);
  });

  it('is known before the account includes it, whatever is said of an earlier version', async () => {
    const account = 'early@example.com';
    const { objectId } = status(account);
    await stub().announceLists(account, objectId, ['early'], 2);
    expect(await includers('early')).toEqual([]);
    await stub().addAccount(status(account));
    await stub().announceLists(account, objectId, ['early'], 2);
    await stub().tell(status(account, { publishedVersion: 1 }));
    expect(await includers('early')).toEqual([account]);
    await stub().tell(status(account, { version: 2 }));
    expect(await includers('early')).toEqual([]);
  });

  it('is forgotten with the account', async () => {
    const account = 'leaving@example.com';
    await stub().addAccount(status(account, { lists: ['left'] }));
    await stub().removeAccount(account, 1);
    const { lists: _lists, ...unsaid } = status(account, { version: 2 });
    await stub().addAccount(unsaid);
    expect(await includers('left')).toEqual([]);
  });

  it('says whom an empty list leaves with nothing, and whom a list that goes would turn off', async () => {
    await stub().addList(listStatus('main'));
    await stub().addList(listStatus('spare', { count: 2 }));
    await stub().addList(listStatus('empty'));
    await stub().addList(listStatus('expired', { count: 1, liveUntil: Date.now() - 1 }));
    const accounts: readonly Partial<AccountStatus>[] = [
      { account: 'a-alone', lists: ['main'] },
      { account: 'b-own', lists: ['main'], count: 1 },
      { account: 'c-spare', lists: ['main', 'spare'] },
      { account: 'd-empty', lists: ['main', 'empty'] },
      { account: 'e-observes', lists: ['main'], mode: 'observe' },
      { account: 'f-other', lists: ['spare'] },
      { account: 'g-expired', lists: ['main'], count: 1, liveUntil: Date.now() - 1 },
      { account: 'h-expires', lists: ['main'], count: 1, liveUntil: Date.now() + 3_600_000 },
      { account: 'i-list-expired', lists: ['main', 'expired'] },
    ];
    for (const { account = '', ...rest } of accounts)
      await stub().addAccount(status(account, rest));
    const ask = (question: 'all' | 'turnedOff' | 'leftWithNothing') =>
      stub().findIncluders(question, 'main', '', 100);
    const five = ['a-alone', 'b-own', 'c-spare', 'd-empty', 'e-observes'];
    const eight = [...five, 'g-expired', 'h-expires', 'i-list-expired'];
    expect(await ask('all')).toEqual({ accounts: eight, total: 8 });
    expect(await ask('turnedOff')).toEqual({ accounts: ['a-alone', 'e-observes'], total: 2 });
    expect(await ask('leftWithNothing')).toEqual({
      accounts: ['a-alone', 'd-empty', 'g-expired', 'i-list-expired'],
      total: 4,
    });
    const page = await stub().findIncluders('all', 'main', 'b-own', 2);
    expect(page).toEqual({ accounts: ['c-spare', 'd-empty'], total: 8 });
  });
});

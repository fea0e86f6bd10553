/** What the directory knows of the order of the feed: many accounts, deletions that are forgotten, little work. */
import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import type { FeedPosition } from '../../../shared/feed-order.ts';
import { MAX_FEED_ITEMS } from '../../../shared/limits.ts';
import { readFeedCursor, writeFeedCursor } from '../../../worker/management/routes/feed-cursor.ts';
import { readFeedPage } from '../../../worker/management/routes/read-feed.ts';
import { MAX_DEPARTURES } from '../../../worker/objects/directory/departures.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { runInside } from '../support/faulty-bindings.ts';
import { FeedHolder } from '../support/feed-holder.ts';
import { passTime } from '../support/pass-time.ts';
import { TestList } from '../support/test-list.ts';
import { env, Lines, TestWorker } from '../support/test-worker.ts';

const ACCOUNTS = 510;
const LISTS = 5;
const worker = new TestWorker();
const stub = () => directoryOf(env);
let token = '';

const pathOf = (account: string) => `/v1/accounts/${encodeURIComponent(account)}`;
const nameOf = (at: number) => `many-${at}@example.com`;

beforeAll(async () => {
  token = await worker.relayToken({ copies: true });
  for (let at = 0; at < ACCOUNTS; at += 170) {
    const lines = Array.from({ length: 170 }, (_, next) => ({ account: nameOf(at + next) }));
    const body = new Lines(lines);
    const made = await worker.operator<api.AccountLine[]>('POST /v1/accounts/batch', { body });
    expect(made.body.every(({ status }) => status === 201)).toBe(true);
  }
  for (let at = 0; at < LISTS; at++) await TestList.create();
}, 120_000);

afterEach(() => {
  vi.useRealTimers();
});

describe('more accounts than a page has', () => {
  it('are on pages of 500, each once, and a holder who breaks off goes on where it was', async () => {
    const holder = new FeedHolder(worker, token);
    const [first, second] = [await holder.read(), await holder.read()];
    expect(first.body.accounts.length + first.body.lists.length).toBe(MAX_FEED_ITEMS);
    // The first page was not taken in, so it comes again.
    expect(second.body.accounts.map(({ account }) => account)).toEqual(
      first.body.accounts.map(({ account }) => account),
    );
    holder.take(first.body);
    await evictDurableObject(stub());
    const pages = [first.body, ...(await holder.synchronise())];
    expect(pages.map(({ full, more }) => [full, more])).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(holder.held.size).toBe(ACCOUNTS + LISTS);
    expect(pages.flatMap(({ accounts }) => accounts)).toHaveLength(ACCOUNTS);
    expect(holder.held.get(nameOf(ACCOUNTS - 1))).toMatchObject({ account: nameOf(ACCOUNTS - 1) });
  }, 60_000);

  it('changed or deleted while pages are read are named once more at the end', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    const holder = new FeedHolder(worker, token);
    const { body } = await holder.read();
    holder.take(body);
    const [changed = '', deleted = ''] = body.accounts.map(({ account }) => account);
    await worker.operator(`PATCH ${pathOf(changed)}`, { body: { suspended: true } });
    await worker.operator(`DELETE ${pathOf(deleted)}`);
    for (const account of [changed, deleted])
      await passTime(env.ACCOUNTS.getByName(account), 10_000);
    const last = (await holder.synchronise()).at(-1);
    expect(last?.accounts.slice(-2)).toMatchObject([
      { account: changed },
      { account: deleted, deleted: true },
    ]);
    expect(holder.held.get(changed)).toMatchObject({ suspended: true });
    expect(holder.held.has(deleted)).toBe(false);
  }, 60_000);

  it('come on shorter pages where their bytes have no room, and one always has', async () => {
    for (const [bytes, least, most] of [
      [4_000, 2, 20],
      [1, 1, 1],
    ] as const) {
      const page = await readFeedPage(env, undefined, { items: MAX_FEED_ITEMS, bytes });
      expect(page).toMatchObject({ full: true, more: true });
      const named = page.accounts.length + page.lists.length;
      expect(named).toBeGreaterThanOrEqual(least);
      expect(named).toBeLessThanOrEqual(most);
      const text = JSON.stringify(page);
      if (named > 1) expect(text.length).toBeLessThan(bytes);
    }
  });
});

describe('a deletion', () => {
  const KEPT_DAYS_MS = 31 * 86_400_000;
  const positionOf = async (account: string) => {
    const status = { account, objectId: account, version: 1, publishedVersion: 1 };
    const rest = {
      mode: 'off',
      suspended: false,
      count: 0,

      limit: 10,
    } as const;
    await stub().addAccount({ ...status, ...rest, lists: [] });
    const { position } = await stub().readFeed(undefined, 10_000);
    return { ...position, after: position.walk.until, walk: null };
  };
  const remove = (account: string) => stub().removeAccount(account, 1);
  const countDepartures = () =>
    runInside(stub(), (_object, { storage: { sql } }) =>
      Number(sql.exec('SELECT count(*) AS departures FROM departures').one().departures),
    );

  it('is said as long as it is kept; after that, who has not heard of it begins anew', async () => {
    const before = await positionOf('left@example.com');
    await remove('left@example.com');
    const { isFull, items } = await stub().readFeed(before, 10);
    expect(isFull).toBe(false);
    expect(items).toMatchObject([{ objectName: 'left@example.com', departed: 1 }]);
    const heard = { ...before, after: items[0]?.sequence ?? 0 };
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + KEPT_DAYS_MS });
    await evictDurableObject(stub());
    expect(await stub().readFeed(before, 10)).toMatchObject({ isFull: true });
    expect(await stub().readFeed(heard, 10)).toMatchObject({ isFull: false, items: [] });
    expect(await countDepartures()).toBe(0);
  });

  it('is one of the newest 100,000 that are kept', async () => {
    const before = await positionOf('oldest@example.com');
    await remove('oldest@example.com');
    const heard = await positionOf('newest@example.com');
    await runInside(stub(), (_object, { storage: { sql } }) => {
      sql.exec(
        `WITH RECURSIVE many (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM many WHERE at < ?)
         INSERT INTO departures (name, version, sequence, at)
         SELECT 'gone-' || at, 1, (SELECT sequence FROM totals), ? FROM many`,
        MAX_DEPARTURES - 1,
        Date.now(),
      );
    });
    expect(await stub().readFeed(before, 1)).toMatchObject({ isFull: false });
    await remove('newest@example.com');
    expect(await countDepartures()).toBe(MAX_DEPARTURES);
    expect(await stub().readFeed(before, 1)).toMatchObject({ isFull: true });
    expect(await stub().readFeed(heard, 1)).toMatchObject({ isFull: false });
  }, 60_000);
});

it.each([
  { epoch: '0123456789abcdef', after: -7, walk: null },
  { epoch: '', after: Number.MIN_SAFE_INTEGER, walk: { since: 3, until: 5, retry: null } },
  { epoch: 'ab', after: 4, walk: { since: 3, until: 5, retry: 9 } },
])('a cursor says %j, and is read again as that', (position: FeedPosition) => {
  expect(readFeedCursor(writeFeedCursor(position))).toEqual(position);
});

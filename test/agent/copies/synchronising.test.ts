import { describe, expect, it } from 'vitest';
import { DEPARTED_MS, MAX_DEPARTED } from '../../../agent/copies/copy-set.ts';
import { MAX_PAGE_ITEMS } from '../../../agent/copies/feed-page.ts';
import { MAX_EMPTY_PAGES, MAX_PAGES } from '../../../agent/copies/progress.ts';
import type { FeedResponse } from '../../../agent/worker-client/worker-client.ts';
import { NOW } from '../../shared/build-allowlist.ts';
import { accountItem, change, FAILED, FeedScene, listItem, page, SETTINGS } from './feed-script.ts';

const [A, B, C] = ['a@example.com', 'b@example.com', 'c@example.com'];
const UNCHANGED: FeedResponse = { state: 'unchanged' };

function stateOf(copies: { find(login: string): { state: string } }, ...logins: string[]) {
  return logins.map((login) => copies.find(login).state);
}

it('reads page after page, and asks then for what is newer', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  const first = page({ accounts: [accountItem(A)], cursor: 'c1', more: true });
  const last = change('c2', { accounts: [accountItem(B)], lists: [listItem('office')] }, '"e2"');
  expect(await scene.synchronise(copies, first, last)).toBe('changed');
  expect(stateOf(copies, A, B, C)).toEqual(['live', 'live', 'none']);
  expect(copies.deployment).toEqual(SETTINGS);
  expect(await scene.synchronise(copies, UNCHANGED)).toBe('unchanged');
  expect(await scene.synchronise(copies, change('c3'))).toBe('changed');
  expect(await scene.synchronise(copies, change('c3'))).toBe('unchanged');
  expect(scene.asked).toEqual([
    { after: undefined, etag: undefined },
    { after: 'c1', etag: undefined },
    { after: 'c2', etag: '"e2"' },
    { after: 'c2', etag: '"e2"' },
    { after: 'c3', etag: undefined },
  ]);
  expect(copies.status()).toMatchObject({
    ...{ right: 'copies', accounts: 2, lists: 1, synchronisations: 4, fullSynchronisations: 1 },
    ...{ failures: 0, pages: 4, ageSeconds: 0, lastBeganAt: NOW, state: 'off' },
  });
});

it('goes on where it broke, and is as old as its beginning', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  const first = page({ accounts: [accountItem(A)], cursor: 'c1', more: true });
  expect(await scene.synchronise(copies, first, FAILED)).toBe('failed');
  expect(stateOf(copies, A)).toEqual(['none']);
  expect(copies.ageMs()).toBe(Infinity);
  scene.pass(40_000);
  expect(await scene.synchronise(copies, change('c2', { accounts: [accountItem(B)] }))).toBe(
    'changed',
  );
  expect(stateOf(copies, A, B)).toEqual(['live', 'live']);
  expect(scene.asked.map(({ after }) => after)).toEqual([undefined, 'c1', 'c1']);
  expect(copies.ageMs()).toBe(40_000);
  expect(scene.dueMs).toBe(1_000);
});

it('is not made older by attempts that got no page', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  await scene.synchronise(copies, FAILED);
  scene.pass(3_600_000);
  await scene.synchronise(copies, page());
  expect(copies.ageMs()).toBe(0);
});

it('decides by the old set until the new one is whole', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  await scene.synchronise(copies, page({ accounts: [accountItem(A, 5), accountItem(B)] }));
  scene.pass(10_000);
  const anew = page({ accounts: [accountItem(A, 2)], cursor: 'd1', more: true });
  await scene.synchronise(copies, anew, FAILED);
  expect(copies.find(A)).toMatchObject({ known: { account: { version: 5 } } });
  expect(stateOf(copies, B)).toEqual(['live']);
  expect(copies.ageMs()).toBe(10_000);
  // The cursor is unknown again, so what the feed has named so far does not count.
  const again = page({ accounts: [accountItem(C)], cursor: 'e1', more: true });
  await scene.synchronise(copies, again, change('e2', { accounts: [accountItem(A, 3)] }));
  expect(copies.find(A)).toMatchObject({ known: { account: { version: 3 } } });
  expect(stateOf(copies, B, C)).toEqual(['deleted', 'live']);
  expect(copies.status().departed).toBe(1);
});

it('takes an account that was missing from a whole synchronisation back in any version', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  await scene.synchronise(copies, page({ accounts: [accountItem(A, 5)] }));
  await scene.synchronise(copies, page());
  await scene.synchronise(copies, change('c2', { accounts: [accountItem(A, 1)] }));
  expect(stateOf(copies, A)).toEqual(['live']);
});

describe('a feed that lies about its cursor ends, is logged, and makes nothing fresh', () => {
  const endless = (next: (count: number) => FeedResponse) => {
    let count = 0;
    return async () => next(++count);
  };
  const more = { more: true, accounts: [accountItem(B)] };
  it.each<[string, (count: number) => FeedResponse, number]>([
    ['cursor-repeats', () => change('c1', more), 1],
    ['cursor-repeats', (count) => change(`r${count % 3}`, more), 4],
    ['empty-pages', (count) => change(`c${count + 1}`, { more: true }), MAX_EMPTY_PAGES + 1],
    ['too-many-pages', (count) => change(`c${count + 1}`, more), MAX_PAGES + 1],
    ['too-many-beginnings', (count) => page({ ...more, cursor: `f${count}` }), 4],
  ])('%s', async (cause, next, calls) => {
    const scene = new FeedScene();
    let readFeed = async (): Promise<FeedResponse> => page({ accounts: [accountItem(A)] }, '"e"');
    const asked: (string | undefined)[] = [];
    const copies = scene.copies({
      readFeed: ({ after }) => {
        asked.push(after);
        return readFeed();
      },
    });
    await copies.synchronise();
    scene.pass(15_000);
    readFeed = endless(next);
    expect(await copies.synchronise()).toBe('failed');
    expect(asked.length).toBe(1 + calls);
    expect(scene.logged.at(-1)).toEqual({ event: 'synchronisation-failed', fields: { cause } });
    expect(copies.ageMs()).toBe(15_000);
    expect(stateOf(copies, A)).toEqual(['live']);
    readFeed = async () => page();
    await copies.synchronise();
    expect(asked.at(-1)).toBeUndefined();
    expect(copies.ageMs()).toBe(0);
  });

  it('no-beginning', async () => {
    const scene = new FeedScene();
    const copies = scene.copies();
    expect(await scene.synchronise(copies, change('c1', { accounts: [accountItem(A)] }))).toBe(
      'failed',
    );
    expect(stateOf(copies, A)).toEqual(['none']);
    expect(scene.logged.at(-1)?.fields.cause).toBe('no-beginning');
  });
});

it.each<[string, unknown]>([
  ['no object', 'hello'],
  ['null', null],
  ['no cursor', { cursor: undefined }],
  ['an empty cursor', { cursor: '' }],
  ['a cursor that is a number', { cursor: 7 }],
  ['a cursor without end', { cursor: 'c'.repeat(2_000) }],
  ['no more', { more: undefined }],
  ['no accounts', { accounts: undefined }],
  ['accounts that are none', { accounts: ['a@example.com'] }],
  ['lists that are accounts', { lists: [accountItem('a@example.com')] }],
  ['no time', { at: 'soon' }],
  ['no settings', { deployment: undefined }],
])('takes nothing of a page with %s', async (_, wrong) => {
  const scene = new FeedScene();
  const copies = scene.copies();
  await scene.synchronise(copies, page({ accounts: [accountItem(A)] }));
  scene.pass(5_000);
  const good = {
    full: true,
    accounts: [],
    lists: [],
    cursor: 'c',
    more: false,
    at: '2030-01-01T00:00:00Z',
    deployment: SETTINGS,
  };
  const body = typeof wrong === 'object' && wrong !== null ? { ...good, ...wrong } : wrong;
  expect(await scene.synchronise(copies, { state: 'page', body })).toBe('failed');
  expect(stateOf(copies, A)).toEqual(['live']);
  expect(copies.ageMs()).toBe(5_000);
});

it('passes over names that no login and no list can have', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  const names = ['', ' ', 'A@example.com', 'a\0@example.com', '\ud800', `${'a'.repeat(300)}@x.org`];
  await scene.synchronise(
    copies,
    page({
      accounts: [...names, A].map((name) => accountItem(name ?? '')),
      lists: [...names, '__proto__', '../office', 'office'].map((name) => listItem(name)),
    }),
  );
  expect(copies.status()).toMatchObject({ accounts: 1, lists: 1, unreadable: 0 });
});

it('remembers deletions for 30 days, and the newest 50,000', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  const gone = (account: string) => ({ account, version: 2, deleted: true });
  await scene.synchronise(copies, page({ accounts: [gone('a@example.com')] }));
  scene.pass(DEPARTED_MS - 1);
  const many = Array.from({ length: MAX_DEPARTED - 1 }, (_, index) => gone(`${index}@example.com`));
  const pages = Math.ceil(many.length / MAX_PAGE_ITEMS);
  await scene.synchronise(
    copies,
    ...Array.from({ length: pages }, (_, index) => {
      const from = index * MAX_PAGE_ITEMS;
      const accounts = many.slice(from, from + MAX_PAGE_ITEMS);
      return change(`c2-${index}`, { accounts, more: index < pages - 1 });
    }),
  );
  expect(stateOf(copies, 'a@example.com', '0@example.com')).toEqual(['deleted', 'deleted']);
  scene.pass(1);
  await scene.synchronise(copies, change('c3'));
  expect(stateOf(copies, 'a@example.com', '0@example.com')).toEqual(['none', 'deleted']);
  const accounts = [gone('b@example.com'), gone('c@example.com')];
  await scene.synchronise(copies, change('c4', { accounts }));
  expect(stateOf(copies, '0@example.com', 'c@example.com')).toEqual(['none', 'deleted']);
  expect(copies.status().departed).toBe(MAX_DEPARTED);
});

it('takes no page with more accounts and lists than a Worker sends', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  const accounts = Array.from({ length: MAX_PAGE_ITEMS }, (_, index) =>
    accountItem(`${index}@example.com`),
  );
  expect(await scene.synchronise(copies, page({ accounts, lists: [listItem('office')] }))).toBe(
    'failed',
  );
  expect(copies.status()).toMatchObject({ accounts: 0, lists: 0, ageSeconds: null });
  expect(await scene.synchronise(copies, page({ accounts }))).toBe('changed');
  expect(copies.status()).toMatchObject({ accounts: MAX_PAGE_ITEMS });
});

it('asks about an account whose version went back, until it is where it was', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  await scene.synchronise(copies, page({ accounts: [accountItem('a@example.com', 5)] }));
  for (const [version, isUnreadable] of [
    [4, true],
    [3, true],
    [5, false],
  ] as const) {
    const accounts = [accountItem('a@example.com', version)];
    await scene.synchronise(copies, change(`c${version}`, { accounts }));
    const known = { account: { version: 5 } };
    expect(copies.find('a@example.com')).toMatchObject({ known, isUnreadable });
  }
});

const large = accountItem('a@example.com', 1, ...Array(100).fill('192.0.2.1'));
it.each([
  ['accounts', (index: number) => accountItem(`${index}@example.com`)],
  [
    'deletions',
    (index: number) => ({ account: `${index}@example.com`, version: 1, deleted: true }),
  ],
  ['bytes', () => large],
])('ends where a feed has more %s than it takes, and holds what it held', async (_, item) => {
  const scene = new FeedScene();
  const copies = scene.copies({ limits: { copies: 20, bytes: 2_000 } });
  await scene.synchronise(copies, page({ accounts: [accountItem('a@example.com')] }));
  const accounts = Array.from({ length: 15 }, (_, index) => item(index));
  const anew = page({ accounts, cursor: 'd', more: true });
  const more = change('e', {
    accounts: Array.from({ length: 15 }, (_, index) => item(15 + index)),
  });
  scene.pass(10_000);
  expect(await scene.synchronise(copies, anew, more)).toBe('failed');
  expect(scene.logged.at(-1)?.fields).toEqual({ cause: 'too-large' });
  expect(copies.status()).toMatchObject({ accounts: 1, departed: 0, ageSeconds: 10 });
  await scene.synchronise(copies, page());
  expect(scene.asked.at(-1)).toEqual({ after: undefined, etag: undefined });
});

it('takes a setting that it does not understand for the one that lets nobody in', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  const deployment = { failMode: 'ajar', unknownAccounts: 'maybe', dovecotRefusalMessage: 7 };
  await scene.synchronise(copies, page({ deployment }));
  const closed = { failMode: 'closed', unknownAccounts: 'deny', dovecotRefusalMessage: '' };
  expect(copies.deployment).toEqual(closed);
});

it('does not believe that nothing changed where it did not ask so', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  expect(await scene.synchronise(copies, UNCHANGED)).toBe('failed');
  expect(copies.ageMs()).toBe(Infinity);
});

it('survives a reader that throws', async () => {
  const scene = new FeedScene();
  const copies = scene.copies({ readFeed: () => Promise.reject(new Error('out of memory')) });
  expect(await copies.synchronise()).toBe('failed');
});

it('asks every ten seconds, and sooner after a failure, but not at once', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  await scene.synchronise(copies, page());
  expect(scene.dueMs).toBe(10_000);
  const waits: (number | undefined)[] = [];
  for (let count = 0; count < 6; count++) {
    await scene.synchronise(copies, FAILED);
    waits.push(scene.dueMs);
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  expect(scene.events).toEqual(['copies-synchronised', 'synchronisation-failed']);
  await scene.synchronise(copies, change('c2'));
  expect(scene.events.at(-1)).toBe('copies-synchronised');
  expect(scene.dueMs).toBe(10_000);
  await scene.synchronise(copies, FAILED);
  expect(scene.dueMs).toBe(1_000);
});

it('spreads its attempts by at most a quarter', async () => {
  const scene = new FeedScene();
  const copies = scene.copies({ random: () => 0.999 });
  for (let count = 0; count < 8; count++) await scene.synchronise(copies, FAILED);
  expect(scene.dueMs).toBeGreaterThan(12_000);
  expect(scene.dueMs).toBeLessThan(12_500);
});

it.each<['bad-token' | 'no-right', string]>([
  ['bad-token', 'bad-token'],
  ['no-right', 'none'],
])('%s: it forgets all it holds, and asks again in a minute', async (state, right) => {
  const scene = new FeedScene();
  const copies = scene.copies();
  await scene.synchronise(copies, page({ accounts: [accountItem(A)] }, '"e"'));
  expect(await scene.synchronise(copies, { state })).toBe(state);
  expect(stateOf(copies, A)).toEqual(['none']);
  expect(copies.deployment).toBeUndefined();
  expect(copies.ageMs()).toBe(Infinity);
  expect(copies.status()).toMatchObject({ right, accounts: 0, bytes: 0, ageSeconds: null });
  expect(scene.dueMs).toBe(60_000);
  copies.noteRevision(A ?? '', 9);
  expect(scene.dueMs).toBe(60_000);
  await scene.synchronise(copies, page({ accounts: [accountItem(A)] }));
  expect(scene.asked.at(-1)).toEqual({ after: undefined, etag: undefined });
  expect(copies.status().right).toBe('copies');
});

describe('a revision that the Worker told of', () => {
  it('is asked for at once, once, and not more than once in a second', async () => {
    const scene = new FeedScene();
    const copies = scene.copies();
    await scene.synchronise(copies, page({ accounts: [accountItem('a@example.com', 3)] }));
    copies.noteRevision('a@example.com', 3);
    expect(scene.dueMs).toBe(10_000);
    scene.pass(400);
    copies.noteRevision('a@example.com', 4);
    copies.noteRevision('b@example.com', 1);
    expect(scene.dueMs).toBe(600);
    scene.pass(600);
    await scene.synchronise(copies, change('c2'));
    // The feed is behind. The usual synchronisations will bring it.
    copies.noteRevision('a@example.com', 4);
    expect(scene.dueMs).toBe(10_000);
    scene.pass(5_000);
    copies.noteRevision('a@example.com', 5);
    expect(scene.dueMs).toBe(0);
  });

  it('is asked for again, if it is told while a synchronisation runs', async () => {
    const scene = new FeedScene();
    let answer = (_: FeedResponse) => {};
    const copies = scene.copies({
      readFeed: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const running = copies.synchronise();
    await Promise.resolve();
    copies.noteRevision('a@example.com', 1);
    expect(scene.dueMs).toBeUndefined();
    answer(page());
    await running;
    expect(scene.dueMs).toBe(1_000);
    const last = copies.synchronise();
    await Promise.resolve();
    answer(FAILED);
    await last;
  });
});

it('starts no other synchronisation while one runs, and none after it was stopped', async () => {
  const scene = new FeedScene();
  let calls = 0;
  const copies = scene.copies({
    readFeed: ({ signal }) => {
      calls++;
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(FAILED)));
    },
  });
  await copies.start();
  expect(calls).toBe(1);
  await copies.stop();
  expect(scene.dueMs).toBeUndefined();
  expect(copies.status().failures).toBe(0);
});

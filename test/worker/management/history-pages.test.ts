import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();

async function page(account: TestAccount, query = ''): Promise<api.HistoryPage> {
  const answer = await account.call<api.HistoryPage>('GET', `/history${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('R16: the history, by pages', () => {
  it.each([1, 2, 5, 11, 12, 100])(
    'pages by %i to the end, without loss or repeat',
    async (limit) => {
      const account = await TestAccount.create(worker, { limit: 20 });
      for (let n = 0; n < 10; n++) await account.add(`198.51.100.${n}`);
      const all = (await page(account)).events;
      const seen: api.HistoryEvent[] = [];
      let cursor: string | null = null;
      let pages = 0;
      do {
        const query: string = cursor === null ? '' : `&cursor=${cursor}`;
        const { events, cursor: next } = await page(account, `?limit=${limit}${query}`);
        expect(events.length).toBeGreaterThan(0);
        seen.push(...events);
        cursor = next;
        pages++;
        // An event that is added in between does not shift the pages that follow.
        if (pages === 1) await account.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
      } while (cursor !== null);
      expect(seen).toEqual(all);
      expect(pages).toBe(Math.ceil(12 / limit));
    },
  );

  it.each([
    ['?limit=0', '/query/limit'],
    ['?limit=101', '/query/limit'],
    ['?cursor=x', '/query/cursor'],
    ['?cursor=-1', '/query/cursor'],
    ['?cursor=1234567890123456', '/query/cursor'],
    ['?since=2', '/query/since'],
  ])('refuses %s', async (query, pointer) => {
    const account = await TestAccount.create(worker);
    expectFieldProblem(await account.call('GET', `/history${query}`), 'invalid-request', pointer);
  });
});

/** An export has the shared lists that the account includes, each as its own object has it now. */
import { afterEach, expect, it, vi } from 'vitest';
import { listObjectName } from '../../../shared/list-name.ts';
import { readIncluded } from '../../../worker/management/routes/included-sources.ts';
import type { Env } from '../../../worker/platform/env.ts';
import { buildEntry, listOf } from '../../shared/build-allowlist.ts';
import { buildSource } from '../../shared/exports/build-source.ts';
import { accountsWith } from '../support/faulty-bindings.ts';
import { env } from '../support/test-worker.ts';

const BY = { tokenId: 'operator', name: 'operator' };
const CONTEXT = { by: BY, revisions: undefined, idempotency: undefined };

afterEach(() => {
  vi.useRealTimers();
});

/** Makes a shared list. Its revision is then 2. */
async function makeList(list: string, ...values: string[]): Promise<void> {
  const object = env.ACCOUNTS.getByName(listObjectName(list));
  expect(await object.createList(list, {}, BY)).toMatchObject({ ok: true });
  const addition = { format: 'address', values, remark: '', expiresAt: null } as const;
  expect(await object.change({ kind: 'add', addition }, CONTEXT)).toMatchObject({ ok: true });
}

function including(...lists: string[]) {
  return buildSource(listOf([buildEntry('e1', '192.0.2.1')], { lists }));
}

async function found(names: readonly string[], bindings: Partial<Env> = {}) {
  const read = await readIncluded({ ...env, ...bindings }, including(...names));
  if (!read.ok) return read.error;
  return read.value.included?.map(({ list, found: each }) => [
    list,
    each?.revision,
    each?.entries.map(({ value }) => value),
  ]);
}

it('has the entries of each list as they are now, in the order of attaching', async () => {
  await makeList('home', '198.51.100.1', '198.51.100.2');
  await makeList('office', '203.0.113.7');
  expect(await found(['office', 'home'])).toEqual([
    ['office', 2, ['203.0.113.7']],
    ['home', 2, ['198.51.100.1', '198.51.100.2']],
  ]);
});

it('finds that a list was deleted, or never made', async () => {
  await makeList('left', '203.0.113.7');
  await makeList('stays', '203.0.113.8');
  await env.ACCOUNTS.getByName(listObjectName('left')).removeList(undefined, BY);
  expect(await found(['left', 'stays', 'never-made'])).toEqual([
    ['left', undefined, undefined],
    ['stays', 2, ['203.0.113.8']],
    ['never-made', undefined, undefined],
  ]);
});

it('is refused as unavailable if one list of several can’t be read', async () => {
  await makeList('read', '203.0.113.7');
  let calls = 0;
  const ACCOUNTS = accountsWith(
    (call) => (++calls === 2 ? Promise.reject(new Error('object overloaded')) : call()),
    'readExportSource',
  );
  expect(await found(['read', 'unread'], { ACCOUNTS })).toMatchObject({
    code: 'unavailable',
    detail: expect.stringContaining('unread'),
  });
});

it('is refused as unavailable if a list gives no answer for five seconds', async () => {
  const ACCOUNTS = accountsWith(() => new Promise(() => undefined), 'readExportSource');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answer = found(['silent'], { ACCOUNTS });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await answer).toMatchObject({ code: 'unavailable' });
});

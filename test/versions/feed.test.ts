/** R26: the feed beside the release before, which has none, and notes no deletion for it. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Feed, IssuedToken } from '../../shared/api.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import type { Version } from './deployment.ts';
import { expectSoon, type Meeting, meet, pathOf } from './meeting.ts';
import { makeReleasePairs } from './other-bundle.ts';

const [KEPT, CHANGED, DELETED, MADE] = ['kept', 'changed', 'deleted', 'made'].map(
  (name) => `${name}@example.com`,
) as [string, string, string, string];

const bundles = temporaryFolder();
afterAll(() => bundles[Symbol.dispose]());
const PAIRS = await makeReleasePairs(bundles.path);

async function relayToken({ call }: Meeting, through: Version): Promise<string> {
  const rights = { name: 'agent', copies: true };
  return (await call<IssuedToken>(through, 'POST /v1/relay-tokens', rights)).token;
}

function read({ deployment }: Meeting, token: string, after?: string) {
  const query = after === undefined ? '' : `?after=${after}`;
  return deployment.call('newer', `GET /v1/feed${query}`, undefined, token);
}

/** What a page names: the version of a copy, or that there is none. */
const named = ({ accounts }: Feed) =>
  Object.fromEntries(
    accounts.map((item) => [
      item.account,
      'deleted' in item ? 'deleted' : 'unreadable' in item ? 'unreadable' : item.copy !== '',
    ]),
  );

describe.concurrent.each(PAIRS)('$name', (versions) => {
  test('what the release before changed and deleted after a rollback is in the next synchronisation', async () => {
    await using met = await meet(versions, 'newer');
    const { add, call, deployment } = met;
    const token = await relayToken(met, 'newer');
    for (const account of [KEPT, CHANGED, DELETED]) {
      await call('newer', 'POST /v1/accounts', { account });
      await add('newer', pathOf(account), '192.0.2.1');
    }
    await deployment.published([KEPT, CHANGED, DELETED]);
    const first: Feed = (await read(met, token)).body;
    expect(first).toMatchObject({ full: true, more: false });
    expect(named(first)).toEqual({ [KEPT]: true, [CHANGED]: true, [DELETED]: true });

    await deployment.runObjects('older');
    await call('older', `DELETE ${pathOf(DELETED)}`);
    await call('older', 'POST /v1/accounts', { account: MADE });
    await add('older', pathOf(CHANGED), '192.0.2.2');
    await deployment.published([CHANGED, MADE]);
    const page = async () => {
      const { accounts } = await call<{ accounts: { account: string }[] }>(
        'older',
        'GET /v1/accounts',
      );
      return accounts.map(({ account }) => account);
    };
    await expectSoon(page, [CHANGED, KEPT, MADE]);

    await deployment.runObjects('newer');
    const next: Feed = (await read(met, token, first.cursor)).body;
    expect(next).toMatchObject({ full: true, more: false });
    // The index may still have the deleted account. Its object then says that it was deleted.
    const { [DELETED]: left = 'deleted', ...standing } = named(next);
    expect(standing).toEqual({ [KEPT]: true, [CHANGED]: true, [MADE]: true });
    expect(left).toBe('deleted');
    const copyOf = (feed: Feed, account: string) =>
      feed.accounts.find((item) => item.account === account);
    expect(copyOf(next, CHANGED)).not.toEqual(copyOf(first, CHANGED));
  }, 120_000);

  test('new isolates over old objects: the feed is unavailable, which is no refusal of the token', async () => {
    await using met = await meet(versions, 'newer');
    const token = await relayToken(met, 'newer');
    const { body: first } = await read(met, token);
    await met.deployment.runObjects('older');
    expect(await read(met, token, first.cursor)).toMatchObject({
      status: 503,
      body: { code: 'unavailable' },
    });
    await met.deployment.runObjects('newer');
    expect(await read(met, token, first.cursor)).toMatchObject({ status: 200 });
  }, 120_000);
});

/** An add that renews an expired entry. The server answers like a Worker that renews. */
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { applyChange, carryOut } from '../../../extension/endpoint/changes.ts';
import { refreshPlace } from '../../../extension/endpoint/refresh.ts';
import {
  allowlistOf,
  connections,
  ownEntriesOf,
  undo,
} from '../../../extension/storage/settings.ts';
import type * as api from '../../../shared/api.ts';
import { buildList, entry } from '../support/build-list.ts';
import { openLoopbackServer } from '../support/loopback-server.ts';

const HERE = '203.0.113.57';
const PLACE = { connectionId: 'c1', account: 'sender@example.com' };

const past = { expiresAt: '2020-01-31T08:00:00.000Z', expired: true };
const expired = entry('e1', HERE, past);
const expiredToo = entry('e2', '192.0.2.2', past);
const LIST = { ...buildList(expired, expiredToo), expired: 2 };

function renewal(...renewed: api.Entry[]) {
  const { mode, count, limit } = LIST;
  const warnings = renewed.map(({ value }) => {
    return { code: 'renewed', message: `${value} had expired, and is renewed.`, value };
  });
  const updated = renewed.map((one) => ({ ...one, expiresAt: null, expired: false }));
  const revision = LIST.revision + 1;
  const left = LIST.expired - renewed.length;
  const size = { count, expired: left, limit, lists: [] };
  return { mode, revision, ...size, added: [], updated, removed: [], warnings };
}

async function openWorker(change: object) {
  const server = await openLoopbackServer((response, { method, url }) => {
    const list = method === 'POST' ? change : LIST;
    const body = url === '/v1/address' ? { address: HERE, family: 4 } : list;
    response.end(JSON.stringify(body));
  });
  await connections.setValue([
    {
      id: 'c1',
      endpoint: server.url,
      otherFamilyEndpoint: null,
      token: 'a-token-of-the-test',
      session: {
        role: 'manager',
        account: PLACE.account,
        tokenId: 't1',
        name: 'Ada',
        expiresAt: null,
      },
      accounts: [PLACE.account],
    },
  ]);
  return server;
}

const add = (...values: string[]) => {
  const body = { format: 'address' as const, values };
  return carryOut(PLACE, { kind: 'add', body }, { isOwn: values.length === 1 });
};

beforeEach(() => fakeBrowser.reset());

describe('an add that renews', () => {
  it('is kept, counts against the limit, and is this browser’s own', async () => {
    await using _ = await openWorker(renewal(expired));
    expect(await refreshPlace(PLACE)).toMatchObject({ count: 2, live: 0 });
    const answer = await add(HERE);
    expect(answer).toMatchObject({ ok: true, value: { warnings: [{ code: 'renewed' }] } });
    expect(await allowlistOf(PLACE).getValue()).toMatchObject({
      count: 2,
      expired: 1,
      entries: [{ id: 'e1', expired: false }, expiredToo],
    });
    expect(await ownEntriesOf(PLACE).getValue()).toMatchObject([{ id: 'e1', value: HERE }]);
  });

  it.each([
    [[expired], { what: 'renewed', value: HERE, count: 1, wasEmpty: false }],
    [[expired, expiredToo], { what: 'renewed', count: 2, wasEmpty: false }],
  ])('is offered to be undone as what it is', async (renewed, offered) => {
    await using _ = await openWorker(renewal(...renewed));
    await refreshPlace(PLACE);
    await add(...renewed.map(({ value }) => value));
    expect(await undo.getValue()).toMatchObject(offered);
  });

  it('beside new entries is undone with them', async () => {
    const added = entry('e3', '192.0.2.3');
    const change = { ...renewal(expired), count: 3, added: [added] };
    await using _ = await openWorker(change);
    await refreshPlace(PLACE);
    await add(HERE, '192.0.2.3');
    expect(await undo.getValue()).toMatchObject({ what: 'added', count: 2, wasEmpty: false });
  });
});

describe('the list after a change', () => {
  it('has the number of expired entries that the change says, and none where it says none', () => {
    const newer = { ...renewal(expired), warnings: [] };
    const { expired: _, ...older } = newer;
    expect(applyChange(LIST, newer)).toMatchObject({ expired: 1 });
    expect(
      applyChange(LIST, older as Omit<api.Change, 'expired'> as api.Change),
    ).not.toHaveProperty('expired');
  });
});

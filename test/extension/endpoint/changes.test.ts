/** Changes through a real Worker, and what the browser keeps afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { apiClient } from '../../../extension/endpoint/api-client.ts';
import { carryOut, takeBack, UNDO_MS } from '../../../extension/endpoint/changes.ts';
import { refreshPlace, refreshSenders } from '../../../extension/endpoint/refresh.ts';
import type { Connection } from '../../../extension/model/connection.ts';
import type { Place } from '../../../extension/model/places.ts';
import type { Undo } from '../../../extension/model/undo.ts';
import { removeConnection } from '../../../extension/storage/connections.ts';
import {
  allowlistOf,
  connections,
  ownEntriesOf,
  senders,
  snapshotOf,
  undo,
} from '../../../extension/storage/settings.ts';
import { type SendgateServer, startServer } from '../../../local/server.ts';
import { openLoopbackServer } from '../support/loopback-server.ts';

let folder = '';
let server: SendgateServer;
let accounts = 0;
let place: Place;
let manager: Connection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sendgate-changes-'));
  server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder });
}, 60_000);

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  fakeBrowser.reset();
  const account = `sender-${++accounts}@example.com`;
  const operator = apiClient({ endpoint: server.url, token: server.operatorToken });
  await operator.createAccount(account, {});
  const issued = await operator.issueToken(account, { role: 'manager', name: 'Ada' });
  if (!issued.ok) throw new Error('no token');
  manager = {
    id: 'c1',
    endpoint: server.url,
    otherFamilyEndpoint: null,
    token: issued.value.token,
    session: { role: 'manager', account, tokenId: issued.value.id, name: 'Ada', expiresAt: null },
    accounts: [account],
  };
  await connections.setValue([manager]);
  place = { connectionId: 'c1', account };
  await refreshPlace(place);
});

const addition = (...values: string[]) => ({ format: 'address' as const, values });
const add = (...values: string[]) => carryOut(place, { kind: 'add', body: addition(...values) });
const valuesKept = async () =>
  (await allowlistOf(place).getValue())?.entries.map(({ value }) => value) ?? [];
const valuesThere = async () => {
  const list = await apiClient(manager).allowlist(place.account);
  return list.ok ? list.value.entries.map(({ value }) => value) : [];
};
const idOf = async (value: string) =>
  (await allowlistOf(place).getValue())?.entries.find((entry) => entry.value === value)?.id ?? '';

async function expectUndo(): Promise<Undo> {
  const offered = await undo.getValue();
  if (offered === null) throw new Error('no undo is offered');
  return offered;
}

describe('a refresh', () => {
  it('keeps the list and the address that the endpoint sees', async () => {
    await add('192.0.2.1');
    const snapshot = await refreshPlace(place);
    expect(snapshot).toMatchObject({ mode: 'enforce', count: 1, trouble: null });
    expect(snapshot.addresses).toMatchObject([
      { address: '127.0.0.1', family: 4, verdict: 'deny', reason: 'not-listed' },
    ]);
    expect(await snapshotOf(place).getValue()).toEqual(snapshot);
    expect(await valuesKept()).toEqual(['192.0.2.1']);
  });

  it('keeps what was known when the token is refused, and says why', async () => {
    await add('192.0.2.1');
    await connections.setValue([{ ...manager, token: 'sg_gone' }]);
    const snapshot = await refreshPlace(place);
    expect(snapshot).toMatchObject({ mode: 'enforce', count: 1 });
    expect(snapshot.trouble).toMatchObject({ problem: { code: 'unauthorized' } });
  });

  it('knows a suspended account', async () => {
    const operator = apiClient({ endpoint: server.url, token: server.operatorToken });
    await operator.changeAccount(place.account, { suspended: true });
    expect(await refreshPlace(place)).toMatchObject({
      suspended: true,
      addresses: [{ verdict: 'deny', reason: 'suspended' }],
    });
  });
});

/** A front before the Worker that holds its answers with the list until `let go`. */
async function holdLists() {
  const release = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const front = await openLoopbackServer(async (response, { method, url, headers }) => {
    const answer = await fetch(`${server.url}${url}`, {
      method,
      headers: { authorization: headers.authorization ?? '' },
    });
    const body = await answer.text();
    if (method === 'GET' && url.endsWith('/allowlist')) {
      held.resolve();
      await release.promise;
    }
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(body);
  });
  return { front, held: held.promise, letGo: () => release.resolve() };
}

describe('a refresh under way while the list is changed', () => {
  it('does not bring the older list back', async () => {
    await add('192.0.2.1');
    const { front, held, letGo } = await holdLists();
    await using _ = front;
    await connections.setValue([{ ...manager, endpoint: front.url }]);
    const slow = refreshPlace(place);
    await held;
    await connections.setValue([manager]);
    await add('127.0.0.1');
    letGo();
    expect(await slow).toMatchObject({ revision: 3, count: 2 });
    expect(await valuesKept()).toEqual(['192.0.2.1', '127.0.0.1']);
    expect((await snapshotOf(place).getValue())?.addresses[0]?.verdict).toBe('allow');
  });

  it('does not report a trouble that is over', async () => {
    const gone = await openLoopbackServer(() => {});
    await connections.setValue([{ ...manager, endpoint: gone.url }]);
    const slow = refreshPlace(place);
    await vi.waitFor(() => expect(gone.asked.length).toBeGreaterThan(0));
    await connections.setValue([manager]);
    await add('127.0.0.1');
    await gone[Symbol.asyncDispose]();
    expect((await slow).trouble).toBeNull();
    expect((await snapshotOf(place).getValue())?.trouble).toBeNull();
  });

  it('leaves nothing behind of a connection that was removed meanwhile', async () => {
    const { front, held, letGo } = await holdLists();
    await using _ = front;
    await connections.setValue([{ ...manager, endpoint: front.url }]);
    const slow = refreshPlace(place);
    await held;
    await removeConnection(manager.id);
    letGo();
    await slow;
    expect(await snapshotOf(place).getValue()).toBeNull();
    expect(await allowlistOf(place).getValue()).toBeNull();
  });

  it('takes a deployment that began anew at its word', async () => {
    await add('192.0.2.1');
    const list = await allowlistOf(place).getValue();
    if (list === null) throw new Error('no list is kept');
    await allowlistOf(place).setValue({ ...list, revision: 99 });
    expect((await refreshPlace(place)).revision).toBe(2);
  });

  it('does not wait long for the other family’s address', async () => {
    await using silent = await openLoopbackServer(() => {});
    await connections.setValue([{ ...manager, otherFamilyEndpoint: silent.url }]);
    const snapshot = await refreshPlace(place);
    expect(snapshot.trouble).toBeNull();
    expect(snapshot.addresses.map(({ address }) => address)).toEqual(['127.0.0.1']);
  });
});

describe('who has been sending', () => {
  it('is kept of the place that was looked at last, until its connection is removed', async () => {
    const checker = apiClient({ endpoint: server.url, token: server.operatorToken });
    const issued = await checker.issueToken(place.account, { role: 'checker', name: 'mx' });
    if (!issued.ok) throw new Error('no token');
    await apiClient({ endpoint: server.url, token: issued.value.token }).check(
      place.account,
      '192.0.2.10',
    );
    const read = await refreshSenders(place);
    const kept = await senders.getValue();
    expect(kept).toEqual(read.ok && read.value);
    expect(kept).toMatchObject({
      place,
      list: { senders: [{ address: '192.0.2.10', allowed: 1, server: { name: 'mx' } }] },
    });
    await removeConnection('another');
    expect(await senders.getValue()).not.toBeNull();
    await removeConnection(manager.id);
    expect(await senders.getValue()).toBeNull();
    expect(await refreshSenders(place)).toMatchObject({ ok: false });
    expect(await senders.getValue()).toBeNull();
  });
});

describe('a change', () => {
  it('is kept as the Worker has it', async () => {
    await add('192.0.2.1', '192.0.2.2');
    await carryOut(place, {
      kind: 'edit',
      id: await idOf('192.0.2.1'),
      body: { remark: 'Office' },
    });
    await carryOut(place, { kind: 'delete', id: await idOf('192.0.2.2') });
    const there = await apiClient(manager).allowlist(place.account);
    expect(await allowlistOf(place).getValue()).toEqual(there.ok && there.value);
    expect((await snapshotOf(place).getValue())?.count).toBe(1);
  });

  it('on top of somebody else’s brings theirs along', async () => {
    await add('192.0.2.1');
    await apiClient(manager).change(place.account, { kind: 'add', body: addition('192.0.2.9') });
    await add('192.0.2.2');
    expect(await valuesKept()).toEqual(['192.0.2.1', '192.0.2.9', '192.0.2.2']);
  });

  it('made for a list that has changed is refused, and the new list is kept', async () => {
    await add('192.0.2.1');
    const seen = (await allowlistOf(place).getValue())?.revision;
    await apiClient(manager).change(place.account, { kind: 'add', body: addition('192.0.2.9') });
    const answer = await carryOut(place, { kind: 'disable' }, { revision: seen ?? 0 });
    expect(answer).toMatchObject({ ok: false, error: { problem: { code: 'revision-changed' } } });
    expect(await valuesKept()).toEqual(['192.0.2.1', '192.0.2.9']);
    expect(await valuesThere()).toEqual(['192.0.2.1', '192.0.2.9']);
  });

  it('that is refused changes nothing and offers no undo', async () => {
    const answer = await add('192.0.2.1', '192.0.2.300');
    expect(answer).toMatchObject({ ok: false, error: { problem: { code: 'invalid-value' } } });
    expect(await valuesThere()).toEqual([]);
    expect(await undo.getValue()).toBeNull();
  });

  it('remembers what this browser added for itself, to be replaced later', async () => {
    await carryOut(place, { kind: 'add', body: addition('192.0.2.7') }, { isOwn: true });
    expect(await ownEntriesOf(place).getValue()).toMatchObject([{ value: '192.0.2.7' }]);
    const previous = (await refreshPlace(place)).previous;
    expect(previous?.value).toBe('192.0.2.7');
    const body = { remove: [previous?.id ?? ''], add: addition('127.0.0.1') };
    await carryOut(place, { kind: 'replace', body }, { isOwn: true });
    expect(await valuesKept()).toEqual(['127.0.0.1']);
    expect((await snapshotOf(place).getValue())?.previous).toBeNull();
  });
});

describe('undo', () => {
  it('of the first add turns the list off again', async () => {
    await add('192.0.2.1');
    const offered = await expectUndo();
    expect(offered).toMatchObject({ what: 'added', value: '192.0.2.1', count: 1, wasEmpty: true });
    expect(offered.until).toBeGreaterThan(Date.now() + UNDO_MS - 5_000);
    expect((await takeBack(offered)).ok).toBe(true);
    expect((await snapshotOf(place).getValue())?.mode).toBe('off');
    expect(await valuesThere()).toEqual([]);
    expect(await undo.getValue()).toBeNull();
  });

  it('of a later add takes away what was added, and no more', async () => {
    await add('192.0.2.1');
    await add('192.0.2.2', '192.0.2.3');
    expect((await takeBack(await expectUndo())).ok).toBe(true);
    expect(await valuesThere()).toEqual(['192.0.2.1']);
  });

  it('of deleting the last entry brings it back, and the list on', async () => {
    await add('192.0.2.1');
    const id = await idOf('192.0.2.1');
    await carryOut(place, { kind: 'delete', id });
    expect((await snapshotOf(place).getValue())?.mode).toBe('off');
    expect((await takeBack(await expectUndo())).ok).toBe(true);
    expect(await idOf('192.0.2.1')).toBe(id);
    expect((await snapshotOf(place).getValue())?.mode).toBe('enforce');
  });

  it('of a replacement, and of disabling, makes the list what it was', async () => {
    await add('192.0.2.1', '192.0.2.2');
    const remove = [await idOf('192.0.2.1')];
    await carryOut(place, { kind: 'replace', body: { remove, add: addition('192.0.2.9') } });
    await takeBack(await expectUndo());
    expect((await valuesThere()).toSorted()).toEqual(['192.0.2.1', '192.0.2.2']);
    await carryOut(place, { kind: 'disable' });
    expect(await valuesThere()).toEqual([]);
    await takeBack(await expectUndo());
    expect((await valuesThere()).toSorted()).toEqual(['192.0.2.1', '192.0.2.2']);
  });

  it('of a replacement offers the replaced entry for replacement again', async () => {
    await carryOut(place, { kind: 'add', body: addition('192.0.2.7') }, { isOwn: true });
    const remove = [await idOf('192.0.2.7')];
    const body = { remove, add: addition('192.0.2.8') };
    await carryOut(place, { kind: 'replace', body }, { isOwn: true });
    await takeBack(await expectUndo());
    expect((await refreshPlace(place)).previous?.value).toBe('192.0.2.7');
  });

  it('is refused once somebody else has changed the list', async () => {
    await add('192.0.2.1');
    const offered = await expectUndo();
    await apiClient(manager).change(place.account, { kind: 'add', body: addition('192.0.2.9') });
    const answer = await takeBack(offered);
    expect(answer).toMatchObject({ ok: false, error: { problem: { code: 'revision-changed' } } });
    expect(await valuesThere()).toEqual(['192.0.2.1', '192.0.2.9']);
  });
});

describe('a pause', () => {
  const setMode = (body: { mode: 'enforce' | 'observe'; expiresInSeconds?: number }) =>
    carryOut(place, { kind: 'set-mode', body });
  const known = async () => {
    const [list, snapshot] = await Promise.all([
      allowlistOf(place).getValue(),
      snapshotOf(place).getValue(),
    ]);
    return { until: list?.observesUntil, pause: snapshot?.pause };
  };

  it('is kept with its end, which goes with it, after the change and after a reading', async () => {
    await add('192.0.2.1');
    expect((await known()).pause).toBeNull();
    await setMode({ mode: 'observe', expiresInSeconds: 3600 });
    const { until, pause } = await known();
    expect(Date.parse(until ?? '')).toBeGreaterThan(Date.now() + 3_500_000);
    expect(pause?.until).toBe(until);
    await refreshPlace(place);
    expect(await known()).toEqual({ until, pause });
    await setMode({ mode: 'observe' });
    expect(await known()).toMatchObject({ until: undefined, pause: { until: null } });
    await setMode({ mode: 'enforce' });
    expect(await known()).toEqual({ until: undefined, pause: null });
  });
});

describe('several entries', () => {
  it('are edited or deleted in one change, which one undo takes back', async () => {
    await add('192.0.2.1', '192.0.2.2', '192.0.2.3');
    const entries = [await idOf('192.0.2.1'), await idOf('192.0.2.3')];
    const remarks = async () =>
      (await allowlistOf(place).getValue())?.entries.map(({ remark }) => remark);
    await carryOut(place, { kind: 'edit-entries', body: { entries, remark: 'old' } });
    expect(await expectUndo()).toMatchObject({ what: 'edited', count: 2 });
    expect(await remarks()).toEqual(['old', '', 'old']);
    await takeBack(await expectUndo());
    expect(await remarks()).toEqual(['', '', '']);
    await carryOut(place, { kind: 'delete-entries', body: { entries } });
    expect(await expectUndo()).toMatchObject({ what: 'deleted', count: 2 });
    expect(await valuesThere()).toEqual(['192.0.2.2']);
    await takeBack(await expectUndo());
    expect((await valuesThere()).toSorted()).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
  });
});

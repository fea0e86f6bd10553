/** The one change that a drawer makes, through a real Worker. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { addOwnAddress } from '../../../extension/endpoint/add-own-address.ts';
import { type ApiClient, apiClient } from '../../../extension/endpoint/api-client.ts';
import { carryOut } from '../../../extension/endpoint/changes.ts';
import { allowlistOf, connections, ownEntriesOf } from '../../../extension/storage/settings.ts';
import { type SendgateServer, startServer } from '../../../local/server.ts';
import { openLoopbackServer } from '../support/loopback-server.ts';

const HERE = '127.0.0.1';
const addition = (...values: string[]) => ({ format: 'address' as const, values });

let folder = '';
let server: SendgateServer;
let accounts = 0;
let account = '';
let manager: ApiClient;
let token = '';

const place = () => ({ connectionId: 'c1', account });

async function connectTo(endpoint: string): Promise<void> {
  const session = {
    role: 'manager',
    account,
    tokenId: 't1',
    name: 'Ada',
    expiresAt: null,
  } as const;
  const ways = { endpoint, otherFamilyEndpoint: null, token, session };
  await connections.setValue([{ id: 'c1', ...ways, accounts: [account] }]);
}

const there = async () => {
  const list = await manager.allowlist(account);
  if (!list.ok) throw new Error('the list can’t be read');
  const { mode, entries } = list.value;
  return { mode, values: entries.map(({ value }) => value) };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sendgate-own-address-'));
  server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder });
}, 60_000);

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  fakeBrowser.reset();
  account = `sender-${++accounts}@example.com`;
  const operator = apiClient({ endpoint: server.url, token: server.operatorToken });
  await operator.createAccount(account, {});
  const issued = await operator.issueToken(account, { role: 'manager', name: 'Ada' });
  if (!issued.ok) throw new Error('no token');
  token = issued.value.token;
  manager = apiClient({ endpoint: server.url, token });
  await connectTo(server.url);
});

it('the address is added to a list that is on, and is this browser’s own', async () => {
  await manager.change(account, { kind: 'add', body: addition('192.0.2.1') });
  expect(await addOwnAddress(place(), HERE, addition(HERE))).toMatchObject({ ok: true });
  expect(await there()).toEqual({ mode: 'enforce', values: ['192.0.2.1', HERE] });
  expect(await ownEntriesOf(place()).getValue()).toMatchObject([{ value: HERE }]);
});

it('nothing is done to a list that is off, which it would turn on', async () => {
  expect(await addOwnAddress(place(), HERE, addition(HERE))).toBeNull();
  expect(await there()).toEqual({ mode: 'off', values: [] });
});

it('nothing is done where the browser has gone elsewhere since', async () => {
  await manager.change(account, { kind: 'add', body: addition('192.0.2.1') });
  expect(await addOwnAddress(place(), '203.0.113.7', addition('203.0.113.7'))).toBeNull();
  expect((await there()).values).toEqual(['192.0.2.1']);
});

it('nothing is done to a list that was turned off after it was read', async () => {
  await manager.change(account, { kind: 'add', body: addition('192.0.2.1') });
  const seen = await manager.allowlist(account);
  await manager.change(account, { kind: 'disable' });
  const terms = { revision: seen.ok ? seen.value.revision : 0, onlyAsSeen: true };
  const answer = await carryOut(place(), { kind: 'add', body: addition(HERE) }, terms);
  expect(answer).toMatchObject({ ok: false, error: { problem: { code: 'revision-changed' } } });
  expect(await there()).toEqual({ mode: 'off', values: [] });
  expect(await allowlistOf(place()).getValue()).toMatchObject({ mode: 'off' });
});

it('why it could not be done is said', async () => {
  const gone = await openLoopbackServer(() => {});
  await gone[Symbol.asyncDispose]();
  await connectTo(gone.url);
  expect(await addOwnAddress(place(), HERE, addition(HERE))).toMatchObject({
    ok: false,
    error: { kind: 'unreachable' },
  });
});

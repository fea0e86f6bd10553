/** A token that ends is renewed at a real Worker; the way there breaks where a test says so. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { apiClient } from '../../../extension/endpoint/api-client.ts';
import { renewAccess, revokeAllReplaced } from '../../../extension/endpoint/renew-access.ts';
import type { Connection } from '../../../extension/model/connection.ts';
import { addConnection, replaceToken } from '../../../extension/storage/connections.ts';
import { connections } from '../../../extension/storage/settings.ts';
import { type SendgateServer, startServer } from '../../../local/server.ts';
import type { AccountRole } from '../../../shared/api.ts';
import { type LoopbackServer, openLoopbackServer } from '../support/loopback-server.ts';

const ACCOUNT = 'sender@example.com';
const TEN_DAYS_SECONDS = 10 * 86_400;

let folder = '';
let server: SendgateServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sendgate-renewal-'));
  server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder });
  await operator().createAccount(ACCOUNT, {});
}, 60_000);

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => fakeBrowser.reset());

function operator() {
  return apiClient({ endpoint: server.url, token: server.operatorToken });
}

async function connect(endpoint = server.url, role: AccountRole = 'manager'): Promise<Connection> {
  const terms = { role, name: 'Ada', expiresInSeconds: TEN_DAYS_SECONDS };
  const issued = await operator().issueToken(ACCOUNT, terms);
  if (!issued.ok) throw new Error('no token was issued');
  const { id, token, expiresAt } = issued.value;
  const session = { role, account: ACCOUNT, tokenId: id, name: 'Ada', expiresAt };
  const added = await addConnection({ endpoint, token, session, version: '' });
  if (!added.ok) throw new Error('it is there already');
  return added.value;
}

async function kept(): Promise<Connection> {
  const [connection] = await connections.getValue();
  if (!connection) throw new Error('there is no connection');
  return connection;
}

/** Whether the account's own record still has the token: a wrong one is not shown to the Worker. */
async function isGood(tokenId: string): Promise<boolean> {
  const list = await operator().tokens(ACCOUNT);
  return list.ok && list.value.tokens.some(({ id }) => id === tokenId);
}

/** The way to the Worker, on which `breaksAt` is told of each call and says whether its answer is lost. */
function openWay(
  breaksAt: (method: string) => Promise<boolean> | boolean,
): Promise<LoopbackServer> {
  return openLoopbackServer(async (response, { method, url, headers, body }) => {
    if (await breaksAt(method)) return void response.destroy();
    const answer = await fetch(new URL(url, server.url), {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      ...(body !== '' && { body }),
    });
    response.writeHead(answer.status).end(await answer.text());
  });
}

describe('a manager’s token', () => {
  it('is renewed: the new one is kept, for as long as the old one was, and that is revoked', async () => {
    const before = await connect();
    const renewed = await renewAccess(before);
    const after = await kept();
    expect(renewed).toEqual({ ok: true, value: after.session });
    expect(after.token).not.toBe(before.token);
    expect(after).toMatchObject({ id: before.id, accounts: [ACCOUNT], session: { name: 'Ada' } });
    const end = Date.parse(after.session.expiresAt ?? '');
    expect(Math.abs(end - Date.now() - TEN_DAYS_SECONDS * 1000)).toBeLessThan(60_000);
    expect(after.replacedTokenId).toBeUndefined();
    expect(await isGood(before.session.tokenId)).toBe(false);
    expect((await apiClient(after).session()).ok).toBe(true);
  });

  it('is revoked once the new one is kept, and not before', async () => {
    const atRevocation: string[] = [];
    await using way = await openWay(async (method) => {
      if (method === 'DELETE') atRevocation.push((await kept()).session.tokenId);
      return false;
    });
    const before = await connect(way.url);
    await renewAccess(before);
    const { session } = await kept();
    expect(session.tokenId).not.toBe(before.session.tokenId);
    expect(atRevocation).toEqual([session.tokenId]);
  });

  it.each(['GET', 'POST'])('stays as it is where %s fails', async (lost) => {
    await using way = await openWay((method) => method === lost);
    const before = await connect(way.url);
    expect(await renewAccess(before)).toMatchObject({ ok: false });
    expect(await kept()).toEqual(before);
    expect(await isGood(before.session.tokenId)).toBe(true);
  });

  it('that could not be revoked is, as soon as that goes', async () => {
    let isBroken = true;
    await using way = await openWay((method) => isBroken && method === 'DELETE');
    const before = await connect(way.url);
    expect(await renewAccess(before)).toMatchObject({ ok: true });
    expect((await kept()).replacedTokenId).toBe(before.session.tokenId);
    expect(await isGood(before.session.tokenId)).toBe(true);
    await revokeAllReplaced();
    expect((await kept()).replacedTokenId).toBe(before.session.tokenId);
    isBroken = false;
    await revokeAllReplaced();
    expect((await kept()).replacedTokenId).toBeUndefined();
    expect(await isGood(before.session.tokenId)).toBe(false);
  });

  it('that could not be revoked is, before the next one is renewed', async () => {
    let isBroken = true;
    await using way = await openWay((method) => isBroken && method === 'DELETE');
    const first = await connect(way.url);
    await renewAccess(first);
    isBroken = false;
    const second = await kept();
    await renewAccess(second);
    expect(await isGood(first.session.tokenId)).toBe(false);
    expect(await isGood(second.session.tokenId)).toBe(false);
    expect(await isGood((await kept()).session.tokenId)).toBe(true);
  });

  it('that could not be revoked is not, once a person has gone back to it', async () => {
    let isBroken = true;
    await using way = await openWay((method) => isBroken && method === 'DELETE');
    const before = await connect(way.url);
    await renewAccess(before);
    isBroken = false;
    await replaceToken(before.id, { ...before, version: '' });
    await revokeAllReplaced();
    expect(await isGood(before.session.tokenId)).toBe(true);
    expect(await kept()).toEqual(before);
  });

  it('that a person replaces meanwhile is not written over, and the new one is left to nobody', async () => {
    const other = 'sga_of_somebody';
    await using way = await openWay(async (method) => {
      if (method === 'POST') {
        const connection = await kept();
        await connections.setValue([{ ...connection, token: other }]);
      }
      return false;
    });
    const before = await connect(way.url);
    const renewed = await renewAccess(before);
    expect((await kept()).token).toBe(other);
    expect(renewed.ok && (await isGood(renewed.value.tokenId))).toBe(false);
    expect(await isGood(before.session.tokenId)).toBe(true);
  });

  it('is renewed once where two pages ask', async () => {
    const before = await connect();
    const both = await Promise.all([renewAccess(before), renewAccess(before)]);
    const after = await kept();
    expect(both).toEqual([
      { ok: true, value: after.session },
      { ok: true, value: after.session },
    ]);
    expect(await isGood(before.session.tokenId)).toBe(false);
  });
});

it('a viewer’s token can’t be renewed, and stays', async () => {
  const before = await connect(server.url, 'viewer');
  expect(await renewAccess(before)).toMatchObject({ ok: false });
  expect(await kept()).toEqual(before);
});

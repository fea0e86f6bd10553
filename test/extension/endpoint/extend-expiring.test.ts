/** Entries that an alert was about get another day at a real Worker, by the clock that its answers tell. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { apiClient } from '../../../extension/endpoint/api-client.ts';
import { extendExpiring } from '../../../extension/endpoint/extend-expiring.ts';
import { setClockAhead } from '../../../extension/model/server-clock.ts';
import { connections } from '../../../extension/storage/settings.ts';
import { type SendgateServer, startServer } from '../../../local/server.ts';
import { makeAlert } from '../support/build-alert.ts';
import { openLoopbackServer } from '../support/loopback-server.ts';

const ACCOUNT = 'sender@example.com';
const HOUR_MS = 3_600_000;

let folder = '';
let server: SendgateServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sendgate-extension-'));
  server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder });
}, 60_000);

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => fakeBrowser.reset());
afterEach(() => setClockAhead(0));

it('a day is added to what expires soon by the clock of the endpoint, whatever the browser’s says', async () => {
  const aheadMs = 30 * HOUR_MS;
  await using way = await openLoopbackServer(async (response, { method, url, headers, body }) => {
    const answer = await fetch(new URL(url, server.url), {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      ...(body !== '' && { body }),
    });
    const date = new Date(Date.now() + aheadMs).toUTCString();
    response.writeHead(answer.status, { date }).end(await answer.text());
  });
  const operator = apiClient({ endpoint: server.url, token: server.operatorToken });
  await operator.createAccount(ACCOUNT, {});
  const expiresAt = new Date(Date.now() + aheadMs + 2 * HOUR_MS).toISOString();
  const add = { format: 'address' as const, values: ['203.0.113.57'], expiresAt };
  await operator.change(ACCOUNT, { kind: 'add', body: add });
  const session = {
    role: 'operator',
    account: null,
    tokenId: 'o1',
    name: '',
    expiresAt: null,
  } as const;
  const ways = { endpoint: way.url, otherFamilyEndpoint: null, token: server.operatorToken };
  await connections.setValue([{ id: 'c1', ...ways, session, accounts: [ACCOUNT] }]);

  const alert = makeAlert('entry-expiring', 0, { expiresAt });
  const until = await extendExpiring({ connectionId: 'c1', account: ACCOUNT }, alert);
  expect(until).toBe(new Date(Date.parse(expiresAt) + 24 * HOUR_MS).toISOString());
});

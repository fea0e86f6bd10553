/** Typed connections, against a real Worker on this machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { apiClient } from '../../../extension/endpoint/api-client.ts';
import type { Connection } from '../../../extension/model/connection.ts';
import {
  completeAwaited,
  replaceTyped,
  saveOtherFamily,
  saveTyped,
  testKept,
  testTyped,
} from '../../../extension/page/typed-connection.ts';
import { awaitConnections } from '../../../extension/storage/connections.ts';
import { connections } from '../../../extension/storage/settings.ts';
import { type SendgateServer, startServer } from '../../../local/server.ts';
import type { AccountRole } from '../../../shared/api.ts';
import { openLoopbackServer } from '../support/loopback-server.ts';

const ACCOUNT = 'sender@example.com';
const OTHER = 'other@example.com';

let folder = '';
let server: SendgateServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sendgate-options-'));
  server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder });
  for (const account of [ACCOUNT, OTHER]) await operator().createAccount(account, {});
}, 60_000);

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => fakeBrowser.reset());

function operator() {
  return apiClient({ endpoint: server.url, token: server.operatorToken });
}

async function issue(role: AccountRole, account = ACCOUNT): Promise<string> {
  const issued = await operator().issueToken(account, { role, name: `A ${role}` });
  if (!issued.ok) throw new Error('no token was issued');
  return issued.value.token;
}

async function connect(token: string): Promise<Connection> {
  const saved = await saveTyped({ endpoint: server.url, token });
  const kept = (await connections.getValue()).at(-1);
  if (!saved.ok || !kept) throw new Error('it was not saved');
  return kept;
}

describe('a typed connection', () => {
  it.each(['manager', 'viewer'] as const)('of a %s is saved as it was tested', async (role) => {
    const token = await issue(role);
    const saved = await saveTyped({ endpoint: `${server.url}/v1/session `, token: ` ${token}\n` });
    expect(saved).toMatchObject({ ok: true, value: { session: { role, account: ACCOUNT } } });
    expect(await connections.getValue()).toMatchObject([
      { endpoint: server.url, token, session: { role, name: `A ${role}` }, accounts: [ACCOUNT] },
    ]);
  });

  it('is only tested by a test, which says the version of the Worker', async () => {
    const tested = await testTyped({ endpoint: server.url, token: server.operatorToken });
    expect(tested).toMatchObject({ ok: true, value: { session: { role: 'operator' } } });
    expect(tested.ok && tested.value.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await connections.getValue()).toEqual([]);
  });

  it('of a checker or a relay reads no list, and is not saved', async () => {
    const relay = await operator().issueRelayToken({ name: 'A relay' });
    const tokens = [await issue('checker'), relay.ok ? relay.value.token : ''];
    for (const [index, role] of ['checker', 'relay'].entries()) {
      expect(await saveTyped({ endpoint: server.url, token: tokens[index] ?? '' })).toMatchObject({
        error: { kind: 'connection', trouble: { kind: 'reads-no-list', session: { role } } },
      });
    }
    expect(await connections.getValue()).toEqual([]);
  });

  it('with a token that is not good here is refused', async () => {
    expect(await saveTyped({ endpoint: server.url, token: 'sga_made_up' })).toMatchObject({
      error: { trouble: { kind: 'refused', problem: { code: 'unauthorized' } } },
    });
  });

  it('to a server that is not Sendgate says so, and the token is not sent there', async () => {
    await using other = await openLoopbackServer((response) => void response.end('<h1>Hello</h1>'));
    expect(await saveTyped({ endpoint: other.url, token: 'sga_made_up' })).toMatchObject({
      error: { kind: 'connection', trouble: { kind: 'not-sendgate', status: 200 } },
    });
    expect(other.asked.map(({ url }) => url)).toEqual(['/healthz']);
    expect(other.asked[0]?.headers.authorization).toBeUndefined();
  });

  it('that is kept already is refused, and takes the new token when that is wanted', async () => {
    const kept = await connect(await issue('viewer'));
    const token = await issue('manager');
    const again = await saveTyped({ endpoint: server.url, token });
    expect(again).toEqual({ ok: false, error: { kind: 'duplicate', kept } });
    await replaceTyped(kept, token);
    expect(await connections.getValue()).toMatchObject([
      { id: kept.id, token, session: { role: 'manager' } },
    ]);
  });

  it('takes no token of another account', async () => {
    const kept = await connect(await issue('manager'));
    expect(await replaceTyped(kept, await issue('manager', OTHER))).toMatchObject({
      error: { kind: 'other-account', session: { account: OTHER } },
    });
    expect(await connections.getValue()).toEqual([kept]);
  });

  it('is as it was when its token is good no longer', async () => {
    const kept = await connect(await issue('manager'));
    await operator().revokeToken(ACCOUNT, kept.session.tokenId);
    expect(await testKept(kept)).toMatchObject({ error: { trouble: { kind: 'refused' } } });
    expect(await connections.getValue()).toEqual([kept]);
  });
});

describe('a connection of a file', () => {
  it('is completed by a token of its account alone', async () => {
    const waiting = {
      endpoint: server.url,
      otherFamilyEndpoint: null,
      account: ACCOUNT,
      accounts: [ACCOUNT],
    };
    await awaitConnections([waiting]);
    expect(await completeAwaited(waiting, server.operatorToken)).toMatchObject({
      error: { kind: 'other-account' },
    });
    expect(await connections.getValue()).toEqual([]);
    expect(await completeAwaited(waiting, await issue('manager'))).toMatchObject({ ok: true });
    expect(await connections.getValue()).toMatchObject([{ session: { account: ACCOUNT } }]);
  });
});

describe('an endpoint of the other family', () => {
  it('that sees the same family is refused, and nothing is kept', async () => {
    const kept = await connect(await issue('manager'));
    expect(await saveOtherFamily(kept, server.url)).toEqual({
      ok: false,
      error: {
        kind: 'connection',
        endpoint: server.url,
        trouble: { kind: 'same-family', family: 4 },
      },
    });
    expect(await connections.getValue()).toEqual([kept]);
  });

  it('that sees the other one is kept, and never gets the token', async () => {
    const kept = await connect(await issue('manager'));
    const body = JSON.stringify({ address: '2001:db8::57', family: 6 });
    await using other = await openLoopbackServer((response) => void response.end(body));
    expect(await saveOtherFamily(kept, `${other.url}/`)).toMatchObject({
      ok: true,
      value: { address: '2001:db8::57', family: 6 },
    });
    expect(await connections.getValue()).toMatchObject([{ otherFamilyEndpoint: other.url }]);
    expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});

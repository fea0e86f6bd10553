/** What every proxy that asks Sendgate does, whichever it is. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT, type GuardedApi, LISTED, OTHER, send, startGuardedApi } from './guarded-api.ts';

const START_MS = 60_000;

export interface ProxyServer extends AsyncDisposable {
  readonly port: number;
}

interface Expectations {
  readonly clientAddressHeader: string;
  /** What a client sees when the Worker can't be reached. */
  readonly statusWhenDown: number;
  readonly start: (api: GuardedApi, token: string, folder: string) => Promise<ProxyServer>;
}

export function testProxy(
  folder: () => string,
  { clientAddressHeader, statusWhenDown, start }: Expectations,
): void {
  let api: GuardedApi;
  let proxy: ProxyServer;

  beforeAll(async () => {
    api = await startGuardedApi(folder());
    proxy = await start(api, await api.issueRelayToken(clientAddressHeader), folder());
  }, START_MS);
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]();
    await api?.[Symbol.asyncDispose]();
  });

  it('lets a listed client through with its own credentials, and no other', async () => {
    expect(await send(proxy.port, LISTED)).toMatchObject({ status: 200, body: 'sent' });
    expect(api.reached).toHaveLength(1);
    expect(api.reached[0]?.authorization).toBe('Bearer key-of-the-api');
    const refused = await send(proxy.port, OTHER);
    expect(refused.status).toBe(403);
    expect(refused.body).not.toContain('sent');
    expect(api.reached).toHaveLength(1);
  });

  it('tells the API nothing of Sendgate', () => {
    const headers = JSON.stringify(api.reached);
    expect(headers).not.toContain('sgr_');
    expect(headers.toLowerCase()).not.toContain('sendgate');
  });

  it('does not believe what a client says of its own address, its account or its token', async () => {
    const lies = [
      { [clientAddressHeader]: LISTED },
      { 'X-Forwarded-For': LISTED },
      { 'X-Real-IP': LISTED, 'CF-Connecting-IP': LISTED, Forwarded: `for=${LISTED}` },
      { 'X-Sendgate-Account': 'nobody@example.com', [clientAddressHeader]: LISTED },
      { 'X-Sendgate-Token': 'mine', [clientAddressHeader]: LISTED },
    ];
    for (const lie of lies) {
      expect((await send(proxy.port, OTHER, lie)).status, JSON.stringify(lie)).toBe(403);
    }
    expect(api.reached).toHaveLength(1);
  });

  it('lets an address in with the next request after it was added, and out after it was deleted', async () => {
    const id = await api.manage.addEntry(ACCOUNT, OTHER);
    expect((await send(proxy.port, OTHER)).status).toBe(200);
    await api.manage.deleteEntry(ACCOUNT, id);
    expect((await send(proxy.port, OTHER)).status).toBe(403);
  });

  it('lets no one through while the Worker can’t be reached', async () => {
    await api.sendgate.close();
    const { status, body } = await send(proxy.port, LISTED);
    expect(status).toBe(statusWhenDown);
    expect(body).not.toContain('sent');
  });
}

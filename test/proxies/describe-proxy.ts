/** Tests what every proxy that asks Sendgate must do. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT, type GuardedApi, LISTED, OTHER, send, startGuardedApi } from './guarded-api.ts';

const START_MS = 60_000;

export interface ProxyServer extends AsyncDisposable {
  readonly port: number;
}

interface Expectations {
  readonly clientAddressHeader: string;
  /** The status that a client gets when the Worker can't be reached. */
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

  it('has a token of its own: what a client sends as one does not reach Sendgate', async () => {
    // The client's token is as good as the proxy's. Sendgate would refuse a question with two of
    // them.
    const theirs = await api.issueRelayToken(clientAddressHeader);
    const asked = api.questions.length;
    for (const headers of [
      { 'X-Sendgate-Token': theirs },
      { 'x-sendgate-token': `${theirs}, ${theirs}` },
      { Authorization: `Bearer ${theirs}` },
      { Connection: 'x-sendgate-token, x-sendgate-account' },
      { 'X-Sendgate-Token': theirs, Authorization: `Bearer ${theirs}` },
    ]) {
      const { status } = await send(proxy.port, LISTED, headers);
      expect(status, JSON.stringify(headers)).toBe(200);
    }
    const questions = api.questions.slice(asked);
    expect(questions).toHaveLength(5);
    expect(JSON.stringify(questions)).not.toContain(theirs);
  });

  it('without a token of its own lets no one in, whatever token a client sends', async () => {
    const theirs = await api.issueRelayToken(clientAddressHeader);
    const own = join(folder(), 'without-token');
    mkdirSync(own);
    await using without = await start(api, '', own);
    for (const headers of [{}, { 'X-Sendgate-Token': theirs }]) {
      expect((await send(without.port, LISTED, headers)).status).toBe(403);
    }
  });

  it('tells Sendgate neither the path nor the credentials of a request', () => {
    const questions = JSON.stringify(api.questions);
    expect(api.questions.length).toBeGreaterThan(5);
    expect(questions).not.toContain('/v1/send');
    expect(questions).not.toContain('key-of-the-api');
    expect(questions).not.toContain('session=1');
  });

  it('lets an address in with the next request after it was added, and out after it was deleted', async () => {
    const id = await api.manage.addEntry(ACCOUNT, OTHER);
    expect((await send(proxy.port, OTHER)).status).toBe(200);
    await api.manage.deleteEntry(ACCOUNT, id);
    expect((await send(proxy.port, OTHER)).status).toBe(403);
  });

  it('lets no one through while the Worker can’t be reached', async () => {
    await api.stopSendgate();
    const { status, body } = await send(proxy.port, LISTED);
    expect(status).toBe(statusWhenDown);
    expect(body).not.toContain('sent');
  });
}

import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { apiClient, readHealth, readOwnAddress } from '../../../extension/endpoint/api-client.ts';
import type { Trouble } from '../../../extension/model/trouble.ts';
import { openLoopbackServer } from '../support/loopback-server.ts';

const TOKEN = 'a-token-of-the-test';

function answerJson(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

const PROBLEM = {
  type: 'urn:sendgate:problem:rate-limited',
  title: 'Too many failed attempts',
  status: 429,
  code: 'rate-limited',
  detail: 'Too many failed attempts: wait a minute.',
  requestId: 'r1',
  errors: [],
};

async function troubleOf(answer: (response: ServerResponse) => void): Promise<Trouble> {
  await using server = await openLoopbackServer(answer);
  const result = await apiClient({ endpoint: server.url, token: TOKEN }).session();
  if (result.ok) throw new Error('it was taken for an answer');
  return result.error;
}

describe('a call', () => {
  it('carries the token in Authorization and nowhere else, and no cookie', async () => {
    await using server = await openLoopbackServer((response) =>
      answerJson(
        response,
        200,
        { role: 'manager', tokenId: 't1', account: 'a', name: 'n', expiresAt: null },
        { 'Set-Cookie': 'a=b' },
      ),
    );
    const client = apiClient({ endpoint: server.url, token: TOKEN });
    await client.session();
    const answer = await client.session();
    expect(answer).toMatchObject({ ok: true, value: { role: 'manager' } });
    const asked = server.asked.at(-1);
    expect(asked?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(asked?.headers.cookie).toBeUndefined();
    expect(asked?.url).toBe('/v1/session');
  });

  it('names the account percent-encoded, and the revision it was made for', async () => {
    await using server = await openLoopbackServer((response) =>
      answerJson(response, 200, { revision: 8, mode: 'off', added: [], removed: [] }),
    );
    const client = apiClient({ endpoint: server.url, token: TOKEN });
    await client.change('a/b+c@example.com', { kind: 'delete', id: 'e1' }, { revision: 7 });
    expect(server.asked[0]).toMatchObject({
      method: 'DELETE',
      url: '/v1/accounts/a%2Fb%2Bc%40example.com/allowlist/entries/e1',
      headers: { 'if-match': '"7"' },
    });
  });

  it('asks what anyone may ask without the token', async () => {
    await using server = await openLoopbackServer((response, { url }) =>
      url === '/healthz'
        ? answerJson(response, 200, { status: 'ok', version: '1' })
        : answerJson(response, 200, { address: '203.0.113.7', family: 4 }),
    );
    expect(await readHealth(server.url)).toMatchObject({ ok: true, value: { version: '1' } });
    expect(await readOwnAddress(server.url)).toMatchObject({ ok: true, value: { family: 4 } });
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('what goes wrong is named', () => {
  it('follows no redirect: the token does not reach another place', async () => {
    await using elsewhere = await openLoopbackServer((response) => answerJson(response, 200, {}));
    const trouble = await troubleOf((response) => {
      response.writeHead(307, { Location: elsewhere.url });
      response.end();
    });
    expect(trouble.kind).toBe('unreachable');
    expect(elsewhere.asked).toEqual([]);
  });

  it('nothing listens there', async () => {
    const gone = await openLoopbackServer(() => {});
    await gone[Symbol.asyncDispose]();
    const answer = await apiClient({ endpoint: gone.url, token: TOKEN }).session();
    expect(answer).toEqual({ ok: false, error: { kind: 'unreachable' } });
  });

  it.each<[string, number, string]>([
    ['a page', 200, '<!doctype html><title>Welcome</title>'],
    ['nothing', 200, ''],
    ['other JSON', 200, '{"ok":true}'],
    ['JSON that is no object', 200, 'null'],
    ['a plain not found', 404, 'not found'],
    ['a failing proxy', 502, '<h1>Bad gateway</h1>'],
    ['another API’s refusal', 401, '{"message":"no"}'],
  ])('%s is not Sendgate', async (_what, status, body) => {
    const trouble = await troubleOf((response) => {
      response.writeHead(status);
      response.end(body);
    });
    expect(trouble).toEqual({ kind: 'not-sendgate', status });
  });

  it('an answer that breaks off is none', async () => {
    const trouble = await troubleOf((response) => {
      response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': '500' });
      response.write('{"role":"manager"');
      setImmediate(() => response.destroy());
    });
    expect(trouble).toEqual({ kind: 'unreachable' });
  });

  it('a refusal comes as Sendgate worded it, with the moment to come back', async () => {
    const before = Date.now();
    const trouble = await troubleOf((response) =>
      answerJson(response, 429, PROBLEM, { 'Retry-After': '60' }),
    );
    expect(trouble).toMatchObject({ kind: 'refused', problem: PROBLEM });
    const { retryAt } = trouble as Extract<Trouble, { kind: 'refused' }>;
    expect(retryAt).toBeGreaterThanOrEqual(before + 60_000);
    expect(retryAt).toBeLessThanOrEqual(Date.now() + 60_000);
  });

  it('a refusal without a moment has none', async () => {
    const trouble = await troubleOf((response) =>
      answerJson(response, 401, { ...PROBLEM, status: 401, code: 'unauthorized' }),
    );
    expect(trouble).toMatchObject({ kind: 'refused', retryAt: null });
  });
});

/**
 * A proxy that names its client in X-Forwarded-For asks `npm start` just as it would ask
 * Cloudflare's edge.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openFront } from '../../local/front.ts';
import { startServer } from '../../local/server.ts';
import type { IssuedToken } from '../../shared/api.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ACCOUNT = 'proxied@example.com';
const LISTED = '192.0.2.10';
const OTHER = '198.51.100.7';

test('at forward-auth the client that the proxy names in X-Forwarded-For is the one that is judged', async () => {
  using folder = temporaryFolder();
  await using opened = new AsyncDisposableStack();
  const server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder.path });
  opened.defer(() => server.close());
  const post = async (path: string, body: object) => {
    const answer = await fetch(server.url + path, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${server.operatorToken}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(201);
    return await answer.json();
  };
  await post('/v1/accounts', { account: ACCOUNT });
  const listed = { format: 'address', values: [LISTED] };
  await post(`/v1/accounts/${encodeURIComponent(ACCOUNT)}/allowlist/entries`, listed);
  const terms = { name: 'traefik', clientAddressHeader: 'X-Forwarded-For' };
  const { token } = (await post('/v1/relay-tokens', terms)) as IssuedToken;

  const ask = async (forwardedFor?: string) => {
    const headers = {
      Authorization: `Bearer ${token}`,
      'X-Sendgate-Account': ACCOUNT,
      ...(forwardedFor && { 'X-Forwarded-For': forwardedFor }),
    };
    return (await fetch(`${server.url}/v1/forward-auth`, { headers })).status;
  };
  expect(await ask(LISTED)).toBe(204);
  expect(await ask(OTHER)).toBe(403);
  // More than one client, and no client but the proxy itself.
  expect(await ask(`${LISTED}, ${OTHER}`)).toBe(403);
  expect(await ask()).toBe(403);
});

test.each([
  [undefined, '127.0.0.1'],
  [LISTED, `${LISTED},127.0.0.1`],
  [`${LISTED}, ${OTHER}`, `${LISTED}, ${OTHER},127.0.0.1`],
])('X-Forwarded-For of %s becomes %s', async (said, passed) => {
  await using opened = new AsyncDisposableStack();
  const worker = createServer((request, response) => {
    response.end(request.headers['x-forwarded-for']);
  });
  await once(worker.listen(0, '127.0.0.1'), 'listening');
  opened.defer(() => void worker.close());
  opened.defer(() => worker.closeAllConnections());
  const origin = new URL(`http://127.0.0.1:${(worker.address() as AddressInfo).port}`);
  const front = opened.use(
    await openFront({
      port: 0,
      host: '127.0.0.1',
      tls: undefined,
      trustClientAddressHeader: false,
      origin: async () => origin,
    }),
  );
  const answer = await fetch(`${front.url}/v1/address`, {
    headers: { ...(said && { 'X-Forwarded-For': said }) },
  });
  expect(await answer.text()).toBe(passed);
});

import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { openFront } from '../../local/front.ts';
import { startServer } from '../../local/server.ts';
import { ProblemDocument } from '../../shared/api.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Opens a front before a server of the test, which may fail as workerd could. */
async function frontBefore(listener: RequestListener) {
  await using opened = new AsyncDisposableStack();
  const server = createServer(listener).listen(0, '127.0.0.1');
  opened.defer(() => server.closeAllConnections());
  await once(server, 'listening');
  opened.defer(() => void server.close());
  const origin = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { url } = opened.use(
    await openFront({
      port: 0,
      host: '127.0.0.1',
      tls: undefined,
      trustClientAddressHeader: false,
      origin: async () => origin,
    }),
  );
  const owned = opened.move();
  return { url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

test('no answer from workerd is a 502 problem', async () => {
  await using front = await frontBefore((request) => request.socket.destroy());
  const answer = await fetch(`${front.url}/v1/session`);
  expect(answer.status).toBe(502);
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  expect(ProblemDocument.parse(await answer.json()).code).toBe('internal');
});

test.each([
  ['a Host that is none', 'GET /healthz HTTP/1.1\r\nHost: a b'],
  ['a target that is no path', 'GET * HTTP/1.1\r\nHost: 127.0.0.1'],
])('%s is a 400 problem, and nothing reaches workerd', async (_what, head) => {
  let reached = false;
  await using front = await frontBefore((_request, response) => {
    reached = true;
    response.end();
  });
  const socket = connect(Number(new URL(front.url).port), '127.0.0.1');
  socket.end(`${head}\r\nConnection: close\r\n\r\n`);
  const answer = (await socket.toArray()).join('');
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('"code":"invalid-request"');
  expect(reached).toBe(false);
});

test('an answer that breaks off breaks off for the client', async () => {
  await using front = await frontBefore((request, response) => {
    response.writeHead(200, { 'Content-Length': 100 });
    response.write('half', () => request.socket.destroy());
  });
  await expect(fetch(`${front.url}/v1/session`).then((answer) => answer.text())).rejects.toThrow();
});

test('a client that goes away ends the request to workerd', async () => {
  const arrived = Promise.withResolvers<ServerResponse>();
  await using front = await frontBefore((_request, response) => arrived.resolve(response));
  const leaving = new AbortController();
  const asked = fetch(`${front.url}/v1/session`, { signal: leaving.signal });
  const closed = once(await arrived.promise, 'close');
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await closed;
});

test.each([1, 2, 3, 20])(
  'a body of %i MB gets the Worker’s answer, or the front’s: 413',
  async (size) => {
    using folder = temporaryFolder();
    const server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder.path });
    const answer = await fetch(`${server.url}/v1/accounts`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${server.operatorToken}`,
        'Content-Type': 'application/json',
      },
      body: 'x'.repeat(size * 1_000_000),
    });
    expect(answer.status).toBe(413);
    expect(ProblemDocument.parse(await answer.json()).code).toBe('too-large');
    await server.close();
  },
);

test.each([
  ['an empty body', 'Content-Length: 0\r\n\r\n'],
  ['a body', 'Content-Length: 2\r\n\r\n{}'],
  ['an empty body in chunks', 'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
])('a GET or a HEAD with %s is answered as one without', async (_what, rest) => {
  await using folder = await temporaryFolder();
  const server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder.path });
  for (const line of ['GET /v1/address', 'HEAD /v1/address', 'GET /openapi.json']) {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(`${line} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${rest}`);
    const answer = (await socket.toArray()).join('');
    expect.soft(answer, line).toMatch(/^HTTP\/1\.1 200 /);
  }
  await server.close();
});

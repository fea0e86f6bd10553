import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { type ServerOptions, startServer } from '../../local/server.ts';
import { CallerAddress } from '../../shared/api.ts';
import { temporaryFolder } from './temporary-folder.ts';

const FORGED = {
  'CF-Connecting-IP': '192.0.2.1',
  'X-Forwarded-For': '192.0.2.2',
  'X-Real-IP': '192.0.2.3',
  'True-Client-IP': '192.0.2.4',
  'MF-Original-URL': 'http://192.0.2.5/healthz',
};

async function start(folder: string, options: Partial<ServerOptions> = {}) {
  const server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder, ...options });
  return { url: server.url, [Symbol.asyncDispose]: () => server.close() };
}

async function askFrom(localAddress: string, url: string, headers: Record<string, string>) {
  const asking = request(`${url}/v1/address`, { localAddress, headers, agent: false }).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return CallerAddress.parse(JSON.parse(await text(answer))).address;
}

test('the caller’s address is the socket’s, whatever the client says', async () => {
  using folder = temporaryFolder();
  await using server = await start(folder.path);
  expect(await askFrom('127.0.0.1', server.url, FORGED)).toBe('127.0.0.1');
  expect(await askFrom('127.0.0.2', server.url, FORGED)).toBe('127.0.0.2');
});

test('a header hidden in a body is no header', async () => {
  using folder = temporaryFolder();
  await using server = await start(folder.path);
  const smuggled = 'GET /v1/address HTTP/1.1\r\nHost: x\r\nCF-Connecting-IP: 192.0.2.1\r\n\r\n';
  for (const method of ['DELETE', 'POST']) {
    await fetch(`${server.url}/healthz`, { method, body: smuggled });
    expect(await askFrom('127.0.0.1', server.url, {})).toBe('127.0.0.1');
  }
});

test('a dual-stack socket’s IPv4 caller is shown as IPv4', async () => {
  using folder = temporaryFolder();
  await using server = await start(folder.path, { host: '::' });
  const url = server.url.replace('[::]', '127.0.0.1');
  expect(await askFrom('127.0.0.1', url, {})).toBe('127.0.0.1');
});

test('the header is taken when tests ask for it, and only where it is sent', async () => {
  using folder = temporaryFolder();
  await using server = await start(folder.path, { trustClientAddressHeader: true });
  expect(await askFrom('127.0.0.1', server.url, FORGED)).toBe('192.0.2.1');
  expect(await askFrom('127.0.0.1', server.url, {})).toBe('127.0.0.1');
});

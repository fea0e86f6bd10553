import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeProgram } from '../exports/describe-program.ts';
import { findFreePort } from '../mail/loopback-port.ts';
import { startServerProcess } from '../mail/owned-process.ts';
import { type ProxyServer, testProxy } from './describe-proxy.ts';
import { ACCOUNT, type GuardedApi, LISTED, send, startGuardedApi } from './guarded-api.ts';

const PUBLISHED = new URL('../../integrations/api-sending/Caddyfile', import.meta.url);

describeProgram('Caddy’s forward_auth', { caddy: 'caddy' }, (folder) => {
  testProxy(folder, {
    clientAddressHeader: 'X-Sendgate-Client-Address',
    statusWhenDown: 502,
    start: startCaddy,
  });
});

describeProgram('Caddy’s forward_auth, of link-local clients', { caddy: 'caddy' }, (folder) => {
  let api: GuardedApi;
  let proxy: ProxyServer;

  beforeAll(async () => {
    api = await startGuardedApi(folder());
    await api.manage.addSegment(ACCOUNT, 'fe80::/64');
    const token = await api.issueRelayToken('X-Sendgate-Client-Address');
    // No client can have such an address here, so a header stands for the address that Caddy sees.
    proxy = await startCaddy(api, token, folder(), { '{remote_host}': '{header.X-Test-Address}' });
  }, 60_000);
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]();
    await api?.[Symbol.asyncDispose]();
  });

  it.each([
    ['fe80::1%eth0', 200],
    ['FE80:0:0:0:1:2:3:4%eth0', 200],
    ['fe80:1::1%eth0', 403],
    ['2001:db8::1%eth0', 403],
    ['fe80::1', 200],
  ])('answers %s with %i', async (address, status) => {
    const answer = await send(proxy.port, LISTED, { 'X-Test-Address': address });
    expect(answer.status).toBe(status);
  });
});

async function startCaddy(
  api: GuardedApi,
  token: string,
  folder: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<ProxyServer> {
  const port = await findFreePort();
  const configuration = join(folder, 'Caddyfile');
  let published = readFileSync(PUBLISHED, 'utf8');
  for (const [from, to] of Object.entries(changes)) published = published.replace(from, to);
  const site = published
    .replace('api.example.com', `http://127.0.0.1:${port}`)
    .replace('https://sendgate.example.com', api.sendgateUrl)
    .replace('127.0.0.1:3000', `127.0.0.1:${api.port}`);
  writeFileSync(configuration, `{\n\tadmin off\n}\n${site}`);
  const running = await startServerProcess({
    command: 'env',
    args: [
      `SENDGATE_TOKEN=${token}`,
      `HOME=${folder}`,
      'caddy',
      'run',
      '--adapter',
      'caddyfile',
      '--config',
      configuration,
    ],
    outputFile: join(folder, 'output'),
    logFile: join(folder, 'log'),
    listeners: [port],
  });
  return { port, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

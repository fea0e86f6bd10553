import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeProgram } from '../exports/describe-program.ts';
import { findFreePort } from '../mail/loopback-port.ts';
import { startServerProcess } from '../mail/owned-process.ts';
import { type ProxyServer, testProxy } from './describe-proxy.ts';
import type { GuardedApi } from './guarded-api.ts';

const PUBLISHED = new URL('../../integrations/api-sending/Caddyfile', import.meta.url);

describeProgram('Caddy’s forward_auth', { caddy: 'caddy' }, (folder) => {
  testProxy(folder, {
    clientAddressHeader: 'X-Sendgate-Client-Address',
    statusWhenDown: 502,
    start: startCaddy,
  });
});

async function startCaddy(api: GuardedApi, token: string, folder: string): Promise<ProxyServer> {
  const port = await findFreePort();
  const configuration = join(folder, 'Caddyfile');
  const site = readFileSync(PUBLISHED, 'utf8')
    .replace('api.example.com', `http://127.0.0.1:${port}`)
    .replace('https://sendgate.example.com', api.sendgate.url)
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

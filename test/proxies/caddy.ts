import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../mail/loopback-port.ts';
import { startServerProcess } from '../mail/owned-process.ts';
import { PUBLISHED_AGENT } from '../mail/published-file.ts';
import type { ProxyServer } from './describe-proxy.ts';
import type { GuardedApi } from './guarded-api.ts';

const PUBLISHED = new URL('../../integrations/api-sending/Caddyfile', import.meta.url);
const OF_AGENT = new URL('../../integrations/api-sending/Caddyfile-agent', import.meta.url);

/** Caddy before the API, with the published file. It asks the agent if one is named. */
export async function startCaddy(
  api: GuardedApi,
  token: string,
  folder: string,
  {
    changes = {},
    agentUrl,
  }: { readonly changes?: Readonly<Record<string, string>>; readonly agentUrl?: string } = {},
): Promise<ProxyServer> {
  const port = await findFreePort();
  const configuration = join(folder, 'Caddyfile');
  let published = readFileSync(agentUrl === undefined ? PUBLISHED : OF_AGENT, 'utf8');
  for (const [from, to] of Object.entries(changes)) published = published.replace(from, to);
  const site = published
    .replace('api.example.com', `http://127.0.0.1:${port}`)
    .replace('https://sendgate.example.com', api.sendgateUrl)
    .replace(PUBLISHED_AGENT, agentUrl ?? '')
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

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../mail/loopback-port.ts';
import { startServerProcess } from '../mail/owned-process.ts';
import { PUBLISHED_AGENT } from '../mail/published-file.ts';
import type { ProxyServer } from './describe-proxy.ts';
import type { GuardedApi } from './guarded-api.ts';

/** nginx before the API, with the published files. It asks the agent if one is named. */
export async function startNginx(
  api: GuardedApi,
  token: string,
  folder: string,
  { beside = '', agentUrl }: { readonly beside?: string; readonly agentUrl?: string } = {},
): Promise<ProxyServer> {
  const port = await findFreePort();
  const configuration = join(folder, 'nginx.conf');
  const connection = join(folder, 'connection.conf');
  const tokenFile = join(folder, 'sendgate-token.conf');
  writeFileSync(tokenFile, published('sendgate-token.conf').replace('RELAY_TOKEN', token));
  const ofWay = agentUrl === undefined ? 'worker.conf' : 'agent.conf';
  writeFileSync(connection, published(ofWay).replace('/etc/nginx/sendgate-token*.conf', tokenFile));
  const question =
    agentUrl === undefined
      ? published('auth-request.conf').replace('https://sendgate.example.com', api.sendgateUrl)
      : published('auth-request-agent.conf').replace(PUBLISHED_AGENT, agentUrl);
  const locations = question
    .replace(`/etc/nginx/sendgate-${ofWay}`, connection)
    .replace('127.0.0.1:3000', `127.0.0.1:${api.port}`);
  writeFileSync(configuration, configurationOf(folder, port, `${locations}\n${beside}`));
  const running = await startServerProcess({
    command: 'nginx',
    args: ['-c', configuration],
    outputFile: join(folder, 'output'),
    logFile: join(folder, 'error.log'),
    listeners: [port],
  });
  return { port, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

function published(name: string): string {
  return readFileSync(new URL(`../../integrations/nginx/${name}`, import.meta.url), 'utf8');
}

function configurationOf(folder: string, port: number, locations: string): string {
  return `daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    ${locations}
  }
}
`;
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeProgram } from '../exports/describe-program.ts';
import { findFreePort } from '../mail/loopback-port.ts';
import { startServerProcess } from '../mail/owned-process.ts';
import { type ProxyServer, testProxy } from './describe-proxy.ts';
import { type GuardedApi, LISTED, OTHER, send, startGuardedApi } from './guarded-api.ts';

describeProgram('nginx’s auth_request', { nginx: 'nginx' }, (folder) => {
  testProxy(folder, {
    clientAddressHeader: 'X-Sendgate-Client-Address',
    statusWhenDown: 500,
    start: startNginx,
  });
});

describeProgram(
  'nginx’s auth_request, with a location beside the published',
  { nginx: 'nginx' },
  (folder) => {
    it('asks there, too', async () => {
      await using api = await startGuardedApi(folder());
      const token = await api.issueRelayToken('X-Sendgate-Client-Address');
      const beside = `location /v1/ { proxy_pass http://127.0.0.1:${api.port}; }`;
      await using proxy = await startNginx(api, token, folder(), beside);
      expect((await send(proxy.port, LISTED)).status).toBe(200);
      expect((await send(proxy.port, OTHER)).status).toBe(403);
      expect(api.reached).toHaveLength(1);
    });
  },
);

async function startNginx(
  api: GuardedApi,
  token: string,
  folder: string,
  beside = '',
): Promise<ProxyServer> {
  const port = await findFreePort();
  const [configuration, worker] = [join(folder, 'nginx.conf'), join(folder, 'worker.conf')];
  const tokenFile = join(folder, 'sendgate-token.conf');
  writeFileSync(tokenFile, published('sendgate-token.conf').replace('RELAY_TOKEN', token));
  writeFileSync(
    worker,
    published('worker.conf').replace('/etc/nginx/sendgate-token*.conf', tokenFile),
  );
  const locations = published('auth-request.conf')
    .replace('https://sendgate.example.com', api.sendgateUrl)
    .replace('/etc/nginx/sendgate-worker.conf', worker)
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

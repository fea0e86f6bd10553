/** The nginx of docs/operating.md that answers `/v1/address` over IPv4 alone. */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { CallerAddress } from '../../shared/api.ts';
import { describeProgram } from '../exports/describe-program.ts';
import { findFreePort } from '../mail/loopback-port.ts';
import { startServerProcess } from '../mail/owned-process.ts';
import { ROOT } from '../repository/source-files.ts';

const PAGE = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8');
const [, SNIPPET = ''] = /```nginx\n([\s\S]*?)```/.exec(PAGE) ?? [];

describeProgram('nginx’s endpoint of the other family', { nginx: 'nginx' }, (folder) => {
  it('says the address of the connection, as Sendgate does, to any page', async () => {
    const port = await findFreePort();
    const configuration = join(folder(), 'nginx.conf');
    const server = SNIPPET.replace('listen 443 ssl;', `listen 127.0.0.1:${port};`).replace(
      /^ *ssl_certificate.*\n/gm,
      '',
    );
    writeFileSync(configuration, configurationOf(folder(), server));
    await using _nginx = await startServerProcess({
      command: 'nginx',
      args: ['-c', configuration],
      outputFile: join(folder(), 'output'),
      logFile: join(folder(), 'error.log'),
      listeners: [port],
    });
    // The client's own headers must change nothing.
    const headers = { 'X-Forwarded-For': '192.0.2.1', 'CF-Connecting-IP': '192.0.2.1' };
    const url = `http://127.0.0.1:${port}/v1/address`;
    const asking = request(url, { localAddress: '127.0.0.2', headers, agent: false }).end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    expect(CallerAddress.parse(JSON.parse(await text(answer)))).toEqual({
      address: '127.0.0.2',
      family: 4,
    });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
    });
  });
});

function configurationOf(folder: string, server: string): string {
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
  ${server}
}
`;
}

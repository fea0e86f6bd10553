/** nginx with a `geo` block for each account: the lists are in its configuration. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPinned } from '../cores.ts';
import { httpAnswers, httpQuestion } from '../http.ts';
import type { AccountList } from '../sending-questions.ts';
import { findFreePort, waitForPort } from './program.ts';
import type { Rival } from './rival.ts';

export const nginxGeo: Rival = {
  name: 'nginx geo',
  needs: { program: 'nginx', package: 'nginx' },
  async start(lists) {
    await using started = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'sendgate-bench-'));
    started.defer(() => rm(folder, { recursive: true, force: true }));
    const port = await findFreePort();
    const configuration = join(folder, 'nginx.conf');
    await writeFile(configuration, configurationIn(folder, port, lists));
    const args = ['-e', '/dev/null', '-c', configuration];
    const server = started.use(startPinned('nginx', args, { stdio: 'ignore' }));
    await waitForPort('nginx', port);
    const running = started.move();
    return {
      pid: server.pid,
      port,
      ask: ({ account, address }) =>
        httpQuestion({ path: `/?account=${account}&address=${address}` }),
      protocol: httpAnswers(200),
      allows: '"allow"',
      [Symbol.asyncDispose]: () => running.disposeAsync(),
    };
  },
};

function configurationIn(folder: string, port: number, lists: readonly AccountList[]): string {
  const blocks = lists.map(({ addresses, segments }, index) => {
    const listed = [...addresses, ...segments].map((value) => `${value} allow;`).join(' ');
    return `geo $arg_address $verdict${index} { default deny; ${listed} }`;
  });
  const choices = lists.map(({ account }, index) => `"${account}" $verdict${index};`);
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
master_process off;
pid ${folder}/pid;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 1000000000;
  ${folders.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  ${blocks.join('\n  ')}
  map $arg_account $verdict { default deny; ${choices.join(' ')} }
  server {
    listen 127.0.0.1:${port};
    location / { default_type application/json; return 200 '{"verdict":"$verdict"}'; }
  }
}
`;
}

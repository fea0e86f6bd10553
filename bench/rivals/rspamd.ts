/** rspamd with only a multimap of each account's list. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPinned } from '../cores.ts';
import { httpAnswers, httpQuestion } from '../http.ts';
import type { AccountList } from '../sending-questions.ts';
import { endInPeace, findFreePort, waitForPort } from './program.ts';
import type { Rival } from './rival.ts';

/** A short message, because rspamd does not scan an empty one. */
const MESSAGE = 'Subject: a question\r\n\r\n\r\n';

export const rspamd: Rival = {
  name: 'rspamd with a multimap',
  needs: { program: 'rspamd', package: 'rspamd' },
  async start(lists) {
    await using started = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'sendgate-bench-'));
    started.defer(() => rm(folder, { recursive: true, force: true }));
    const port = await findFreePort();
    const configuration = join(folder, 'rspamd.conf');
    await writeFile(join(folder, 'suffixes'), 'com\n');
    await writeFile(join(folder, 'globals.lua'), 'require "global_functions"()\n');
    for (const [index, { account, addresses, segments }] of lists.entries()) {
      await mkdir(join(folder, String(index)));
      await writeFile(join(folder, String(index), 'account'), `${account}\n`);
      await writeFile(join(folder, String(index), 'list'), [...addresses, ...segments].join('\n'));
    }
    await writeFile(configuration, configurationIn(folder, port, lists));
    const args = ['--no-fork', '--insecure', '--config', configuration];
    const server = startPinned('rspamd', args, { stdio: 'ignore' });
    started.use(server);
    // Its worker is a second process. rspamd ends it when it ends itself.
    started.defer(() => endInPeace(server.pid));
    await waitForPort('rspamd', port);
    const running = started.move();
    return {
      pid: server.pid,
      port,
      ask: ({ account, address }) =>
        httpQuestion({
          method: 'POST',
          path: '/checkv2',
          headers: { IP: address, User: account },
          body: MESSAGE,
        }),
      protocol: httpAnswers(200),
      allows: '"action":"no action"',
      keepsConnections: false,
      [Symbol.asyncDispose]: () => running.disposeAsync(),
    };
  },
};

function configurationIn(folder: string, port: number, lists: readonly AccountList[]): string {
  const rules = lists.map(
    (_, index) => `account${index} {
    type = "combined";
    prefilter = true;
    action = "reject";
    rules {
      user { selector = "user"; type = "set"; map = "${folder}/${index}/account"; }
      ip { selector = "ip"; type = "radix"; map = "${folder}/${index}/list"; }
    }
    expression = "user & !ip";
  }`,
  );
  return `options {
  filters = "";
  tempdir = "${folder}";
  hs_cache_dir = "${folder}";
  pidfile = "${folder}/pid";
  cache_file = "${folder}/symbols.cache";
  control_socket = "${folder}/control.sock";
  url_tld = "${folder}/suffixes";
  local_addrs = [];
}
logging { type = "console"; level = "error"; }
worker "normal" { bind_socket = "127.0.0.1:${port}"; count = 1; }
actions { reject = 15; }
lua = "${folder}/globals.lua";
modules { path = "$PLUGINSDIR/multimap.lua"; }
multimap {
  ${rules.join('\n  ')}
}
`;
}

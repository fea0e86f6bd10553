/** A simple HTTP server in Node with `net.BlockList`, which one can write in an afternoon. */
import { join } from 'node:path';
import { startPinned } from '../cores.ts';
import { httpAnswers, httpQuestion } from '../http.ts';
import { findFreePort, waitForPort } from './program.ts';
import type { Rival } from './rival.ts';

export const blockListServer: Rival = {
  name: 'Node http server with net.BlockList',
  async start(lists) {
    await using started = new AsyncDisposableStack();
    const port = await findFreePort();
    const script = join(import.meta.dirname, 'block-list-server.ts');
    const args = ['--no-warnings', script, String(port), String(lists.length)];
    const server = started.use(startPinned(process.execPath, args, { stdio: 'ignore' }));
    await waitForPort('the Node server', port);
    const running = started.move();
    return {
      pid: server.pid,
      port,
      ask: ({ account, address }) =>
        httpQuestion({ path: `/?${new URLSearchParams({ account, address })}` }),
      protocol: httpAnswers(200),
      allows: '"allow"',
      [Symbol.asyncDispose]: () => running.disposeAsync(),
    };
  },
};

/**
 * sendgate-policyd of Sendgate 0.2.0, our own daemon for Postfix, which asks the Worker each time. The agent has taken
 * its place.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPinned } from '../cores.ts';
import { POLICY_ALLOWS, policyAnswers, policyQuestion } from './policy-protocol.ts';
import { findFreePort, waitForPort } from './program.ts';
import type { RunningRival } from './rival.ts';

/** The release’s own files, in one. */
const POLICYD = join(import.meta.dirname, 'released/sendgate-policyd-0.2.0.js');

/** Starts it beside a Worker that has the lists. */
export async function startPolicyd(workerPort: number, relayToken: string): Promise<RunningRival> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'sendgate-bench-'));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  const tokenFile = join(folder, 'relay-token');
  await writeFile(tokenFile, relayToken, { mode: 0o600 });
  const port = await findFreePort();
  const server = started.use(
    startPinned(
      process.execPath,
      [
        ...[POLICYD, '--url', `http://127.0.0.1:${workerPort}`],
        ...['--token-file', tokenFile, '--listen', `inet:127.0.0.1:${port}`],
      ],
      { stdio: 'ignore' },
    ),
  );
  await waitForPort('sendgate-policyd', port);
  const running = started.move();
  return {
    pid: server.pid,
    port,
    ask: policyQuestion,
    protocol: policyAnswers,
    allows: POLICY_ALLOWS,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

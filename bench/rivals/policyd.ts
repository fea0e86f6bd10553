/** sendgate-policyd, our own daemon for Postfix, which asks a Worker. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPinned } from '../cores.ts';
import { POLICY_ALLOWS, policyAnswers, policyQuestion } from './policy-protocol.ts';
import { findFreePort, waitForPort } from './program.ts';
import type { Rival } from './rival.ts';
import { startProvisioned } from './sendgate.ts';

const POLICYD = join(
  import.meta.dirname,
  '../../test/fixtures/release-0.2.0/integrations/postfix/sendgate-policyd.mjs',
);

export const policyd: Rival = {
  name: 'sendgate-policyd',
  async start() {
    await using started = new AsyncDisposableStack();
    const { workerd, relayToken } = await startProvisioned();
    started.use(workerd);
    const folder = await mkdtemp(join(tmpdir(), 'sendgate-bench-'));
    started.defer(() => rm(folder, { recursive: true, force: true }));
    const tokenFile = join(folder, 'relay-token');
    await writeFile(tokenFile, relayToken, { mode: 0o600 });
    const port = await findFreePort();
    const server = started.use(
      startPinned(
        process.execPath,
        [
          ...[POLICYD, '--url', `http://127.0.0.1:${workerd.ports.sendgate}`],
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
  },
};

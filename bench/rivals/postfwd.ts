/** postfwd 2, a policy daemon that reads its rules from a file. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { onServerCore } from '../cores.ts';
import type { AccountList } from '../sending-questions.ts';
import { POLICY_ALLOWS, policyAnswers, policyQuestion } from './policy-protocol.ts';
import { findFreePort, waitForPort } from './program.ts';
import type { Rival } from './rival.ts';

/** The number of processes. Each connection needs one, and some wait for the next connection. */
const PROCESSES = 20;

export const postfwd: Rival = {
  name: 'postfwd',
  needs: { program: 'postfwd2', package: 'postfwd' },
  async start(lists) {
    await using started = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'sendgate-bench-'));
    started.defer(() => rm(folder, { recursive: true, force: true }));
    const rules = join(folder, 'rules.cf');
    await writeFile(rules, ruleSet(lists));
    const port = await findFreePort();
    const pidFile = join(folder, 'pid');
    const { username } = userInfo();
    // postfwd always goes into the background by itself.
    const args = onServerCore('postfwd2', [
      ...['--file', rules, '--interface', '127.0.0.1', '--port', String(port)],
      ...['--cache_socket', `unix:${join(folder, 'cache')}`, '--no_parent_cache', '--cache', '0'],
      ...['--min_servers', String(PROCESSES), '--max_spare_servers', String(PROCESSES)],
      // Its watchdog finds no free process while all connections are taken, and ends the program.
      ...[
        '--watchdog',
        '0',
        '--nodns',
        '--perfmon',
        '--pidfile',
        pidFile,
        '--user',
        username,
        '--group',
        username,
      ],
    ]);
    execFileSync('taskset', args, { stdio: 'ignore' });
    started.defer(() => endGroup(pidFile));
    await waitForPort('postfwd', port);
    const pid = Number(await readFile(pidFile, 'utf8'));
    const running = started.move();
    return {
      pid,
      port,
      ask: policyQuestion,
      protocol: policyAnswers,
      allows: POLICY_ALLOWS,
      [Symbol.asyncDispose]: () => running.disposeAsync(),
    };
  },
};

/**
 * Ends all its processes. If the first one is told to end, it ends at once and leaves the others. All are in
 * its process group.
 */
async function endGroup(pidFile: string): Promise<void> {
  if (existsSync(pidFile)) process.kill(-Number(await readFile(pidFile, 'utf8')), 'SIGKILL');
}

function ruleSet(lists: readonly AccountList[]): string {
  const rules = lists.map(({ account, addresses, segments }, index) => {
    const listed = [...addresses, ...segments].join(', ');
    return `id=L${index}; sasl_username==${account}; client_address=${listed}; action=DUNNO\n`;
  });
  return `${rules.join('')}id=REST; action=REJECT 5.7.1 This account may not send from this address\n`;
}

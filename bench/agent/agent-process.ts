/**
 * Runs the agent as a process of its own on the servers' core, as it runs beside a mail server: the one file that
 * `npm run package:agent` packages.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { bundleAgent } from '../../agent/packaging/bundle-agent.ts';
import { startPinned } from '../cores.ts';
import { findFreePort } from '../rivals/program.ts';

const STARTED = 'started ';
const LOOKED_AT_EVERY_MS = 50;

export interface AgentOptions {
  /** The port of the Worker. */
  readonly workerPort: number;
  readonly relayToken: string;
  /** The file of the copies on disk. */
  readonly statePath?: string;
}

/** What the agent says of itself at /status, as far as the bench needs it. */
export interface AgentStatus {
  readonly copies: {
    readonly accounts: number;
    readonly synchronisations: number;
    readonly unreadable: number;
  };
  readonly decided: Readonly<Record<'memory' | 'worker' | 'copy' | 'none', number>>;
}

export interface AgentProcess extends AsyncDisposable {
  readonly pid: number;
  readonly httpPort: number;
  readonly policyPort: number;
  /** The milliseconds from the start of its process until it listens. */
  readonly startedAfterMs: number;
  status(): Promise<AgentStatus>;
  /** Waits for a complete synchronisation. Returns how long after the call it was seen. */
  synchronised(): Promise<number>;
}

export function workerUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

let bundled: ReturnType<typeof bundleAgent> | undefined;

export async function startAgent(options: AgentOptions): Promise<AgentProcess> {
  const { workerPort, relayToken, statePath } = options;
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'sendgate-bench-'));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  const tokenFile = join(folder, 'relay-token');
  await writeFile(tokenFile, relayToken, { mode: 0o600 });
  bundled ??= bundleAgent();
  const program = join(folder, 'sendgate-agent.mjs');
  await writeFile(program, (await bundled).text);
  const [httpPort, policyPort] = [await findFreePort(), await findFreePort()];
  const startedAt = performance.now();
  const server = started.use(
    startPinned(
      process.execPath,
      [
        ...[program, '--url', workerUrl(workerPort), '--token-file', tokenFile],
        ...['--listen', `127.0.0.1:${httpPort}`, '--policy', `inet:127.0.0.1:${policyPort}`],
        ...(statePath === undefined ? [] : ['--state', statePath]),
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    ),
  );
  await untilStarted(server.child.stderr as Readable);
  const startedAfterMs = performance.now() - startedAt;
  const running = started.move();
  const status = async (): Promise<AgentStatus> => {
    const headers = { Authorization: `Bearer ${relayToken}` };
    const answer = await fetch(`http://127.0.0.1:${httpPort}/status`, { headers });
    if (!answer.ok) throw new Error(`the agent's status: ${await answer.text()}`);
    return (await answer.json()) as AgentStatus;
  };
  return {
    pid: server.pid,
    httpPort,
    policyPort,
    startedAfterMs,
    status,
    async synchronised() {
      const askedAt = performance.now();
      while ((await status()).copies.synchronisations === 0) await wait(LOOKED_AT_EVERY_MS);
      return performance.now() - askedAt;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Reads its log until it has started, and from then on throws the log away. */
async function untilStarted(log: Readable): Promise<void> {
  const said: string[] = [];
  const lines = createInterface({ input: log });
  for await (const line of lines) {
    said.push(line);
    if (!line.startsWith(STARTED)) continue;
    log.resume();
    return;
  }
  throw new Error(`the agent did not start:\n${said.join('\n')}`);
}

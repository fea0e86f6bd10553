/** Measures how an agent starts with copies on disk while its Worker is away. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateFile } from '../../agent/copies/state-file.ts';
import { stateOwner } from '../../agent/copies/state-format.ts';
import type { Figure } from '../figure.ts';
import { accountName, copiesOf } from '../isolate-bindings.ts';
import { findFreePort } from '../rivals/program.ts';
import { median } from '../rounds.ts';
import { startAgent, workerUrl } from './agent-process.ts';

const TOKEN = 'a-relay-token-for-benches-only-0123456789';
const SIZES = [
  { accounts: 10_000, rounds: 7, ms: 250, mebibytes: 40 },
  { accounts: 100_000, rounds: 3, ms: 2_500, mebibytes: 300 },
] as const;

export async function measureOpening(progress: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sendgate-bench-'));
  await using _folder = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const workerPort = await findFreePort();
  const figures: Figure[] = [];
  for (const { accounts, rounds, ms, mebibytes } of SIZES) {
    const statePath = join(folder, `${accounts}`);
    await writeState(statePath, workerPort, accounts);
    const none: Start[] = [];
    const all: Start[] = [];
    for (let round = 0; round < rounds; round++) {
      none.push(await startWith(workerPort, join(folder, 'none'), 0));
      all.push(await startWith(workerPort, statePath, accounts));
    }
    const more = (of: (start: Start) => number) => median(all.map(of)) - median(none.map(of));
    const count = accounts.toLocaleString('en');
    const opening = more(({ startedAfterMs }) => startedAfterMs);
    progress(`${count} accounts: ${opening.toFixed(0)} ms`);
    figures.push(
      {
        what: `opening ${count} accounts from the file`,
        value: opening,
        unit: 'ms',
        atMost: ms,
        note: `more than a start without copies, which takes ${median(none.map((start) => start.startedAfterMs)).toFixed(0)} ms`,
      },
      {
        what: `memory that ${count} accounts add`,
        value: more(({ residentMebibytes }) => residentMebibytes),
        unit: 'MiB',
        atMost: mebibytes,
        note: 'of the process, resident',
      },
    );
  }
  return figures;
}

interface Start {
  readonly startedAfterMs: number;
  readonly residentMebibytes: number;
}

async function startWith(workerPort: number, statePath: string, accounts: number): Promise<Start> {
  await using agent = await startAgent({ workerPort, relayToken: TOKEN, statePath });
  const { copies } = await agent.status();
  if (copies.accounts !== accounts) throw new Error(`the agent has ${copies.accounts} accounts`);
  const { pid, startedAfterMs } = agent;
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  return { startedAfterMs, residentMebibytes: kibibytes / 1024 };
}

/** Writes what an agent would have written after a synchronisation a minute ago. */
async function writeState(path: string, workerPort: number, accounts: number): Promise<void> {
  const findCopy = copiesOf(accounts);
  const now = Date.now();
  const file = new StateFile(path, () => undefined);
  const isWritten = await file.write({
    ...stateOwner(`${workerUrl(workerPort)}/`, TOKEN),
    cursor: 'bench',
    beganAt: now - 60_000,
    keptAt: now - 60_000,
    workerAt: now - 60_000,
    deployment: { failMode: 'closed', unknownAccounts: 'deny', dovecotRefusalMessage: '' },
    accounts: Array.from({ length: accounts }, (_, index) => {
      const copy = {
        state: 'live',
        version: 12,
        bytes: findCopy(index),
        isUnreadable: false,
      } as const;
      return [accountName(index), copy];
    }),
    lists: [],
  });
  if (!isWritten) throw new Error('the state was not written');
}

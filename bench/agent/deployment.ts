/** A real Worker, in raw workerd, that has many accounts. An agent has copies of them. */
import { spawnSync } from 'node:child_process';
import { Provisioner } from '../provision.ts';
import { type AccountList, accountLists } from '../sending-questions.ts';
import { IN_MEMORY, startWorkerd, type Workerd } from '../workerd.ts';

/** One batch has at most so many lines. */
const BATCH = 200;
const AT_ONCE = 8;
/** An object has three files open as long as it was asked lately. */
const OPEN_FILES_EACH = 3;
const OPEN_FILES = 1_000;

export interface Deployment extends AsyncDisposable {
  readonly workerd: Workerd;
  readonly lists: readonly AccountList[];
  /** With the right to copies. */
  readonly relayToken: string;
}

export async function startDeployment(accounts: number): Promise<Deployment> {
  await using started = new AsyncDisposableStack();
  const workerd = started.use(await startWorkerd({ scratch: IN_MEMORY }));
  // Where this is not allowed, the limit stays. Objects that can't open their files then are read once more.
  const files = OPEN_FILES + accounts * OPEN_FILES_EACH;
  spawnSync('prlimit', ['--pid', String(workerd.pid), `--nofile=${files}:${files}`]);
  const provisioner = new Provisioner(workerd.ports.sendgate);
  const lists = accountLists(accounts);
  for (let from = 0; from < lists.length; from += BATCH) {
    const batch = lists.slice(from, from + BATCH);
    await provisioner.accounts(batch.map(({ account }) => account));
    const rest = [...batch];
    const fill = async () => {
      for (let list = rest.pop(); list; list = rest.pop()) await provisioner.fill(list);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fill));
  }
  const relayToken = await provisioner.relayToken({ copies: true });
  const running = started.move();
  return { workerd, lists, relayToken, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

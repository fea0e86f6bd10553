/** One cold start: it starts a new workerd process, asks its questions, and ends the process. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ASKED, BUNDLE, type ColdFolders, type ColdWorkers, coldConfig } from './cold-config.ts';
import type { ColdQuestion } from './cold-scene.ts';
import { cpuSeconds } from './cores.ts';
import { Load } from './load.ts';
import { OPERATOR_TOKEN } from './workerd.ts';
import { serveWorkerd } from './workerd-process.ts';

const LOOKED_EVERY_MS = 30;
/** A process that used less than this time of a core between two looks is idle. */
const IDLE_SECONDS = 1e-4;

export interface ColdStartOptions {
  /** A folder of its own. */
  readonly folder: string;
  /** The path of the bundle. */
  readonly bundle: string;
  readonly workers: ColdWorkers;
  /** Files that are copied before each start, so that every start finds the same. */
  readonly found: ColdFolders;
  /** The questions, asked one after the other. Each waits until the process is idle. */
  readonly questions: readonly ColdQuestion[];
}

export class ColdStart {
  readonly #options: ColdStartOptions;
  readonly #config: string;
  readonly #folders: ColdFolders;

  private constructor(options: ColdStartOptions) {
    const { folder } = options;
    this.#options = options;
    this.#config = join(folder, 'config.capnp');
    this.#folders = { storage: join(folder, 'storage'), kv: join(folder, 'kv') };
  }

  static async prepare(options: ColdStartOptions): Promise<ColdStart> {
    const start = new ColdStart(options);
    await mkdir(options.folder);
    await cp(options.bundle, join(options.folder, BUNDLE));
    const config = coldConfig(options.workers, { OPERATOR_TOKEN }, start.#folders);
    await writeFile(start.#config, config);
    return start;
  }

  /**
   * Returns the milliseconds of a core that the process used for its last answer: since the answer before, or
   * since its start.
   */
  async run(): Promise<number> {
    const { found, questions } = this.#options;
    for (const part of ['storage', 'kv'] as const) {
      await rm(this.#folders[part], { recursive: true, force: true });
      await cp(found[part], this.#folders[part], { recursive: true });
    }
    await using workerd = await serveWorkerd(this.#config, [ASKED]);
    let before = 0;
    let spent = Number.NaN;
    for (const { question, protocol } of questions) {
      using load = await Load.connect({
        port: workerd.ports[ASKED],
        protocol,
        questions: [question],
        connections: 1,
      });
      if (!Number.isNaN(spent)) before = await secondsWhenIdle(workerd.pid);
      await load.pace([0]);
      spent = cpuSeconds(workerd.pid) - before;
    }
    return spent * 1_000;
  }
}

/** Waits until the process is idle, so that remaining work of one answer is not counted for the next. */
async function secondsWhenIdle(pid: number): Promise<number> {
  let seconds = cpuSeconds(pid);
  while (true) {
    await sleep(LOOKED_EVERY_MS);
    const later = cpuSeconds(pid);
    if (later - seconds < IDLE_SECONDS) return later;
    seconds = later;
  }
}

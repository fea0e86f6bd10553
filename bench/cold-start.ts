/** One cold start: a new process of workerd, which ends when its questions are answered. */
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
/** A process that has had less of a core than this between two looks does nothing. */
const IDLE_SECONDS = 1e-4;

export interface ColdStartOptions {
  /** A folder of its own. */
  readonly folder: string;
  /** The path of the bundle. */
  readonly bundle: string;
  readonly workers: ColdWorkers;
  /** Copied for each start, so that every one finds the same. */
  readonly found: ColdFolders;
  /** Asked one after the other, each when the process has nothing more to do. */
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

  /** The milliseconds of a core that the process used until its last answer, since the one before it or since it began. */
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

/** Waits until the process does nothing: the rest of one answer is not the beginning of the next. */
async function secondsWhenIdle(pid: number): Promise<number> {
  let seconds = cpuSeconds(pid);
  while (true) {
    await sleep(LOOKED_EVERY_MS);
    const later = cpuSeconds(pid);
    if (later - seconds < IDLE_SECONDS) return later;
    seconds = later;
  }
}

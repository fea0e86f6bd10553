/**
 * Runs the Worker as it is deployed, in raw `workerd serve` on one core. No proxy of wrangler or Miniflare is
 * between the Worker and its clients.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLE_SCRIPT, bundleWorker } from '../local/worker-bundle.ts';
import { type Folders, SOCKETS, type Socket, workerdConfig } from './workerd-config.ts';
import { serveWorkerd, type WorkerdProcess } from './workerd-process.ts';

export const OPERATOR_TOKEN = 'an-operator-token-for-benches-only-0123456789';

/**
 * A running workerd. Its sockets are `sendgate`, `elsewhere` (another isolate with the same objects) and bare
 * Workers: see workerd-config.ts.
 */
export interface Workerd extends WorkerdProcess<Socket> {
  /** The folders of the objects' storage and of KV. */
  readonly folders: Readonly<Pick<Folders, 'storage' | 'kv'>>;
  /**
   * Copies everything that was written to KV until now to the KV of the other isolate. Before the first call
   * that KV is empty.
   */
  spreadKv(): Promise<void>;
}

export interface WorkerdOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** Changes the bundle, to measure something that the deployed bundle does not allow. */
  readonly alter?: (bundle: string) => string;
  /** Where all files of this workerd are, in place of the folder for temporary files. */
  readonly scratch?: string;
}

/** Files here are in memory: nothing waits for a disk. */
export const IN_MEMORY = '/dev/shm';

export async function startWorkerd({
  variables = {},
  alter = (bundle) => bundle,
  scratch = tmpdir(),
}: WorkerdOptions = {}): Promise<Workerd> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(join(scratch, 'sendgate-bench-'));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  await bundleWorker(folder);
  const bundle = join(folder, BUNDLE_SCRIPT);
  await writeFile(bundle, alter(await readFile(bundle, 'utf8')));
  const folders = {
    storage: join(folder, 'storage'),
    kv: join(folder, 'kv'),
    kvElsewhere: join(folder, 'kv-elsewhere'),
  };
  for (const path of Object.values(folders)) await mkdir(path);
  // The directory deletes the key of version 0.1.0. If the file does not exist, a folder answers 404, but KV
  // does not, so the file is made.
  await writeFile(join(folders.kv, 'relay-tokens'), '');
  const config = join(folder, 'config.capnp');
  await writeFile(config, workerdConfig({ ...variables, OPERATOR_TOKEN }, folders));
  const server = started.use(await serveWorkerd(config, SOCKETS));
  const running = started.move();
  return {
    pid: server.pid,
    ports: server.ports,
    folders,
    spreadKv: () => cp(folders.kv, folders.kvElsewhere, { recursive: true }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

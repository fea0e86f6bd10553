/**
 * The Worker as it is deployed, in raw `workerd serve` on one core: no proxy of wrangler or Miniflare
 * stands between it and who asks.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { BUNDLE_SCRIPT, bundleWorker } from '../local/worker-bundle.ts';
import { startPinned } from './cores.ts';
import { SOCKETS, type Socket, workerdConfig } from './workerd-config.ts';

export const OPERATOR_TOKEN = 'an-operator-token-for-benches-only-0123456789';
const STARTS_WITHIN_MS = 20_000;

export interface Workerd extends AsyncDisposable {
  readonly pid: number;
  /** sendgate; elsewhere, another isolate that asks the same objects; and three that answer "ok": see workerd-config.ts. */
  readonly ports: Readonly<Record<Socket, number>>;
  /** Has KV hear elsewhere of all that was written until now: of nothing, before that. */
  spreadKv(): Promise<void>;
}

export interface WorkerdOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** Changes the bundle, for what can't be measured in the one that is deployed. */
  readonly alter?: (bundle: string) => string;
}

export async function startWorkerd({
  variables = {},
  alter = (bundle) => bundle,
}: WorkerdOptions = {}): Promise<Workerd> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'sendgate-bench-'));
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
  const config = join(folder, 'config.capnp');
  await writeFile(config, workerdConfig({ ...variables, OPERATOR_TOKEN }, folders));
  const args = ['serve', config, '--control-fd=3'];
  // What the Worker logs is written, and read by no one.
  const stdio = ['ignore', 'ignore', 'inherit', 'pipe'] as const;
  const server = started.use(startPinned(workerdBinary(), args, { stdio: [...stdio] }));
  const ports = await portsOf(server.child.stdio[3] as Readable);
  const running = started.move();
  return {
    pid: server.pid,
    ports,
    spreadKv: () => cp(folders.kv, folders.kvElsewhere, { recursive: true }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** The program itself, not the script that finds it. */
function workerdBinary(): string {
  const { default: path } = createRequire(import.meta.url)('workerd');
  return path;
}

/** workerd writes a line of JSON for each socket that it listens on. */
async function portsOf(control: Readable): Promise<Record<Socket, number>> {
  const ports: Partial<Record<Socket, number>> = {};
  const late = setTimeout(() => control.destroy(), STARTS_WITHIN_MS);
  for await (const line of createInterface({ input: control })) {
    const { event, socket, port } = JSON.parse(line);
    if (event === 'listen') ports[socket as Socket] = port;
    if (SOCKETS.every((name) => ports[name])) break;
  }
  clearTimeout(late);
  if (!SOCKETS.every((name) => ports[name])) throw new Error('workerd did not start');
  return ports as Record<Socket, number>;
}

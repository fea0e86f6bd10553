/** Runs the Worker on embedded workerd, offline. Its KV and Durable Objects are kept in the state directory. */
import { join } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { StartError } from './start-error.ts';
import { BUNDLE_SCRIPT, bundleWorker } from './worker-bundle.ts';
import { type Overrides, readWorkerOptions } from './worker-options.ts';
import { guardWorkerd } from './workerd-guard.ts';

export interface RuntimeOptions extends Overrides {
  readonly stateDir: string;
  /** Takes each line that the Worker logs. */
  readonly log: (line: string) => void;
}

export interface WorkerRuntime extends AsyncDisposable {
  /** Returns the address on which workerd listens. After a crash it waits until workerd listens again. */
  origin(): Promise<URL>;
}

/**
 * Starts the Worker. It resolves when the Worker answers, and throws a StartError if its variables are
 * wrong.
 */
export async function startWorker(options: RuntimeOptions): Promise<WorkerRuntime> {
  const bundle = join(options.stateDir, 'bundle');
  await bundleWorker(bundle);
  guardWorkerd();
  const settings = await miniflareOptions(bundle, options);
  const miniflare = leavingSignalsAlone(() => new Miniflare(settings));
  const runtime = {
    origin: () => miniflare.ready,
    [Symbol.asyncDispose]: () => miniflare.dispose(),
  };
  try {
    await expectHealthy(await miniflare.ready);
    return runtime;
  } catch (error) {
    await miniflare.dispose();
    throw error;
  }
}

async function miniflareOptions(bundle: string, options: RuntimeOptions) {
  const { stateDir, log } = options;
  return convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    logRequests: false,
    log: new Log(LogLevel.ERROR),
    handleStructuredLogs: ({ message }) => log(message),
    unsafeHandleRuntimeRestart: () => log('workerd ended unexpectedly; it was started again.'),
    resourcePersistencePath: stateDir,
    workers: [
      {
        ...(await readWorkerOptions(bundle, options)),
        rootPath: bundle,
        modules: true,
        scriptPath: BUNDLE_SCRIPT,
      },
    ],
  });
}

/**
 * Removes Miniflare's signal handlers. At the first Ctrl-C they would end the whole process with exit code 130,
 * even with running requests.
 */
function leavingSignalsAlone<Made>(make: () => Made): Made {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = new Set(signals.flatMap((signal) => process.listeners(signal)));
  const made = make();
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!before.has(listener)) process.off(signal, listener);
    }
  }
  return made;
}

async function expectHealthy(origin: URL): Promise<void> {
  const answer = await fetch(new URL('/healthz', origin));
  if (answer.ok) return void (await answer.body?.cancel());
  const body: unknown = await answer.json().catch(() => undefined);
  const detail = body instanceof Object && 'detail' in body ? String(body.detail) : undefined;
  throw new StartError(detail ?? `The Worker does not start: /healthz answers ${answer.status}.`);
}

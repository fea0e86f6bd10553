/**
 * Made once for all browser tests: a Worker on this machine, and the builds that go to the stores.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServer } from '../../../local/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    chromeBuild: string;
    firefoxBuild: string;
    workerUrl: string;
    operatorToken: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await using made = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'sendgate-browser-'));
  made.defer(() => rmSync(folder, { recursive: true }));
  const worker = await startServer({
    port: 0,
    host: '127.0.0.1',
    stateDir: join(folder, 'state'),
    trustClientAddressHeader: true,
    // The receiver of the tests is on this machine.
    vars: { WEBHOOK_TARGETS: 'any' },
  });
  made.defer(() => worker.close());

  const [builds] = project.getProvidedContext().packages;
  project.provide('chromeBuild', join(builds, 'chrome-mv3'));
  project.provide('firefoxBuild', join(builds, 'firefox-mv3'));
  project.provide('workerUrl', worker.url);
  project.provide('operatorToken', worker.operatorToken);
  const kept = made.move();
  return () => kept.disposeAsync();
}

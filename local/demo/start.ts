/** Runs `npm run demo`: it starts everything at once on this machine, and keeps nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provisionDemonstration } from '../demonstration.ts';
import { endOnSignals } from '../end-on-signals.ts';
import { buildExtension } from '../extension-build.ts';
import { startServer } from '../server.ts';
import { StartError } from '../start-error.ts';
import { announceDemo, announceWithoutChromium } from './announcement.ts';
import { CONSOLE_PAGE } from './console-page.ts';
import { openDemoBrowser } from './demo-browser.ts';
import { addDemoEntries } from './demo-entries.ts';
import { findChromium } from './find-chromium.ts';
import { makeSelfSigned } from './self-signed.ts';
import { CONSOLE_HOSTS, StandInConsole } from './stand-in-console.ts';

const started = new AsyncDisposableStack();
const ending = endOnSignals(() => started.disposeAsync());

try {
  await start();
} catch (error) {
  if (!ending.aborted) {
    await started.disposeAsync();
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function start(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sendgate-demo-'));
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  const build = await buildExtension(ending);
  if (!build.ok) throw new StartError(`The extension can't be built.\n${build.error}`);
  const stateDir = join(folder, 'state');
  const server = await startServer({ port: 0, host: '127.0.0.1', stateDir });
  started.defer(() => server.close());
  const { manager: token } = await provisionDemonstration(server.url, server.operatorToken);
  await addDemoEntries(server.url, token);
  const access = { endpoint: server.url, token };

  const executable = findChromium(process.env);
  if (executable === undefined) {
    process.stdout.write(announceWithoutChromium({ ...access, build: build.value }));
    return;
  }
  const certificate = makeSelfSigned(folder, CONSOLE_HOSTS);
  const console = started.use(await StandInConsole.open(certificate, CONSOLE_PAGE));
  const browser = await openDemoBrowser({
    ...access,
    executable,
    build: build.value,
    profile: join(folder, 'profile'),
    consolePort: console.port,
    headless: process.env.HEADLESS === '1',
  });
  const endAll = () => process.kill(process.pid, 'SIGTERM');
  browser.once('close', endAll);
  started.defer(() => browser.off('close', endAll).close());
  process.stdout.write(announceDemo(access));
}

/**
 * `npm run screenshots`: takes the documents' pictures of the real extension with a real Worker.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONSOLE_PAGE } from '../../local/demo/console-page.ts';
import { makeSelfSigned } from '../../local/demo/self-signed.ts';
import { CONSOLE_HOSTS, StandInConsole } from '../../local/demo/stand-in-console.ts';
import { startServer } from '../../local/server.ts';
import { Chromium, type Look } from '../browser/support/chromium.ts';
import { EndpointFront } from '../browser/support/endpoint-front.ts';
import { makeMany, nameOfMany } from '../browser/support/many-accounts.ts';
import { Operator } from '../browser/support/operator.ts';
import { operatorConnection } from '../browser/support/site.ts';
import { ROOT } from '../repository/source-files.ts';
import { runWxt } from '../store/run-wxt.ts';
import { setTheScene } from './scene.ts';
import { type Stage, shootAlerts, shootAll, shootOperator, shootPopupAndPanel } from './shots.ts';

const LOOKS: readonly (Required<Pick<Look, 'language' | 'colorScheme'>> & {
  readonly suffix: string;
})[] = [
  { suffix: '', language: 'en', colorScheme: 'light' },
  { suffix: '-dark', language: 'en', colorScheme: 'dark' },
  { suffix: '-zh', language: 'zh-CN', colorScheme: 'light' },
  { suffix: '-zh-dark', language: 'zh-CN', colorScheme: 'dark' },
];

await using started = new AsyncDisposableStack();
const folder = mkdtempSync(join(tmpdir(), 'sendgate-screenshots-'));
started.defer(() => rmSync(folder, { recursive: true }));
const output = join(ROOT, 'docs/screenshots');
mkdirSync(output, { recursive: true });
await runWxt('build', 'chrome', folder);
const worker = await startServer({
  port: 0,
  host: '127.0.0.1',
  stateDir: join(folder, 'state'),
  trustClientAddressHeader: true,
});
started.defer(() => worker.close());
const front = started.use(await EndpointFront.open(worker.url));
const console = started.use(
  await StandInConsole.open(makeSelfSigned(folder, CONSOLE_HOSTS), CONSOLE_PAGE),
);
const operator = new Operator(worker.url, worker.operatorToken);
await makeMany(operator);

for (const { suffix, ...look } of LOOKS) {
  await using chromium = await Chromium.launch({
    ...look,
    deviceScaleFactor: 2,
    build: join(folder, 'chrome-mv3'),
    console: { hosts: CONSOLE_HOSTS, port: console.port },
  });
  await setTheScene({ chromium, front, operator }, look.language);
  const stage: Stage = { chromium, fileOf: (name) => join(output, `${name}${suffix}.png`) };
  await shootPopupAndPanel(stage);
  if (look.language === 'en') await shootAlerts(stage);
  if (suffix === '') await shootAll(stage);
  if (look.language === 'en') {
    const shown = { ...operatorConnection({ front, operator }), accounts: [nameOfMany(3)] };
    await chromium.keep({ connections: [shown] });
    await shootOperator(stage, nameOfMany(3));
  }
}

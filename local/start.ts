/** `npm start`. */
import { announceExtension, announceFirstRun, announceLaterRun } from './announcement.ts';
import { isDemonstrated, markDemonstrated, provisionDemonstration } from './demonstration.ts';
import { endOnSignals } from './end-on-signals.ts';
import { buildExtension } from './extension-build.ts';
import { type SendgateServer, startServer } from './server.ts';
import { expectSettings, type Settings } from './settings.ts';
import { StartError } from './start-error.ts';

let starting: Promise<SendgateServer> | undefined;
const ending = endOnSignals(async () => (await starting)?.close());

// Until then the Worker would log nothing but what the introduction says better.
let introduced = false;
const log = (line: string) => {
  if (introduced) process.stderr.write(`${line}\n`);
};

try {
  const settings = expectSettings(process.env);
  starting = startServer({ ...settings, environment: process.env, log });
  await introduce(await starting, settings);
  introduced = true;
  if (settings.buildExtension) await offerExtension(await starting);
} catch (error) {
  // What fails because it is being ended is no failure.
  if (!ending.aborted) fail(error);
}

async function introduce(server: SendgateServer, settings: Settings): Promise<void> {
  const { url, operatorToken } = server;
  const { stateDir } = settings;
  if (isDemonstrated(stateDir)) {
    const newOperatorToken = server.operatorTokenIsNew ? operatorToken : undefined;
    process.stdout.write(announceLaterRun({ url, stateDir, newOperatorToken }));
    return;
  }
  const tokens = await provisionDemonstration(url, operatorToken);
  const shown = settings.operatorToken ? undefined : operatorToken;
  process.stdout.write(announceFirstRun({ url, stateDir, tokens, operatorToken: shown }));
  markDemonstrated(stateDir);
}

async function offerExtension({ url }: SendgateServer): Promise<void> {
  const built = await buildExtension(ending);
  if (!ending.aborted) process.stdout.write(announceExtension(url, built));
}

function fail(error: unknown): never {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

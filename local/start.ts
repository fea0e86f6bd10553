/** Runs `npm start`. */
import { type LocalAgent, startAgent } from './agent.ts';
import {
  announceAgent,
  announceExtension,
  announceFirstRun,
  announceLaterRun,
  BUILDING_EXTENSION,
  HOW_TO_END,
  STARTING,
} from './announcement.ts';
import { isDemonstrated, markDemonstrated, provisionDemonstration } from './demonstration.ts';
import { endOnSignals } from './end-on-signals.ts';
import { buildExtension } from './extension-build.ts';
import { tokenFileIn } from './operator-token.ts';
import { type SendgateServer, startServer } from './server.ts';
import { expectSettings, type StartSettings } from './settings.ts';
import { StartError } from './start-error.ts';

let starting: Promise<SendgateServer> | undefined;
let agent: LocalAgent | undefined;
const ending = endOnSignals(async () => {
  // It still tells the Worker who sent.
  await agent?.close();
  await (await starting)?.close();
});

// Lines that the Worker logs before the introduction are dropped, because the introduction says the same better.
let introduced = false;
const log = (line: string) => {
  if (introduced) process.stderr.write(`${line}\n`);
};

try {
  const settings = expectSettings(process.env, process.argv.slice(2));
  print(STARTING);
  starting = startServer({ ...settings, environment: process.env, log });
  await introduce(await starting, settings);
  introduced = true;
  if (settings.startAgent) await startAgentBeside(await starting, settings);
  if (settings.buildExtension) await offerExtension(await starting);
  print(HOW_TO_END);
} catch (error) {
  // If the process is already ending, a failure is expected.
  if (!ending.aborted) fail(error);
}

async function introduce(server: SendgateServer, settings: StartSettings): Promise<void> {
  const { url, operatorToken } = server;
  const { stateDir } = settings;
  const isGiven = settings.operatorToken !== undefined;
  const announced = { url, stateDir, tokenFile: isGiven ? undefined : tokenFileIn(stateDir) };
  if (isDemonstrated(stateDir)) {
    const newOperatorToken = server.operatorTokenIsNew ? operatorToken : undefined;
    print(announceLaterRun({ ...announced, newOperatorToken }));
    return;
  }
  const tokens = await provisionDemonstration(url, operatorToken);
  const shown = isGiven ? undefined : operatorToken;
  print(announceFirstRun({ ...announced, tokens, operatorToken: shown }));
  markDemonstrated(stateDir);
}

async function startAgentBeside(server: SendgateServer, settings: StartSettings): Promise<void> {
  const { url, operatorToken } = server;
  const { stateDir } = settings;
  const environment = process.env;
  const started = await startAgent({ url, operatorToken, stateDir, environment, log });
  if (started.ok) agent = started.value;
  print(announceAgent(url, started));
}

async function offerExtension({ url }: SendgateServer): Promise<void> {
  print(BUILDING_EXTENSION);
  const built = await buildExtension(ending);
  print(announceExtension(url, built));
}

/** Prints a text, unless the process is ending. */
function print(text: string): void {
  if (!ending.aborted) process.stdout.write(text);
}

function fail(error: unknown): never {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

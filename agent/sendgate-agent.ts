#!/usr/bin/env node
/** Answers mail servers beside them, from copies of Sendgate's lists: see README.md. */
import { SettingsError } from '../integrations/client/settings-error.mjs';
import { VERSION } from '../worker/platform/version.ts';
import { AgentLog } from './agent-log.ts';
import { callAgent } from './call-agent.ts';
import { checkUp } from './check-up.ts';
import { RunningAgent } from './running-agent.ts';
import { nameOf } from './settings/listen-address.ts';
import { helpText } from './settings/options.ts';
import { readSettings, type Settings } from './settings/settings.ts';
import { describeStanding } from './standing.ts';
import { WorkerClient } from './worker-client/worker-client.ts';

/** The exit code of sysexits(3) for a wrong configuration. */
const EX_CONFIG = 78;
/** The time in which a second signal counts as the same Ctrl-C: npm passes it on again. */
const SAME_CTRL_C_MS = 500;

try {
  process.exitCode = await run(readSettings(process.argv.slice(2), process.env));
} catch (error) {
  const lines = error instanceof Error ? error.message.split('\n') : [String(error)];
  for (const line of lines) process.stderr.write(`sendgate-agent: ${line}\n`);
  process.exit(error instanceof SettingsError ? EX_CONFIG : 1);
}

/** Returns the exit code. */
async function run(settings: Settings | 'help' | 'version'): Promise<number> {
  if (settings === 'help') return print(helpText());
  if (settings === 'version') return print(`sendgate-agent ${VERSION}\n`);
  switch (settings.task) {
    case 'check':
      return await check(settings);
    case 'status':
      return await showStatus(settings);
    case 'run':
      return await serve(settings);
  }
}

async function check(settings: Settings): Promise<number> {
  const { token } = settings.credentials;
  const client = new WorkerClient({ ...settings, token });
  let isGood = true;
  for await (const finding of checkUp(settings, client)) {
    isGood &&= finding.isGood;
    print(`${finding.isGood ? 'ok   ' : 'WRONG'} ${finding.text}\n`);
  }
  client.close();
  return isGood ? 0 : 1;
}

async function showStatus({ listen, credentials }: Settings): Promise<number> {
  const { token, secret = token } = credentials;
  const faults: string[] = [];
  for (const address of listen) {
    const { status, text } = await callAgent(address, '/status', secret);
    if (status === 200) return print(describeStanding(JSON.parse(text)));
    faults.push(`${nameOf(address)}: ${status === 0 ? text : refusalOf(status)}`);
  }
  if (listen.length === 0) faults.push('--listen is none: no status without an HTTP listener');
  throw new Error(`no agent tells its status\n${faults.join('\n')}`);
}

function refusalOf(status: number): string {
  if (status !== 401) return `it answers ${status}`;
  return 'the agent there does not know this token; after a change, restart it or send it SIGHUP';
}

/** Serves until a signal ends the process. */
async function serve(settings: Settings): Promise<number> {
  // Nobody may read the log any more. The agent goes on.
  process.stderr.on('error', () => {});
  const log = new AgentLog(
    (line) => void process.stderr.write(line),
    () => performance.now(),
  );
  process.on('uncaughtException', (error: Error) => {
    log.note('failed', { error: error.stack ?? String(error) });
    process.exit(1);
  });
  // Both signals may come while it starts.
  const end = untilSignal();
  const agent = new RunningAgent(settings, log.note);
  process.on('SIGHUP', () => agent.readCredentialsAgain());
  await agent.start();
  await end;
  await agent.close();
  log.note('ended');
  // A call that the Worker does not answer is not waited for.
  return process.exit(0);
}

/** Resolves at the first signal to end. A second one ends the process without waiting. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const end = () => {
      const now = performance.now();
      if (firstAt !== undefined && now - firstAt > SAME_CTRL_C_MS) process.exit(1);
      firstAt ??= now;
      resolve();
    };
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
  });
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** Starts sendgate-agent beside the Worker, as a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { IssuedToken } from '../shared/api.ts';
import { failure, type Result, success } from '../shared/result.ts';
import { expectPosted } from './demonstration.ts';
import type { Environment } from './settings.ts';
import { makeFolder } from './state-directory.ts';
import { guard } from './workerd-guard.ts';

const PROGRAM = fileURLToPath(new URL('../agent/sendgate-agent.ts', import.meta.url));
const LISTENING = /^listening .*\baddress="([^"]*)"$/;

export interface AgentOptions {
  readonly url: string;
  readonly operatorToken: string;
  readonly stateDir: string;
  /** The variables that begin with SENDGATE_ are the agent's. */
  readonly environment: Environment;
  /** Takes each line that the agent logs. */
  readonly log: (line: string) => void;
}

export interface LocalAgent {
  /** Where it is asked by HTTP, and by other protocols. */
  readonly addresses: readonly string[];
  readonly tokenFile: string;
  close(): Promise<void>;
}

/** Starts it, and waits until it can be asked. The error is what it said instead. */
export async function startAgent(options: AgentOptions): Promise<Result<LocalAgent, string>> {
  const { url, stateDir, environment, log } = options;
  const folder = join(stateDir, 'agent');
  makeFolder(folder);
  const tokenFile = join(folder, 'token');
  await provideToken(options, tokenFile);
  const flags = ['--url', ownUrl(url), '--token-file', tokenFile, '--state', join(folder, 'state')];
  const child = spawn(process.execPath, ['--no-warnings', PROGRAM, ...flags], {
    env: { PATH: environment.PATH, ...settingsIn(environment) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  guard(child);
  const ended = once(child, 'close');
  const lines = createInterface(child.stderr).on('line', log);
  const started = await awaitStarted(lines, ended);
  if (!started.ok) return started;
  const addresses = started.value.flatMap((line) => LISTENING.exec(line)?.[1] ?? []);
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return success({ addresses, tokenFile, close });
}

/** Returns what it logged until it had started, or else before it ended. */
function awaitStarted(
  lines: Interface,
  ended: Promise<unknown>,
): Promise<Result<readonly string[], string>> {
  const said: string[] = [];
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      said.push(line);
      if (line.startsWith('started ')) resolve(success(said));
    });
    void ended.then(() => resolve(failure(said.join('\n'))));
  });
}

/** Keeps the token of an earlier run, if it is still good. */
async function provideToken({ url, operatorToken }: AgentOptions, file: string): Promise<void> {
  if (existsSync(file)) {
    const authorization = `Bearer ${readFileSync(file, 'utf8').trim()}`;
    const session = await fetch(new URL('/v1/session', url), { headers: { authorization } });
    if (session.ok) return;
  }
  const body = { name: 'npm start -- --agent', copies: true };
  const issued = await expectPosted(new URL('/v1/relay-tokens', url), operatorToken, body);
  writeFileSync(file, `${IssuedToken.parse(issued).token}\n`, { mode: 0o600 });
}

/** A Sendgate that listens everywhere is asked on loopback: the agent sends its token to no other place unencrypted. */
function ownUrl(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

function settingsIn(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => name.startsWith('SENDGATE_')),
  );
}

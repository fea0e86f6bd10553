/** Describes tests of the program with one Worker, and a front that counts what reaches it. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, vi } from 'vitest';
import { LISTED } from '../../mail/smtp-client.ts';
import { type Surroundings, startSurroundings } from '../../mail/surroundings.ts';
import type { ForwardedQuestion } from '../../mail/worker-front.ts';
import { PolicyClient } from '../policy/policy-client.ts';
import { AgentProcess, type AgentProgram } from './agent-process.ts';

const HOOK_MS = 60_000;
const OWN_PORTS = ['--listen', '127.0.0.1:0', '--policy', 'inet:127.0.0.1:0'];

/** An account whose list has only LISTED. */
export const ACCOUNT = 'sender@example.test';

export function describeProgram(name: string, tests: (worker: () => Surroundings) => void): void {
  describe(name, () => {
    let started: Surroundings | undefined;
    const worker = () => {
      if (!started) throw new Error('the Worker has not started');
      return started;
    };
    beforeAll(async () => {
      started = await startSurroundings();
      await started.api.createAccount(ACCOUNT);
      await started.api.addEntry(ACCOUNT, LISTED);
    }, HOOK_MS);
    beforeEach(() => void worker().front.takeQuestions());
    afterAll(() => started?.[Symbol.asyncDispose](), HOOK_MS);
    tests(worker);
  });
}

/** The checks among what reached the Worker. */
export function checksOf(questions: readonly ForwardedQuestion[]): ForwardedQuestion[] {
  return questions.filter(({ url }) => url.startsWith('/v1/check'));
}

export class RunningAgent extends AgentProcess {
  readonly place: AgentPlace;

  constructor(place: AgentPlace, flags: readonly string[], program?: AgentProgram) {
    super([...place.connection, ...OWN_PORTS, ...flags], program);
    this.place = place;
  }

  async httpPort(): Promise<number> {
    return Number(await this.untilLogged(/listening protocol="http" address="[^"]*:(\d+)"/));
  }

  async policyPort(): Promise<number> {
    return Number(await this.untilLogged(/listening protocol="policy" address="[^"]*:(\d+)"/));
  }

  async openPolicy(): Promise<PolicyClient> {
    return await PolicyClient.open(await this.policyPort());
  }

  async untilSynchronised(): Promise<void> {
    await this.untilLogged(/copies-synchronised/);
  }

  /** Calls a path of its HTTP listener with the relay token. */
  async call(path: string, options: RequestInit = {}): Promise<Response> {
    const authorization = `Bearer ${this.place.token}`;
    return await fetch(`http://127.0.0.1:${await this.httpPort()}${path}`, {
      ...options,
      headers: { authorization, ...(options.headers as Record<string, string>) },
    });
  }

  async check(account: string, address: string): Promise<{ verdict: string; reason: string }> {
    const answer = await this.call('/v1/check', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, address }),
    });
    return (await answer.json()) as { verdict: string; reason: string };
  }
}

/** The files of an agent, which may start several times. */
export interface AgentPlace {
  readonly token: string;
  readonly tokenFile: string;
  readonly stateFile: string;
  /** The flags that say where the Worker is. */
  readonly connection: readonly string[];
}

let places = 0;

export async function placeFor({ api, setUp }: Surroundings, token?: string): Promise<AgentPlace> {
  places += 1;
  const { directory, sendgateUrl, authorityFile } = setUp(`agent-${places}`);
  const own = token ?? (await api.issueRelayToken({ copies: true }));
  const folder = mkdtempSync(join(directory, 'own-'));
  const tokenFile = join(folder, 'token');
  const stateFile = join(folder, 'state');
  writeFileSync(tokenFile, `${own}\n`, { mode: 0o600 });
  const connection = [
    ...['--url', sendgateUrl, '--ca-file', authorityFile],
    ...['--token-file', tokenFile],
  ];
  return { token: own, tokenFile, stateFile, connection };
}

/** Starts an agent and waits for its first synchronisation. */
export async function startAgent(
  worker: Surroundings,
  ...flags: readonly string[]
): Promise<RunningAgent> {
  const agent = new RunningAgent(await placeFor(worker), flags);
  await agent.untilSynchronised();
  return agent;
}

export const SOON = { timeout: 20_000, interval: 50 };
export const soon = <T>(assertion: () => T | Promise<T>) => vi.waitFor(assertion, SOON);

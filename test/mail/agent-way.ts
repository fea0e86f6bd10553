/** The way through sendgate-agent: one process between all mail servers and the Worker. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { AgentProcess } from '../agent/program/agent-process.ts';
import { findFreePort } from './loopback-port.ts';
import type { ServerSetup } from './mail-server.ts';
import type { Surroundings } from './surroundings.ts';
import { writeTokenFile } from './token-file.ts';
import type { Question, Way } from './way.ts';

const SOON = { timeout: 20_000, interval: 20 };

/** What the agent says of itself. */
export interface AgentStatus {
  readonly copies: {
    readonly right: string;
    readonly ageSeconds: number | null;
    readonly lastBeganAt: number | null;
    readonly stateWrites: number;
  };
}

export class AgentWay implements Way {
  readonly #surroundings: Surroundings;
  readonly #setup: ServerSetup;
  readonly #token: string;
  readonly #port: number;
  readonly #policyPort: number;
  #process: AgentProcess | undefined;
  #round: Promise<void> = Promise.resolve();
  #nextRound: Promise<void> | undefined;

  private constructor(
    surroundings: Surroundings,
    setup: ServerSetup,
    token: string,
    ports: readonly [http: number, policy: number],
  ) {
    this.#surroundings = surroundings;
    this.#setup = setup;
    this.#token = token;
    [this.#port, this.#policyPort] = ports;
  }

  static async open(surroundings: Surroundings): Promise<AgentWay> {
    const setup = surroundings.setUp('agent');
    const token = await surroundings.api.issueRelayToken({ copies: true });
    const way = new AgentWay(surroundings, setup, token, [
      await findFreePort(),
      await findFreePort(),
    ]);
    await way.start();
    return way;
  }

  get #url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  through(setup: Parameters<Way['through']>[0]): ReturnType<Way['through']> {
    return {
      ...setup,
      relayToken: this.#token,
      agent: { url: this.#url, policyService: `inet:127.0.0.1:${this.#policyPort}` },
    };
  }

  async settle({ login, from }: Question): Promise<void> {
    const { front, workerUrl } = this.#surroundings;
    if (!front.isSound) return;
    await vi.waitFor(async () => {
      // One that runs already may have read an account before it was changed.
      await this.synchronise();
      const told = await this.#check(this.#url, login, from);
      const wanted = await this.#check(workerUrl, login, from);
      if (told !== wanted) throw new Error(`the agent says ${told}, and the Worker ${wanted}`);
    }, SOON);
  }

  /** Returns the verdict, or the status of a refused question. */
  async #check(url: string, login: string, from: string): Promise<string> {
    const answer = await fetch(new URL('/v1/check', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ account: login, address: from }),
    });
    const { verdict } = (await answer.json()) as { verdict?: string };
    return verdict ?? String(answer.status);
  }

  isQuestion({ url }: Parameters<Way['isQuestion']>[0]): boolean {
    return url.startsWith('/v1/check');
  }

  /** The agent asks in one form, whatever the mail server speaks. */
  routeFor(): string {
    return '/v1/check';
  }

  questionsFor(): readonly [number, number] {
    return [0, 1];
  }

  /** Starts the agent, with its state if it has run before. */
  async start(...flags: readonly string[]): Promise<void> {
    const { directory, authorityFile, sendgateUrl } = this.#setup;
    const agent = new AgentProcess([
      ...['--url', sendgateUrl, '--ca-file', authorityFile],
      ...['--token-file', writeTokenFile(directory, this.#token)],
      ...['--state', join(directory, 'state')],
      ...['--listen', `127.0.0.1:${this.#port}`],
      ...['--policy', `inet:127.0.0.1:${this.#policyPort}`],
      ...flags,
    ]);
    this.#process = agent;
    await agent.untilLogged(/^started /m);
  }

  /** Forgets the state of the agent, which must not run. */
  forget(): void {
    rmSync(join(this.#setup.directory, 'state'), { force: true });
  }

  /** Ends the agent without a word. */
  async kill(): Promise<void> {
    await this.#process?.[Symbol.asyncDispose]();
  }

  async status(): Promise<AgentStatus> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const answer = await fetch(`${this.#url}/status`, { headers });
    return (await answer.json()) as AgentStatus;
  }

  async untilStatus(isSo: (status: AgentStatus) => boolean): Promise<void> {
    await vi.waitFor(async () => {
      const status = await this.status();
      if (!isSo(status)) throw new Error(`the agent stands so: ${JSON.stringify(status)}`);
    }, SOON);
  }

  /** Resolves after a synchronisation that began later than now. */
  async synchronise(): Promise<void> {
    // One that has not begun is good for all who want one.
    this.#nextRound ??= this.#round
      .catch(() => {})
      .then(() => {
        this.#nextRound = undefined;
        this.#round = this.#synchronise();
        return this.#round;
      });
    await this.#nextRound;
  }

  async #synchronise(): Promise<void> {
    const since = Date.now();
    this.#process?.child.kill('SIGHUP');
    await this.untilStatus(({ copies }) => (copies.lastBeganAt ?? 0) >= since);
  }

  async close(): Promise<void> {
    await this.kill();
  }
}

/** sendgate-agent as a process, asked by HTTP and in Postfix's policy protocol. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { PASS, REFUSE, TRY_LATER } from '../../agent/policy/actions.ts';
import { PolicyClient } from '../../agent/policy/policy-client.ts';
import { SoakClient } from '../soak-client.ts';

const PROGRAM = fileURLToPath(new URL('../../../agent/sendgate-agent.ts', import.meta.url));
/** As many as a mail server has. Each has one question at a time. */
const POLICY_CONNECTIONS = 10;

/** `temporary`: refused for now. */
export type Outcome = 'allow' | 'deny' | 'temporary';

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  [PASS]: 'allow',
  [REFUSE]: 'deny',
  [TRY_LATER]: 'temporary',
};

export class SoakedAgent implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<null, null, Readable>;
  readonly #token: string;
  readonly #ended;
  #log = '';
  #client = new SoakClient('');
  #idle: PolicyClient[] = [];

  private constructor(child: ChildProcessByStdio<null, null, Readable>, token: string) {
    this.#child = child;
    this.#token = token;
    this.#ended = once(child, 'close');
    child.stderr.setEncoding('utf8').on('data', (text) => {
      this.#log += text;
    });
  }

  static async start(
    folder: string,
    url: string,
    token: string,
    freshSeconds: number,
  ): Promise<SoakedAgent> {
    const own = join(folder, 'agent');
    mkdirSync(own, { mode: 0o700 });
    const tokenFile = join(own, 'token');
    writeFileSync(tokenFile, token, { mode: 0o600 });
    const flags = [
      ...['--url', url, '--token-file', tokenFile, '--state', join(own, 'state')],
      ...['--listen', '127.0.0.1:0', '--policy', 'inet:127.0.0.1:0'],
      ...['--fresh', `${freshSeconds}`],
    ];
    const child = spawn(process.execPath, ['--no-warnings', PROGRAM, ...flags], {
      // No setting of whoever runs this counts.
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const agent = new SoakedAgent(child, token);
    agent.#client = new SoakClient(await agent.#logged(/protocol="http" address="([^"]*)"/));
    const port = Number(await agent.#logged(/protocol="policy" address="[^"]*:(\d+)"/));
    await agent.#logged(/copies-synchronised/);
    for (let opened = 0; opened < POLICY_CONNECTIONS; opened++)
      agent.#idle.push(await PolicyClient.open(port));
    return agent;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get log(): string {
    return this.#log;
  }

  async askByHttp(account: string, address: string): Promise<Outcome> {
    const path = `/v1/check?${new URLSearchParams({ account, address })}`;
    const { status, text } = await this.#client.ask({ path, token: this.#token });
    if (status !== 200) throw new Error(`${status} ${text}`);
    const { verdict, reason } = JSON.parse(text);
    return verdict === 'allow' ? 'allow' : reason === 'unavailable' ? 'temporary' : 'deny';
  }

  /** Undefined if every connection waits for an answer. */
  askByPolicy(account: string, address: string): Promise<Outcome> | undefined {
    const client = this.#idle.pop();
    return client && this.#askOn(client, account, address);
  }

  /** Returns the numbers at /metrics by their names and labels. */
  async metrics(): Promise<Readonly<Record<string, number>>> {
    const { text } = await this.#client.ask({ path: '/metrics', token: this.#token });
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return Object.fromEntries(
      lines.map((line) => {
        const at = line.lastIndexOf(' ');
        return [line.slice(0, at), Number(line.slice(at + 1))];
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#idle) client[Symbol.dispose]();
    this.#child.kill('SIGTERM');
    await this.#ended;
  }

  async #askOn(client: PolicyClient, account: string, address: string): Promise<Outcome> {
    const said = await client.ask({ sasl_username: account, client_address: address });
    const outcome = OUTCOMES[said ?? ''];
    if (outcome === undefined) throw new Error(`Postfix is told ${said}`);
    this.#idle.push(client);
    return outcome;
  }

  async #logged(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.#log);
      if (found) return found[1] ?? '';
      await Promise.race([once(this.#child.stderr, 'data'), this.#ended]);
      if (this.#child.exitCode !== null) throw new Error(`The agent ended:\n${this.#log}`);
    }
  }
}

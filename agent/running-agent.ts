/** Puts the parts of the agent together, and ends them in order. */
import type { LogFields } from '../worker/platform/log.ts';
import { VERSION } from '../worker/platform/version.ts';
import { AcceptedTokens } from './accepted-tokens.ts';
import { AnswerCounts } from './answer-counts.ts';
import { AgentCopies } from './copies/agent-copies.ts';
import { Decider } from './deciding/decider.ts';
import { whyNotListening } from './listen-fault.ts';
import { pagesOf } from './own-pages.ts';
import { openHttpServer } from './protocols/http/http-server.ts';
import { openPolicyServer } from './protocols/policy/policy-server.ts';
import { readCredentials } from './settings/credentials.ts';
import { type ListenAddress, nameOf } from './settings/listen-address.ts';
import type { Settings } from './settings/settings.ts';
import type { Standing } from './standing.ts';
import { Teller } from './telling/teller.ts';
import { TokenSession } from './token-session.ts';
import { WorkerClient } from './worker-client/worker-client.ts';
import { WorkerWatch } from './worker-watch.ts';

type Log = (event: string, fields?: LogFields) => void;

const SECOND_MS = 1000;
/** The least time between two synchronisations that the Worker's answers bring about. */
const HURRY_MS = SECOND_MS;
/** What waits is told at the end, for so long at most. */
const TELL_LAST_MS = 3 * SECOND_MS;

interface Listener {
  readonly protocol: 'http' | 'policy';
  readonly address: string;
  close(graceMs: number): Promise<void>;
}

export class RunningAgent {
  readonly #settings: Settings;
  readonly #log: Log;
  readonly #client: WorkerClient;
  readonly #copies: AgentCopies;
  readonly #decider: Decider;
  readonly #teller: Teller;
  readonly #watch: WorkerWatch;
  readonly #tokens: AcceptedTokens;
  readonly #session: TokenSession;
  readonly #counts = new AnswerCounts();
  readonly #listeners: Listener[] = [];
  readonly #startedAt = performance.now();
  #hurriedAt = -Infinity;

  constructor(settings: Settings, log: Log) {
    this.#settings = settings;
    this.#log = log;
    this.#tokens = new AcceptedTokens(settings.credentials);
    const { token } = settings.credentials;
    const client = new WorkerClient({ ...settings, token });
    this.#client = client;
    this.#copies = new AgentCopies({
      url: settings.url.href,
      token,
      readFeed: (question) => client.readFeed(question),
      log,
      statePath: settings.stateFile,
    });
    this.#session = new TokenSession(token, () => client.session());
    this.#watch = new WorkerWatch(log, () => this.#hurry());
    this.#teller = new Teller({ tell: (told) => client.tellObservations(told), log });
    this.#decider = new Decider({
      copies: this.#copies,
      check: this.#watch.of((question) => client.check(question)),
      observe: this.#teller.observe,
      freshMs: settings.freshMs,
      maxStaleMs: settings.maxStaleMs,
    });
  }

  /** Rejects if a listener can't be opened. Nothing is left listening then. */
  async start(): Promise<void> {
    // Before anybody can ask, the copies of the state are there.
    await this.#copies.start();
    void this.#session.read();
    this.#teller.start();
    try {
      await this.#listen();
      this.#log('started', { version: VERSION });
    } catch (error) {
      await Promise.all(this.#listeners.map((listener) => listener.close(0)));
      throw error;
    }
  }

  /** Reads the files of the token and the secret. If one is wrong, the old ones stay. */
  readCredentialsAgain(): void {
    try {
      const credentials = readCredentials(this.#settings.files);
      this.#tokens.change(credentials);
      this.#client.useToken(credentials.token);
      void this.#session.useToken(credentials.token);
      void this.#copies.useToken(credentials.token);
      this.#log('credentials-read');
    } catch (error) {
      this.#log('credentials-kept', {
        why: error instanceof Error ? error.message : String(error),
      });
    }
  }

  /** Ends in order: first nobody can ask any more, and last the Worker is told. */
  async close(): Promise<void> {
    // A mail server that waits for the Worker still gets its answer. One that does not take its answer is not waited
    // for.
    const graceMs = this.#settings.timeoutMs + SECOND_MS;
    await Promise.all(this.#listeners.map((listener) => listener.close(graceMs)));
    this.#session.close();
    await Promise.all([this.#teller.close(TELL_LAST_MS), this.#copies.stop()]);
    this.#client.close();
  }

  /** The copies are dropped as soon as the Worker refuses the token, and are fresh as soon as it is back. */
  #hurry(): void {
    const now = performance.now();
    if (now - this.#hurriedAt < HURRY_MS) return;
    this.#hurriedAt = now;
    void this.#session.read();
    void this.#copies.synchronise();
  }

  async #listen(): Promise<void> {
    const { listen: http, policy, maxConnections } = this.#settings;
    const common = { maxConnections, ask: this.#counts.of(this.#decider.ask), log: this.#log };
    const { accepts } = this.#tokens;
    const clientAddressHeader = () => this.#session.clientAddressHeader;
    const dovecotRefusalMessage = () => this.#copies.deployment?.dovecotRefusalMessage;
    const pages = pagesOf(() => this.standing());
    for (const listen of http) {
      const known = { accepts, clientAddressHeader, dovecotRefusalMessage, pages };
      await this.#add('http', listen, openHttpServer({ ...common, ...known, listen }));
    }
    for (const listen of policy) {
      const now = () => performance.now();
      await this.#add('policy', listen, openPolicyServer({ ...common, listen, now }));
    }
    // Only when all are open: until then the agent may not start.
    for (const { protocol, address } of this.#listeners) {
      const shown = protocol === 'http' ? address.replace(/^inet:/, 'http://') : address;
      this.#log('listening', { protocol, address: shown });
    }
  }

  async #add(
    protocol: Listener['protocol'],
    listen: ListenAddress,
    opening: Promise<Omit<Listener, 'protocol'>>,
  ): Promise<void> {
    try {
      this.#listeners.push({ protocol, ...(await opening) });
    } catch (error) {
      const option =
        protocol === 'http' ? '--listen ' : 'host' in listen ? '--policy inet:' : '--policy ';
      throw new Error(`${option}${nameOf(listen)}: ${whyNotListening(listen, error)}`);
    }
  }

  standing(): Standing {
    const { url, freshMs, maxStaleMs } = this.#settings;
    return {
      version: VERSION,
      url: url.href,
      upSeconds: (performance.now() - this.#startedAt) / SECOND_MS,
      freshSeconds: freshMs / SECOND_MS,
      maxStaleSeconds: maxStaleMs / SECOND_MS,
      copies: this.#copies.status(),
      telling: this.#teller.status(),
      answers: this.#counts.kinds,
      decided: this.#decider.counts,
      asked: this.#watch.counts,
      waiting: this.#counts.waiting,
      memoryBytes: process.memoryUsage.rss(),
    };
  }
}

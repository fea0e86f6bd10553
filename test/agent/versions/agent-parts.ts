/** The parts of an agent in the process of the test, with clocks that the test sets, and a line to isolates of either version. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AgentCopies } from '../../../agent/copies/agent-copies.ts';
import { Decider } from '../../../agent/deciding/decider.ts';
import { openHttpServer } from '../../../agent/protocols/http/http-server.ts';
import { Teller } from '../../../agent/telling/teller.ts';
import { TokenSession } from '../../../agent/token-session.ts';
import { WorkerClient } from '../../../agent/worker-client/worker-client.ts';
import { parseClientAddress } from '../../../shared/client-address.ts';
import type { Deployment, Version } from '../../versions/deployment.ts';
import { httpServer } from '../support/loopback-server.ts';

const FRESH_MS = 30_000;
const MAX_STALE_MS = 3_600_000;
/** What a question waits for on a busy machine. */
const TIMEOUT_MS = 20_000;

/** The line that agents and mail servers have to a deployment. */
export class WorkerLine {
  /** The version of the isolates at its other end. */
  through: Version | 'cut';
  /** The paths that were asked. */
  readonly asked: string[] = [];
  readonly #deployment: Deployment;

  constructor(deployment: Deployment, through: Version) {
    this.#deployment = deployment;
    this.through = through;
  }

  open() {
    return httpServer((request, response) => void this.#pass(request, response));
  }

  /** The paths that were asked since the last time. */
  takeAsked(): string[] {
    return this.asked.splice(0).map((path) => path.replace(/\?.*/, ''));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    this.asked.push(url);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (this.through === 'cut') return void response.destroy();
    const { host: _host, 'accept-encoding': _packed, connection: _kept, ...own } = headers;
    const answer = await this.#deployment.forward(this.through, url, {
      method,
      headers: own as Record<string, string>,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    response.writeHead(answer.status, { ...answer.headers, connection: 'close' });
    response.end(answer.status === 304 ? undefined : answer.body);
  }
}

export type AgentParts = Awaited<ReturnType<typeof openAgent>>;

export async function openAgent(url: string, token: string, statePath?: string) {
  await using made = new AsyncDisposableStack();
  const log: string[] = [];
  const note = (event: string) => void log.push(event);
  const clock = { wall: Date.now(), monotonic: 0 };
  const client = new WorkerClient({ url: new URL(url), token, timeoutMs: TIMEOUT_MS });
  made.defer(() => client.close());
  const copies = new AgentCopies({
    ...{ url, token, log: note, statePath },
    readFeed: (request) => client.readFeed(request),
    clocks: { wall: () => clock.wall, monotonic: () => clock.monotonic },
    // Each synchronisation is the test's to begin.
    after: () => () => {},
  });
  made.defer(() => copies.stop());
  const teller = new Teller({
    tell: (told) => client.tellObservations(told),
    log: note,
    clocks: { now: () => clock.wall, steady: () => clock.monotonic },
  });
  const session = new TokenSession(token, () => client.session());
  made.defer(() => session.close());
  const decider = new Decider({
    copies,
    check: (question) => client.check(question),
    observe: teller.observe,
    freshMs: FRESH_MS,
    maxStaleMs: MAX_STALE_MS,
  });
  const server = await openHttpServer({
    listen: { host: '127.0.0.1', port: 0 },
    maxConnections: 100,
    ask: decider.ask,
    log: () => {},
    accepts: (given) => given === token,
    clientAddressHeader: () => session.clientAddressHeader,
    dovecotRefusalMessage: () => copies.deployment?.dovecotRefusalMessage,
    pages: {},
  });
  made.defer(() => server.close(0));
  const owned = made.move();
  return {
    ...{ copies, teller, session, log },
    port: Number(server.address.split(':').at(-1)),
    pass(milliseconds: number) {
      clock.wall += milliseconds;
      clock.monotonic += milliseconds;
    },
    /** The answer, such as `allowed: listed`. */
    async ask(login: string, text: string): Promise<string> {
      const address = parseClientAddress(text);
      if (!address.ok) throw new Error(`no address: ${text}`);
      const question = { login, address: address.value, passwordWasRight: false };
      const answered = await decider.ask(question);
      return 'decision' in answered
        ? `${answered.kind}: ${answered.decision.reason}`
        : answered.kind;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

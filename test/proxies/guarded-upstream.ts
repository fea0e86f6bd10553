/** A real API behind `/send/{upstream}/…` in workerd, and clients at any address of the edge. */
import { once } from 'node:events';
import {
  type ClientRequest,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { startWorker } from '../../local/worker-runtime.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { SendgateApi } from '../mail/sendgate-api.ts';

const OPERATOR_TOKEN = 'an-operator-token-for-tests-only-0123456789';
const ACCOUNT = 'sender@example.com';
export const PROVIDER_KEY = 'xkeysib-of-the-provider';
export const LISTED = '198.51.100.7';

type Handler = (incoming: IncomingMessage, response: ServerResponse) => unknown;

export interface Sending {
  readonly method?: string;
  readonly path?: string;
  readonly from?: string;
  readonly headers?: OutgoingHttpHeaders;
}

export interface EdgeAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers with the body of the request. */
const echo: Handler = async (incoming, response) => response.end(await text(incoming));

export class GuardedUpstream implements AsyncDisposable {
  /** The requests that reached the upstream since the last reset. */
  readonly reached: IncomingMessage[] = [];
  /** Handles a request at the upstream. */
  handle: Handler = echo;
  readonly origin: URL;
  readonly checker: string;
  readonly #stack: AsyncDisposableStack;

  private constructor(stack: AsyncDisposableStack, origin: URL, checker: string) {
    this.#stack = stack;
    this.origin = origin;
    this.checker = checker;
  }

  /** Starts the upstream. Its account has one entry: LISTED. */
  static async start(): Promise<GuardedUpstream> {
    await using stack = new AsyncDisposableStack();
    let guarded: GuardedUpstream | undefined;
    const server = createServer((incoming, response) => {
      guarded?.reached.push(incoming);
      void guarded?.handle(incoming, response);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    stack.defer(() => void server.close().closeAllConnections());
    const { port } = server.address() as AddressInfo;
    const worker = stack.use(
      await startWorker({
        stateDir: stack.use(temporaryFolder()).path,
        variables: {
          OPERATOR_TOKEN,
          PROVIDER_KEY,
          SEND_UPSTREAMS: JSON.stringify(upstreamsAt(`http://127.0.0.1:${port}/v3`)),
        },
        log: () => {},
      }),
    );
    const origin = await worker.origin();
    const manage = new SendgateApi(origin.href, OPERATOR_TOKEN);
    await manage.createAccount(ACCOUNT);
    await manage.addEntry(ACCOUNT, LISTED);
    guarded = new GuardedUpstream(stack.move(), origin, await issueChecker(origin));
    return guarded;
  }

  reset(): void {
    this.reached.length = 0;
    this.handle = echo;
  }

  /** Returns the only request that reached the upstream. */
  expectReached(): IncomingMessage {
    const [incoming, ...others] = this.reached;
    if (incoming && others.length === 0) return incoming;
    throw new Error(`${this.reached.length} requests reached the upstream`);
  }

  /** Opens a request at the edge. The test itself writes the body and reads the answer. */
  open({ method = 'POST', path = '/send/plain/messages', from = LISTED, headers }: Sending = {}) {
    const common = { 'X-Sendgate-Token': this.checker, 'CF-Connecting-IP': from };
    const { hostname: host, port } = this.origin;
    return request({ host, port, method, path, headers: { ...common, ...headers } });
  }

  async send(sending: Sending = {}, body = 'a message'): Promise<EdgeAnswer> {
    const outgoing = this.open(sending);
    outgoing.end(sending.method === 'GET' ? undefined : body);
    const response = await answerOf(outgoing);
    return { status: response.statusCode, headers: response.headers, body: await text(response) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

export async function answerOf(outgoing: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return response;
}

function upstreamsAt(url: string) {
  return {
    plain: { url },
    impatient: { url, timeoutSeconds: 1 },
    keyed: {
      url,
      key: { secret: 'PROVIDER_KEY', header: 'Authorization', prefix: 'Bearer ' },
      calls: ['POST /messages'],
    },
    gone: { url: 'http://127.0.0.1:1' },
  };
}

async function issueChecker(origin: URL): Promise<string> {
  const answer = await fetch(new URL(`/v1/accounts/${ACCOUNT}/tokens`, origin), {
    method: 'POST',
    headers: { Authorization: `Bearer ${OPERATOR_TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ role: 'checker', name: 'host' }),
  });
  return ((await answer.json()) as { token: string }).token;
}

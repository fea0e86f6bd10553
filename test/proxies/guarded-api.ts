/** An API behind a proxy that asks the real Worker, and clients at the addresses of loopback. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type SendgateServer, startServer } from '../../local/server.ts';
import { SendgateApi } from '../mail/sendgate-api.ts';
import { QuestionRecorder } from './question-recorder.ts';

export const ACCOUNT = 'sender@example.com';
export const LISTED = '127.0.0.2';
export const OTHER = '127.0.0.3';

export interface GuardedApi extends AsyncDisposable {
  /** The address at which the proxy asks. */
  readonly sendgateUrl: string;
  readonly manage: SendgateApi;
  readonly port: number;
  /** The headers of each request that reached the API. */
  readonly reached: readonly IncomingHttpHeaders[];
  /** The headers of each question that reached Sendgate: names and values in turn. */
  readonly questions: readonly (readonly string[])[];
  /** Stops the listener at which the proxy asks. */
  stopSendgate(): Promise<void>;
  issueRelayToken(clientAddressHeader: string, settings?: { copies: true }): Promise<string>;
}

/** Starts the API. Its account has one entry: LISTED. */
export async function startGuardedApi(folder: string): Promise<GuardedApi> {
  await using started = new AsyncDisposableStack();
  const stateDir = join(folder, 'state');
  mkdirSync(stateDir);
  const sendgate = await startServer({ port: 0, host: '127.0.0.1', stateDir });
  started.defer(() => sendgate.close());
  const recorder = started.use(await QuestionRecorder.open(sendgate.url));
  const reached: IncomingHttpHeaders[] = [];
  const server = createServer((incoming, response) => {
    reached.push(incoming.headers);
    response.end('sent');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  started.defer(() => void server.close().closeAllConnections());
  const manage = new SendgateApi(sendgate.url, sendgate.operatorToken);
  await manage.createAccount(ACCOUNT);
  await manage.addEntry(ACCOUNT, LISTED);
  const { port } = server.address() as AddressInfo;
  const running = started.move();
  return {
    sendgateUrl: recorder.url,
    manage,
    port,
    reached,
    questions: recorder.questions,
    stopSendgate: () => recorder.close(),
    issueRelayToken: (header, settings) => issueRelayToken(sendgate, header, settings),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function issueRelayToken(
  sendgate: SendgateServer,
  header: string,
  settings: { copies?: true } = {},
): Promise<string> {
  const response = await fetch(`${sendgate.url}/v1/relay-tokens`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${sendgate.operatorToken}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ name: 'proxy', clientAddressHeader: header, ...settings }),
  });
  const issued = (await response.json()) as { token: string };
  return issued.token;
}

export interface ApiAnswer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

/** Sends a request from an address, with an API key of its own, and returns the client's answer. */
export async function send(
  port: number,
  from: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<ApiAnswer> {
  const outgoing = request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: '/v1/send?to=b@example.com',
    localAddress: from,
    headers: { Authorization: 'Bearer key-of-the-api', Cookie: 'session=1', ...headers },
  });
  outgoing.end('a message');
  const [response] = await once(outgoing, 'response');
  const type: string | undefined = response.headers['content-type'];
  return { status: response.statusCode, type, body: await text(response) };
}

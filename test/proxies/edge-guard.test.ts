/** `/send/{upstream}/…` in workerd, before a real API. */
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWorker } from '../../local/worker-runtime.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { SendgateApi } from '../mail/sendgate-api.ts';

const OPERATOR_TOKEN = 'an-operator-token-for-tests-only-0123456789';
const PROVIDER_KEY = 'xkeysib-of-the-provider';
const ACCOUNT = 'sender@example.com';
const LISTED = '198.51.100.7';
const OTHER = '198.51.100.8';
const START_MS = 60_000;
const MEGABYTE = 1024 * 1024;

type Handler = (incoming: IncomingMessage, response: ServerResponse) => unknown;

const stack = new AsyncDisposableStack();
const reached: IncomingMessage[] = [];
let handle: Handler;
let origin: URL;
let checker: string;

beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  const server = createServer((incoming, response) => {
    reached.push(incoming);
    void handle(incoming, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  stack.defer(() => void server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`;
  const upstreams = {
    plain: { url },
    impatient: { url, timeoutSeconds: 1 },
    keyed: {
      url,
      key: { secret: 'PROVIDER_KEY', header: 'Authorization', prefix: 'Bearer ' },
      calls: ['POST /messages'],
    },
    gone: { url: 'http://127.0.0.1:1' },
  };
  const worker = stack.use(
    await startWorker({
      stateDir: folder.path,
      variables: { OPERATOR_TOKEN, PROVIDER_KEY, SEND_UPSTREAMS: JSON.stringify(upstreams) },
      log: () => {},
    }),
  );
  origin = await worker.origin();
  const manage = new SendgateApi(origin.href, OPERATOR_TOKEN);
  await manage.createAccount(ACCOUNT);
  await manage.addEntry(ACCOUNT, LISTED);
  checker = await issueChecker();
}, START_MS);
afterAll(() => stack.disposeAsync());

beforeEach(() => {
  reached.length = 0;
  handle = async (incoming, response) => response.end(await text(incoming));
});

async function issueChecker(): Promise<string> {
  const answer = await fetch(new URL(`/v1/accounts/${ACCOUNT}/tokens`, origin), {
    method: 'POST',
    headers: { Authorization: `Bearer ${OPERATOR_TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ role: 'checker', name: 'host' }),
  });
  return ((await answer.json()) as { token: string }).token;
}

interface Sending {
  readonly method?: string;
  readonly path?: string;
  readonly from?: string;
  readonly headers?: OutgoingHttpHeaders;
}

/** Opens a request at the edge; what it sends and reads is the test's to do. */
function open({ method = 'POST', path = '/send/plain/messages', from = LISTED, headers }: Sending) {
  const common = { 'X-Sendgate-Token': checker, 'CF-Connecting-IP': from };
  const { hostname: host, port } = origin;
  return request({ host, port, method, path, headers: { ...common, ...headers } });
}

async function send(sending: Sending = {}, body = 'a message') {
  const outgoing = open(sending);
  outgoing.end(sending.method === 'GET' ? undefined : body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

function expectReached(): IncomingMessage {
  const [incoming, ...others] = reached;
  expect(others).toEqual([]);
  if (!incoming) throw new Error('nothing reached the upstream');
  return incoming;
}

describe('a request from a listed address', () => {
  it('reaches the upstream as it was: method, path, query and body', async () => {
    const path = '/send/plain/messages/a%20b?to=x%40example.com&to=y#no';
    const answer = await send({ path, method: 'PUT' });
    expect(answer).toMatchObject({ status: 200, body: 'a message' });
    const { method, url } = expectReached();
    expect([method, url]).toEqual(['PUT', '/v3/messages/a%20b?to=x%40example.com&to=y']);
  });

  it('brings back status, headers and body, whatever they are, and no header of Sendgate', async () => {
    handle = (_incoming, response) => {
      response.writeHead(422, { 'Content-Type': 'application/json', 'X-Quota': '7', ETag: '"1"' });
      response.end('{"code":"bad_recipient"}');
    };
    const { status, headers, body } = await send();
    expect([status, body]).toEqual([422, '{"code":"bad_recipient"}']);
    const own = ['connection', 'date', 'keep-alive', 'transfer-encoding', 'content-length'];
    const rest = Object.keys(headers).filter((name) => !own.includes(name));
    expect(rest.sort()).toEqual(['content-type', 'etag', 'x-quota']);
  });

  it('carries the client’s own headers, and nothing of the way it came or of Sendgate', async () => {
    const said = {
      Authorization: 'Bearer key-of-the-client',
      'Content-Type': 'text/plain',
      'X-Custom': 'kept',
      'User-Agent': 'a-client/1',
    };
    const ofTheWay = {
      'X-Forwarded-For': LISTED,
      'X-Real-IP': LISTED,
      Forwarded: `for=${LISTED}`,
      'CF-Ray': '1',
      'CF-IPCountry': 'XX',
      'CDN-Loop': 'cloudflare',
      'X-Sendgate-Account': ACCOUNT,
      Cookie: 'session=1',
      Connection: 'close, X-Of-This-Hop',
      'X-Of-This-Hop': 'dropped',
    };
    await send({ headers: { ...said, ...ofTheWay } });
    const { headers } = expectReached();
    for (const [name, value] of Object.entries(said))
      expect(headers[name.toLowerCase()]).toBe(value);
    // The runtime itself names the zone that a Worker is of; no Worker can keep it from that.
    const { 'cf-worker': _zone, ...sent } = headers;
    const written = JSON.stringify(sent).toLowerCase();
    expect(written).not.toMatch(
      /sendgate|sga_|"cf-|"x-forwarded|"x-real|cookie|of-this-hop|cdn-loop/,
    );
    const known = Object.keys(said).map((name) => name.toLowerCase());
    const framing = [
      'host',
      'connection',
      'content-length',
      'transfer-encoding',
      'accept-encoding',
    ];
    expect(Object.keys(sent).filter((name) => ![...known, ...framing].includes(name))).toEqual([]);
  });

  it('asks the upstream anew each time', async () => {
    for (const _time of [1, 2]) await send({ method: 'GET', path: '/send/plain/report.csv' });
    expect(reached.map(({ headers }) => headers['cache-control'])).toEqual([
      'no-cache',
      'no-cache',
    ]);
  });

  it('does not carry a Sendgate token that was put into Authorization as well', async () => {
    await send({ headers: { Authorization: `Bearer ${checker}` } });
    expect(expectReached().headers.authorization).toBeUndefined();
  });

  it('gets the provider’s key from the Worker, in place of any of its own', async () => {
    const path = '/send/keyed/messages';
    const answer = await send({ path, headers: { Authorization: 'Bearer mine' } });
    expect(expectReached().headers.authorization).toBe(`Bearer ${PROVIDER_KEY}`);
    expect(JSON.stringify(answer)).not.toContain(PROVIDER_KEY);
    expect((await send({ path: '/send/keyed/keys', method: 'GET' })).status).toBe(403);
    expect(reached).toHaveLength(1);
  });

  it('brings back a compressed body as one that can be read', async () => {
    handle = (_incoming, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Type': 'text/plain' });
      response.end(gzipSync('compressed'));
    };
    const answer = await fetch(new URL('/send/plain/messages', origin), {
      headers: { 'X-Sendgate-Token': checker, 'CF-Connecting-IP': LISTED },
    });
    expect(await answer.text()).toBe('compressed');
  });

  it('is not followed by what the upstream says of its own host', async () => {
    handle = (_incoming, response) => {
      response.setHeader('Set-Cookie', 'session=1');
      response.setHeader('Alt-Svc', 'h3="evil.example.com:443"');
      response.setHeader('Strict-Transport-Security', 'max-age=1');
      response.end();
    };
    const { headers } = await send();
    for (const name of ['set-cookie', 'alt-svc', 'strict-transport-security'])
      expect(headers[name]).toBeUndefined();
  });
});

describe('a request from another address', () => {
  it('does not reach the upstream', async () => {
    const { status, headers, body } = await send({ from: OTHER });
    expect(status).toBe(403);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ code: 'address-not-allowed' });
    expect(reached).toEqual([]);
  });
});

describe('a body', () => {
  it('streams in: the upstream has its beginning before the client has written its end', async () => {
    const begun = new Promise<string>((resolve) => {
      handle = async (incoming, response) => {
        const [first] = (await once(incoming, 'data')) as [Buffer];
        resolve(first.toString());
        incoming.resume();
        await once(incoming, 'end');
        response.end('whole');
      };
    });
    const outgoing = open({});
    const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
    outgoing.write('the beginning');
    expect(await begun).toBe('the beginning');
    outgoing.end('the end');
    const [response] = await answered;
    expect(await text(response)).toBe('whole');
  });

  it('streams out: the client has its beginning before the upstream has written its end', async () => {
    let finish = () => {};
    handle = (incoming, response) => {
      incoming.resume();
      response.write('the beginning');
      finish = () => response.end(', the end');
    };
    const outgoing = open({});
    outgoing.end('a message');
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(first.toString()).toBe('the beginning');
    finish();
    expect(await text(response)).toBe(', the end');
  });

  it('of 20 megabytes arrives whole, for this is no call of the API', async () => {
    handle = async (incoming, response) => {
      let bytes = 0;
      for await (const chunk of incoming as AsyncIterable<Buffer>) bytes += chunk.byteLength;
      response.end(String(bytes));
    };
    const answer = await send({}, 'x'.repeat(20 * MEGABYTE));
    expect(answer).toMatchObject({ status: 200, body: String(20 * MEGABYTE) });
  });
});

describe('an upstream that fails', () => {
  it.each([301, 302, 303, 307, 308])(
    'by a redirection, %s, is not followed, and its target is not told',
    async (status) => {
      const elsewhere = 'https://evil.example.com/';
      handle = (incoming, response) => {
        incoming.resume();
        response.writeHead(status, { Location: elsewhere }).end();
      };
      const answer = await send();
      expect(answer.status).toBe(502);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'upstream-failed' });
      expect(JSON.stringify(answer)).not.toContain('evil');
      expect(reached).toHaveLength(1);
    },
  );

  it('because nothing listens is a 502', async () => {
    const { status, headers, body } = await send({ path: '/send/gone/messages' });
    expect(status).toBe(502);
    const problem = JSON.parse(body);
    expect(problem).toMatchObject({ code: 'upstream-failed', requestId: headers['x-request-id'] });
    expect(body).not.toContain('127.0.0.1');
  });

  it('because it breaks off before it answers is a 502', async () => {
    handle = (incoming) => incoming.socket.destroy();
    const { status, body } = await send();
    expect([status, JSON.parse(body).code]).toEqual([502, 'upstream-failed']);
  });

  it('because it does not answer in time is a 502 that says so', async () => {
    handle = (incoming) => incoming.resume();
    const { status, body } = await send({ path: '/send/impatient/messages' });
    expect([status, JSON.parse(body).code]).toEqual([502, 'upstream-failed']);
    expect(JSON.parse(body).detail).toContain('in time');
  });

  it('with its own error is passed on as it is', async () => {
    handle = (incoming, response) => {
      incoming.resume();
      response.writeHead(503, { 'Retry-After': '3' }).end('busy');
    };
    const answer = await send();
    expect(answer).toMatchObject({ status: 503, body: 'busy' });
    expect(answer.headers['retry-after']).toBe('3');
  });
});

/** The edge itself as the guard before a real API. */
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerOf, GuardedUpstream, LISTED, PROVIDER_KEY } from './guarded-upstream.ts';

const OTHER = '198.51.100.8';
const START_MS = 60_000;
const MEGABYTE = 1024 * 1024;

let edge: GuardedUpstream;

beforeAll(async () => {
  edge = await GuardedUpstream.start();
}, START_MS);
afterAll(() => edge?.[Symbol.asyncDispose]());
beforeEach(() => edge.reset());

describe('a request from a listed address', () => {
  it('reaches the upstream as it was: method, path, query and body', async () => {
    const path = '/send/plain/messages/a%20b?to=x%40example.com&to=y#no';
    const answer = await edge.send({ path, method: 'PUT' });
    expect(answer).toMatchObject({ status: 200, body: 'a message' });
    const { method, url } = edge.expectReached();
    expect([method, url]).toEqual(['PUT', '/v3/messages/a%20b?to=x%40example.com&to=y']);
  });

  it('brings back status, headers and body, whatever they are, and no header of Sendgate', async () => {
    edge.handle = (_incoming, response) => {
      response.writeHead(422, { 'Content-Type': 'application/json', 'X-Quota': '7', ETag: '"1"' });
      response.end('{"code":"bad_recipient"}');
    };
    const { status, headers, body } = await edge.send();
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
      'X-Sendgate-Account': 'sender@example.com',
      Cookie: 'session=1',
      Connection: 'close, X-Of-This-Hop',
      'X-Of-This-Hop': 'dropped',
      'X-HTTP-Method-Override': 'DELETE',
      'X-HTTP-Method': 'DELETE',
      'X-Method-Override': 'DELETE',
      'X-Original-URL': '/keys',
      'X-Rewrite-URL': '/keys',
    };
    await edge.send({ headers: { ...said, ...ofTheWay } });
    const { headers } = edge.expectReached();
    for (const [name, value] of Object.entries(said))
      expect(headers[name.toLowerCase()]).toBe(value);
    // The runtime itself adds the name of the Worker's zone. No Worker can prevent that.
    const { 'cf-worker': _zone, ...sent } = headers;
    const written = JSON.stringify(sent).toLowerCase();
    expect(written).not.toMatch(
      /sendgate|sga_|"cf-|"x-forwarded|"x-real|cookie|of-this-hop|cdn-loop|override|http-method|x-original|x-rewrite/,
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
    for (const _time of [1, 2]) await edge.send({ method: 'GET', path: '/send/plain/report.csv' });
    expect(edge.reached.map(({ headers }) => headers['cache-control'])).toEqual([
      'no-cache',
      'no-cache',
    ]);
  });

  it('does not carry a Sendgate token that was put into Authorization as well', async () => {
    await edge.send({ headers: { Authorization: `Bearer ${edge.checker}` } });
    expect(edge.expectReached().headers.authorization).toBeUndefined();
  });

  it('gets the provider’s key from the Worker, in place of any of its own', async () => {
    const path = '/send/keyed/messages';
    const answer = await edge.send({ path, headers: { Authorization: 'Bearer mine' } });
    expect(edge.expectReached().headers.authorization).toBe(`Bearer ${PROVIDER_KEY}`);
    expect(JSON.stringify(answer)).not.toContain(PROVIDER_KEY);
    expect((await edge.send({ path: '/send/keyed/keys', method: 'GET' })).status).toBe(403);
    expect(edge.reached).toHaveLength(1);
  });

  it('brings back a compressed body as one that can be read', async () => {
    edge.handle = (_incoming, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Type': 'text/plain' });
      response.end(gzipSync('compressed'));
    };
    const answer = await fetch(new URL('/send/plain/messages', edge.origin), {
      headers: { 'X-Sendgate-Token': edge.checker, 'CF-Connecting-IP': LISTED },
    });
    expect(await answer.text()).toBe('compressed');
  });

  it('is not followed by what the upstream says of its own host', async () => {
    edge.handle = (_incoming, response) => {
      response.setHeader('Set-Cookie', 'session=1');
      response.setHeader('Alt-Svc', 'h3="evil.example.com:443"');
      response.setHeader('Strict-Transport-Security', 'max-age=1');
      response.end();
    };
    const { headers } = await edge.send();
    for (const name of ['set-cookie', 'alt-svc', 'strict-transport-security'])
      expect(headers[name]).toBeUndefined();
  });
});

describe('a request from another address', () => {
  it('does not reach the upstream', async () => {
    const { status, headers, body } = await edge.send({ from: OTHER });
    expect(status).toBe(403);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ code: 'address-not-allowed' });
    expect(edge.reached).toEqual([]);
  });
});

describe('a body', () => {
  it('streams in: the upstream has its beginning before the client has written its end', async () => {
    const begun = new Promise<string>((resolve) => {
      edge.handle = async (incoming, response) => {
        const [first] = (await once(incoming, 'data')) as [Buffer];
        resolve(first.toString());
        incoming.resume();
        await once(incoming, 'end');
        response.end('whole');
      };
    });
    const outgoing = edge.open();
    const answered = answerOf(outgoing);
    outgoing.write('the beginning');
    expect(await begun).toBe('the beginning');
    outgoing.end('the end');
    expect(await text(await answered)).toBe('whole');
  });

  it('streams out: the client has its beginning before the upstream has written its end', async () => {
    let finish = () => {};
    edge.handle = (incoming, response) => {
      incoming.resume();
      response.write('the beginning');
      finish = () => response.end(', the end');
    };
    const outgoing = edge.open();
    outgoing.end('a message');
    const response = await answerOf(outgoing);
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(first.toString()).toBe('the beginning');
    finish();
    expect(await text(response)).toBe(', the end');
  });

  it('of 20 megabytes arrives whole, for this is no call of the API', async () => {
    edge.handle = async (incoming, response) => {
      let bytes = 0;
      for await (const chunk of incoming as AsyncIterable<Buffer>) bytes += chunk.byteLength;
      response.end(String(bytes));
    };
    const answer = await edge.send({}, 'x'.repeat(20 * MEGABYTE));
    expect(answer).toMatchObject({ status: 200, body: String(20 * MEGABYTE) });
  });
});

describe('an upstream that fails', () => {
  it.each([301, 302, 303, 307, 308])(
    'by a redirection, %s, is not followed, and its target is not told',
    async (status) => {
      const elsewhere = 'https://evil.example.com/';
      edge.handle = (incoming, response) => {
        incoming.resume();
        response.writeHead(status, { Location: elsewhere }).end();
      };
      const answer = await edge.send();
      expect(answer.status).toBe(502);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'upstream-failed' });
      expect(JSON.stringify(answer)).not.toContain('evil');
      expect(edge.reached).toHaveLength(1);
    },
  );

  it('because nothing listens is a 502', async () => {
    const { status, headers, body } = await edge.send({ path: '/send/gone/messages' });
    expect(status).toBe(502);
    const problem = JSON.parse(body);
    expect(problem).toMatchObject({ code: 'upstream-failed', requestId: headers['x-request-id'] });
    expect(body).not.toContain('127.0.0.1');
  });

  it('because it breaks off before it answers is a 502', async () => {
    edge.handle = (incoming) => incoming.socket.destroy();
    const { status, body } = await edge.send();
    expect([status, JSON.parse(body).code]).toEqual([502, 'upstream-failed']);
  });

  it('because it does not answer in time is a 502 that says so', async () => {
    edge.handle = (incoming) => incoming.resume();
    const { status, body } = await edge.send({ path: '/send/impatient/messages' });
    expect([status, JSON.parse(body).code]).toEqual([502, 'upstream-failed']);
    expect(JSON.parse(body).detail).toContain('in time');
  });

  it('with its own error is passed on as it is', async () => {
    edge.handle = (incoming, response) => {
      incoming.resume();
      response.writeHead(503, { 'Retry-After': '3' }).end('busy');
    };
    const answer = await edge.send();
    expect(answer).toMatchObject({ status: 503, body: 'busy' });
    expect(answer.headers['retry-after']).toBe('3');
  });
});

/** The agent's HTTP listener: its limits, floods, sockets in folders, and the end. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Answered, Ask } from '../../../agent/deciding/answer.ts';
import { Decider } from '../../../agent/deciding/decider.ts';
import { WorkerClient } from '../../../agent/worker-client/worker-client.ts';
import { temporaryFolder } from '../../local/temporary-folder.ts';
import { ADDRESS, LISTED, LOGIN, NOT_LISTED } from '../support/decisions.ts';
import { HeldCopies } from '../support/held-copies.ts';
import { rawServer } from '../support/loopback-server.ts';
import { entryOf, replicaOf } from '../support/replicas.ts';
import { BEARER, listen } from './describe-http.ts';
import { open, readAnswer, requestBytes, sendBytes, untilClosed } from './raw-http.ts';

const ALLOWED: Answered = { kind: 'allowed', decision: LISTED };
const REFUSED: Answered = { kind: 'refused', decision: NOT_LISTED };
const UNLISTED = '198.51.100.9';
const byAddress: Ask = ({ address }) => (address.text === ADDRESS ? ALLOWED : REFUSED);

const checkOf = (address: string) => `/v1/check?account=${LOGIN}&address=${address}`;
const [name, token] = BEARER;
/** A request that leaves the connection open. */
const keeping = (address: string) =>
  `GET ${checkOf(address)} HTTP/1.1\r\nHost: localhost\r\n${name}: ${token}\r\n\r\n`;
const QUICK = { headersMs: 300, requestMs: 600, idleMs: 1000, intervalMs: 50 };

describe('limits', () => {
  it('headers that are too long are refused, and never in part', async () => {
    await using agent = await listen(byAddress);
    const long = requestBytes({ path: checkOf(ADDRESS), headers: [['X', 'x'.repeat(40_000)]] });
    expect(readAnswer(await sendBytes(agent.target, long)).status).toBe(431);
    // As many as have room: the one that counts is the last.
    const many = Array.from({ length: 3_000 }, (): [string, string] => ['x', '']);
    const answer = await agent.ask({ path: checkOf(ADDRESS), headers: many.slice(0, 2_500) });
    expect(answer.status).toBe(200);
    const proxy = await agent.ask({
      path: '/v1/forward-auth',
      headers: [
        ['X-Sendgate-Account', LOGIN],
        ['X-Sendgate-Client-Address', ADDRESS],
        ...many,
        ['X-Sendgate-Client-Address', UNLISTED],
      ],
    });
    expect(proxy.status).toBe(403);
  });

  it.each([
    ['half a line', 'GET /v1/ch'],
    ['headers without an end', keeping(ADDRESS).slice(0, -2)],
    [
      'a body that does not come',
      `POST /v1/check HTTP/1.1\r\nHost: x\r\n${name}: ${token}\r\nContent-Length: 9\r\n\r\n{`,
    ],
    ['nothing', ''],
  ])('%s is not waited for', async (_title, bytes) => {
    await using agent = await listen(byAddress, { times: QUICK });
    const said = await sendBytes(agent.target, bytes);
    expect(said).toMatch(/^(HTTP\/1.1 408 .*)?$/s);
    expect(agent.questions).toEqual([]);
  });

  it.each([
    ['no HTTP', 'EHLO example.com\r\n\r\n'],
    [
      'two lengths',
      'POST /v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
    ],
    [
      'a length and chunks',
      'POST /v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a bare line feed in a header', 'GET /v1/check HTTP/1.1\r\nHost: x\r\nA: b\nc: d\r\n\r\n'],
  ])('%s is refused, and the connection closed', async (_title, bytes) => {
    await using agent = await listen(byAddress);
    expect(readAnswer(await sendBytes(agent.target, bytes)).status).toBe(400);
    expect(agent.questions).toEqual([]);
  });

  it('turns away more connections than its most, until one ends', async () => {
    await using agent = await listen(byAddress, { maxConnections: 1 });
    const first = await open(agent.target);
    first.write(keeping(ADDRESS));
    await once(first, 'data');
    expect(await sendBytes(agent.target, '')).toBe('');
    first.end();
    await once(first, 'close');
    expect((await agent.ask({ path: checkOf(ADDRESS) })).status).toBe(200);
    expect(agent.log).toContain('connection refused {"maxConnections":1}');
  });

  it('one connection has no more questions in flight than a few', async () => {
    await using agent = await listen(() => new Promise(() => {}));
    expect(await sendBytes(agent.target, keeping(UNLISTED).repeat(1000))).toBe('');
    expect(agent.questions.length).toBeLessThanOrEqual(8);
  });

  it.each([
    ['answered from memory', keeping(ADDRESS)],
    ['without the token', 'GET /v1/check HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['of nothing', 'GET / HTTP/1.1\r\nHost:\r\n\r\n'],
  ])('a flood of requests %s is not read to its end', async (_title, request) => {
    await using agent = await listen(byAddress);
    let made = 0;
    const count = () => void made++;
    subscribe('http.server.request.start', count);
    try {
      await sendBytes(agent.target, request.repeat(300));
    } finally {
      unsubscribe('http.server.request.start', count);
    }
    // Node makes one more request, and then sees that the connection was dropped.
    expect(made).toBeLessThanOrEqual(9);
  });

  it('a client that never reads is not read from either, and is dropped in the end', async () => {
    await using agent = await listen(byAddress, {
      times: { ...QUICK, headersMs: 60_000, requestMs: 60_000 },
    });
    const deaf = await open(agent.target);
    deaf.on('error', () => {});
    deaf.pause();
    const closed = new Promise((resolve) => deaf.once('close', resolve));
    const flood = Buffer.from(keeping(ADDRESS).repeat(1000));
    const total = 64 * 1024 * 1024;
    let taken = 0;
    for (let written = 0; written < total; written += flood.length)
      deaf.write(flood, (error) => {
        if (!error) taken += flood.length;
      });
    expect((await agent.ask({ path: checkOf(ADDRESS) })).status).toBe(200);
    await closed;
    expect(taken).toBeLessThan(total / 2);
  });
});

it('while a flood waits for a Worker that does not answer, who is allowed is answered', async () => {
  await using made = new AsyncDisposableStack();
  let asked = 0;
  const worker = made.use(await rawServer(() => asked++));
  const client = new WorkerClient({
    url: new URL(worker.url),
    token: 'a-token',
    timeoutMs: 60_000,
    maxInFlight: 4,
  });
  const copies = new HeldCopies();
  copies.hold(replicaOf({ account: LOGIN }, [entryOf(ADDRESS)]));
  const [freshMs, maxStaleMs] = [30_000, 0];
  const check = client.check.bind(client);
  const decider = new Decider({ copies, check, observe: () => {}, freshMs, maxStaleMs });
  const agent = made.use(await listen(decider.ask));
  const flood = await Promise.all(Array.from({ length: 200 }, () => open(agent.target)));
  made.defer(() => {
    for (const socket of flood) socket.destroy();
  });
  for (const socket of flood) socket.write(keeping(UNLISTED));
  await vi.waitFor(() => expect(agent.questions).toHaveLength(200), { interval: 5 });
  for (let n = 0; n < 100; n++) {
    const { body } = await agent.ask({ path: checkOf(ADDRESS) });
    expect(JSON.parse(body).verdict).toBe('allow');
  }
  expect(asked).toBeLessThanOrEqual(4);
  expect(decider.counts).toEqual({ memory: 100, worker: 0, copy: 0, none: 0 });
  // What waits is let go, and answered in the protocol's temporary form.
  client.close();
});

it('answers over one connection come in their order, late ones and quick ones', async () => {
  await using agent = await listen(({ address }) =>
    address.text === ADDRESS
      ? ALLOWED
      : new Promise((resolve) => setImmediate(() => resolve(REFUSED))),
  );
  const order = [UNLISTED, ADDRESS, ADDRESS, UNLISTED, ADDRESS];
  const last = requestBytes({ path: checkOf(UNLISTED), headers: [BEARER] }).toString();
  const said = await sendBytes(agent.target, `${order.map(keeping).join('')}${last}`);
  const verdicts = said.match(/"verdict":"\w+"/g);
  expect(verdicts).toEqual(
    [...order, UNLISTED].map((a) => `"verdict":"${a === ADDRESS ? 'allow' : 'deny'}"`),
  );
});

it('an HTTP/1.0 question, as nginx asks it, is answered and its connection closed', async () => {
  await using agent = await listen(byAddress);
  const asked = `GET /v1/nginx-mail HTTP/1.0\r\nHost: x\r\n${name}: ${token}\r\nAuth-User: ${LOGIN}\r\nClient-IP: ${ADDRESS}\r\nX-Sendgate-Upstream: 127.0.0.1:25\r\n\r\n`;
  const { headers } = readAnswer(await sendBytes(agent.target, asked));
  expect(headers.get('auth-server')).toBe('127.0.0.1');
});

describe('the end', () => {
  it('what was asked is answered, and what is idle is closed', async () => {
    const late = Promise.withResolvers<Answered>();
    const agent = await listen(({ address }) =>
      address.text === ADDRESS ? ALLOWED : late.promise,
    );
    const [idle, fresh, busy] = await Promise.all([1, 2, 3].map(() => open(agent.target)));
    if (!idle || !fresh || !busy) throw new Error('no sockets');
    idle.write(keeping(ADDRESS));
    await once(idle, 'data');
    const answer = untilClosed(busy);
    busy.write(keeping(UNLISTED));
    await vi.waitFor(() => expect(agent.questions).toHaveLength(2), { interval: 5 });
    const others = [untilClosed(idle), untilClosed(fresh)];
    const closed = agent.close(60_000);
    expect(await Promise.all(others)).toEqual(['', '']);
    late.resolve(REFUSED);
    expect(JSON.parse(readAnswer(await answer).body).verdict).toBe('deny');
    await closed;
  });

  it('does not wait for ever', async () => {
    const agent = await listen(() => new Promise(() => {}));
    const busy = await open(agent.target);
    busy.write(keeping(UNLISTED));
    await vi.waitFor(() => expect(agent.questions).toHaveLength(1), { interval: 5 });
    const answer = untilClosed(busy);
    await agent.close(10);
    expect(await answer).toBe('');
  });
});

it('a socket in a folder is served, never taken from one that lives, and removed at the end', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'http');
  await using agent = await listen(byAddress, { listen: { path } });
  await expect(listen(byAddress, { listen: { path } })).rejects.toThrow('EADDRINUSE');
  expect((await agent.ask({ path: checkOf(ADDRESS) })).status).toBe(200);
  await agent.close(0);
  expect(existsSync(path)).toBe(false);
});

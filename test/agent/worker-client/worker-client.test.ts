import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  WorkerClient,
  type WorkerClientOptions,
} from '../../../agent/worker-client/worker-client.ts';
import { type ProblemCode, problem } from '../../../shared/problem.ts';
import { problemAnswer } from '../../../worker/platform/problem-document.ts';
import { ADDRESS, LISTED, LOGIN, NOT_LISTED } from '../support/decisions.ts';
import { answerText, httpServer, rawServer } from '../support/loopback-server.ts';
import { drip, NONSENSE } from './nonsense.ts';

const QUESTION = { login: LOGIN, address: ADDRESS, passwordWasRight: false };

function clientOf(url: string, options: Partial<WorkerClientOptions> = {}) {
  const client = new WorkerClient({ url: new URL(url), token: 'a-token', ...options });
  return Object.assign(client, { [Symbol.dispose]: () => client.close() });
}

const problemText = (code: ProblemCode) => {
  const { status, headers, body } = problemAnswer(problem(code, 'Said.'), 'r1');
  return answerText(status, body, headers);
};

describe('a check', () => {
  it('sends the login, the address, the flag and the token, and nothing else', async () => {
    const asked: string[] = [];
    await using server = await rawServer((socket, request) => {
      asked.push(request);
      socket.write(answerText(200, JSON.stringify(LISTED)));
    });
    using client = clientOf(`${server.url}sendgate/`);
    expect(await client.check({ ...QUESTION, passwordWasRight: true })).toEqual({
      kind: 'decision',
      decision: LISTED,
    });
    client.useToken('another-token');
    await client.check(QUESTION);
    const body = JSON.stringify({ account: LOGIN, address: ADDRESS });
    const host = new URL(server.url).host;
    const head = (token: string, ...more: string[]) =>
      [
        'POST /sendgate/v1/check HTTP/1.1',
        'accept: application/json',
        'user-agent: sendgate-agent',
        `authorization: Bearer ${token}`,
        'content-type: application/json',
        ...more,
        `content-length: ${body.length}`,
        `Host: ${host}`,
        'Connection: keep-alive',
        '',
        body,
      ].join('\r\n');
    expect(asked).toEqual([head('a-token', 'x-sendgate-password-right: 1'), head('another-token')]);
  });

  it.each([
    [NOT_LISTED],
    [{ ...NOT_LISTED, reason: 'unknown-account', mode: null, decidedBy: null, revision: null }],
    [{ ...LISTED, decidedBy: '@example.com', listRevision: 4 }],
  ])('takes the Worker’s Decision as it is', async (decision) => {
    await using server = await rawServer((socket) =>
      socket.write(answerText(200, JSON.stringify({ ...decision, later: 'field' }))),
    );
    using client = clientOf(server.url);
    expect(await client.check(QUESTION)).toEqual({ kind: 'decision', decision });
  });

  it.each([
    ['reason', { reason: 'by-night' }, {}],
    ['mode', { mode: 'quarantine' }, {}],
    ['kind of account', { decidedBy: '*.example.com' }, { decidedBy: null }],
  ])('takes a newer Worker’s refusal for one, whatever its %s', async (_, said, read) => {
    await using server = await rawServer((socket) =>
      socket.write(answerText(200, JSON.stringify({ ...NOT_LISTED, ...said }))),
    );
    using client = clientOf(server.url);
    const decision = { ...NOT_LISTED, ...read };
    expect(await client.check(QUESTION)).toEqual({ kind: 'decision', decision });
  });

  it('takes the Decision of version 0.2.0', async () => {
    const { decidedBy: _, ...earlier } = LISTED;
    const entry = { id: 'e1', value: ADDRESS, remark: 'office' };
    await using server = await rawServer((socket) =>
      socket.write(answerText(200, JSON.stringify({ ...earlier, entry }))),
    );
    using client = clientOf(server.url);
    expect(await client.check(QUESTION)).toEqual({ kind: 'decision', decision: LISTED });
  });

  it.each([
    ['unauthorized', 'bad-token'],
    ['forbidden', 'bad-token'],
    ['invalid-request', 'bad-question'],
    ['invalid-value', 'bad-question'],
    ['too-large', 'bad-question'],
    ['rate-limited', 'rate-limited'],
    ['unavailable', 'unreachable'],
    ['internal', 'unreachable'],
    ['not-found', 'unreachable'],
  ] as const)('a Worker that says %s is %s', async (code, kind) => {
    await using server = await rawServer((socket) => socket.write(problemText(code)));
    using client = clientOf(server.url);
    const checked = await client.check(QUESTION);
    expect(checked.kind).toBe(kind);
    if ('problem' in checked) expect(checked.problem).toMatchObject({ code, detail: 'Said.' });
  });

  it.each(NONSENSE)('%s is no answer', async (_name, say) => {
    await using server = await rawServer(say);
    using client = clientOf(server.url);
    expect(await client.check(QUESTION)).toMatchObject({ kind: 'unreachable' });
  });

  it('has a deadline, also for an answer that never ends', async () => {
    await using server = await rawServer(drip);
    using client = clientOf(server.url, { timeoutMs: 200 });
    const cause = 'no answer within 0.2 s';
    expect(await client.check(QUESTION)).toEqual({ kind: 'unreachable', cause });
  });

  it('says that nobody listens', async () => {
    const server = await rawServer(() => {});
    await server[Symbol.asyncDispose]();
    using client = clientOf(server.url);
    const { cause } = (await client.check(QUESTION)) as { cause: string };
    expect(cause).toContain('ECONNREFUSED');
  });

  it('is asked again where a kept connection is gone', async () => {
    let answers = 0;
    await using server = await rawServer((socket) => {
      answers++;
      if (answers === 2) return socket.resetAndDestroy();
      return socket.write(answerText(200, JSON.stringify(LISTED)));
    });
    using client = clientOf(server.url);
    expect((await client.check(QUESTION)).kind).toBe('decision');
    expect((await client.check(QUESTION)).kind).toBe('decision');
    expect(answers).toBe(3);
  });

  it('waits for its turn where too many run, and fails at once where too many wait', async () => {
    const held: Socket[] = [];
    await using server = await rawServer((socket) => void held.push(socket));
    using client = clientOf(server.url, { maxInFlight: 2, timeoutMs: 30_000 });
    const all = Array.from({ length: 1_003 }, () => client.check(QUESTION));
    expect(await all.at(-1)).toEqual({ kind: 'unreachable', cause: 'too many calls wait' });
    await expect.poll(() => held.length).toBe(2);
  });

  it('does not wait for a synchronisation', async () => {
    await using server = await rawServer((socket, request) => {
      if (request.startsWith('POST')) socket.write(answerText(200, JSON.stringify(LISTED)));
    });
    using client = clientOf(server.url, { maxInFlight: 1 });
    const ending = new AbortController();
    const page = { after: undefined, etag: undefined, signal: ending.signal };
    const pages = Array.from({ length: 4 }, () => client.readFeed(page));
    expect((await client.check(QUESTION)).kind).toBe('decision');
    ending.abort();
    const ends = await Promise.all(pages);
    expect(ends.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'failed']);
  });
});

describe('the feed', () => {
  const NOTHING = { after: undefined, etag: undefined };

  it('comes packed, with its ETag', async () => {
    const asked: (string | undefined)[] = [];
    await using server = await httpServer((request, response) => {
      asked.push(request.url, request.headers['if-none-match']);
      if (request.headers['if-none-match'] === '"e1"') return response.writeHead(304).end();
      const headers = { 'Content-Encoding': 'gzip', ETag: '"e1"' };
      return response.writeHead(200, headers).end(gzipSync('{"full":true}'));
    });
    using client = clientOf(server.url);
    const page = await client.readFeed(NOTHING);
    expect(page).toEqual({ state: 'page', body: { full: true }, etag: '"e1"' });
    const after = { after: 'a b&c', etag: '"e1"' };
    expect(await client.readFeed(after)).toEqual({ state: 'unchanged' });
    expect(asked).toEqual(['/v1/feed', undefined, '/v1/feed?after=a%20b%26c', '"e1"']);
  });

  it.each([
    ['unauthorized', 'bad-token'],
    ['forbidden', 'no-right'],
    ['not-found', 'failed'],
    ['unavailable', 'failed'],
  ] as const)('of a Worker that says %s is %s', async (code, state) => {
    await using server = await rawServer((socket) => socket.write(problemText(code)));
    using client = clientOf(server.url);
    expect((await client.readFeed(NOTHING)).state).toBe(state);
  });

  it.each(NONSENSE.filter(([name]) => !/^an? |^another|^10/.test(name)))(
    'fails with %s',
    async (_name, say) => {
      await using server = await rawServer(say);
      using client = clientOf(server.url);
      expect((await client.readFeed(NOTHING)).state).toBe('failed');
    },
  );

  it.each([
    ['brackets in brackets', '['.repeat(200_001) + ']'.repeat(200_001)],
    ['many accounts', `[${Array(50_000).fill('{"account":"a","unreadable":true}').join()}]`],
    ['many fields', `{${Array.from({ length: 101_000 }, (_, index) => `"${index}":1`).join()}}`],
  ])('fails with %s, which would take long to read', async (_name, text) => {
    await using server = await httpServer((_request, response) => {
      response.end(`{"accounts":${text}}`);
    });
    using client = clientOf(server.url);
    const cause = 'no answer of Sendgate’s, status 200';
    expect(await client.readFeed(NOTHING)).toEqual({ state: 'failed', cause });
  });

  it('has room for the names of a whole page, full of signs', async () => {
    const account = `${':'.repeat(242)}@example.com`;
    const accounts = Array(500).fill({ account, version: 7, copy: 'A'.repeat(7_000) });
    await using server = await httpServer((_request, response) => {
      response.end(JSON.stringify({ accounts }));
    });
    using client = clientOf(server.url);
    expect(await client.readFeed(NOTHING)).toMatchObject({ state: 'page', body: { accounts } });
  });

  it('is bounded when it is unpacked', async () => {
    await using server = await httpServer((_request, response) => {
      const bomb = gzipSync(Buffer.alloc(9 * 1024 * 1024, ' '));
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb);
    });
    using client = clientOf(server.url);
    const cause = 'the answer is too long to be Sendgate’s';
    expect(await client.readFeed(NOTHING)).toEqual({ state: 'failed', cause });
  });
});

it('a session says whether the token has the right to copies, and its header of the client', async () => {
  const session = { role: 'relay', account: null, tokenId: 't1', name: 'mx1', expiresAt: null };
  const texts = [
    { ...session, list: null, copies: true, clientAddressHeader: 'x-client-ip' },
    { ...session, list: null },
    // Version 0.2.0 does not say which header the token has.
    session,
    { role: 'relay' },
  ];
  await using server = await rawServer((socket) =>
    socket.write(answerText(200, JSON.stringify(texts.shift()))),
  );
  using client = clientOf(server.url);
  const { account: _, ...shown } = session;
  expect(await client.session()).toEqual({
    kind: 'session',
    ...shown,
    copies: true,
    clientAddressHeader: 'x-client-ip',
  });
  expect(await client.session()).toEqual({
    kind: 'session',
    ...shown,
    copies: false,
    clientAddressHeader: null,
  });
  expect(await client.session()).toMatchObject({ copies: false, clientAddressHeader: undefined });
  expect((await client.session()).kind).toBe('unreachable');
});

it.each([
  [answerText(200, '{"recorded":2,"unrecorded":["a@example.com"]}'), 'told'],
  [answerText(200, '{"recorded":2}'), 'failed'],
  [problemText('forbidden'), 'no-right'],
  [problemText('invalid-request'), 'refused'],
  [problemText('unavailable'), 'failed'],
  [answerText(400, 'no'), 'failed'],
])('observations answered with %j are %s', async (text, state) => {
  await using server = await rawServer((socket) => socket.write(text));
  using client = clientOf(server.url);
  expect((await client.tellObservations({ accounts: [] })).state).toBe(state);
});

/** The copies with the client of the Worker, against servers that answer as the Worker, a proxy or a broken line do. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { AgentCopies, type AgentCopiesOptions } from '../../../agent/copies/agent-copies.ts';
import { type FeedResponse, WorkerClient } from '../../../agent/worker-client/worker-client.ts';
import { problem } from '../../../shared/problem.ts';
import { problemAnswer } from '../../../worker/platform/problem-document.ts';
import { httpServer } from '../support/loopback-server.ts';
import { accountItem, change, page, TOKEN } from './feed-script.ts';

const LOGIN = 'a@example.com';
const NEVER = () => () => {};

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** Each answer is for one request. What was asked is the path and the ETag. */
async function sceneOf(answers: Answer[], options: Partial<AgentCopiesOptions> = {}) {
  const asked: string[] = [];
  const server = await httpServer((request, response) => {
    const etag = request.headers['if-none-match'];
    asked.push(`${request.url}${etag === undefined ? '' : ` ${etag}`}`);
    (answers.shift() ?? serverError)(response, request);
  });
  const client = new WorkerClient({ url: new URL(server.url), token: TOKEN });
  const copies = new AgentCopies({
    ...{ url: server.url, token: TOKEN, log: () => {}, after: NEVER },
    readFeed: (request) => client.readFeed(request),
    ...options,
  });
  return {
    asked,
    copies,
    async [Symbol.asyncDispose]() {
      await copies.stop();
      client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

const serverError: Answer = (response) => response.writeHead(502).end('<html>');
const unchanged: Answer = (response) => response.writeHead(304).end();

function pageOf(answer: FeedResponse): Answer {
  if (answer.state !== 'page') throw new Error(answer.state);
  const { body, etag } = answer;
  return (response) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    response.writeHead(200, { ...headers, ...(etag && { ETag: etag }) });
    response.end(gzipSync(JSON.stringify(body)));
  };
}

const brokenOff: Answer = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '5000' });
  response.write('{"full":', () => response.destroy());
};

it('reads page after page, goes on where the line broke, and hears that nothing changed', async () => {
  const first = page({ accounts: [accountItem(LOGIN)], cursor: 'c 1', more: true });
  const last = change('c2', { accounts: [accountItem('b@example.com')] }, '"e"');
  await using scene = await sceneOf([pageOf(first), brokenOff, pageOf(last), unchanged]);
  const { copies, asked } = scene;
  expect(await copies.synchronise()).toBe('failed');
  expect(copies.find(LOGIN).state).toBe('none');
  expect(await copies.synchronise()).toBe('changed');
  expect(await copies.synchronise()).toBe('unchanged');
  expect(copies.find(LOGIN).state).toBe('live');
  expect(asked).toEqual([
    '/v1/feed',
    '/v1/feed?after=c%201',
    '/v1/feed?after=c%201',
    '/v1/feed?after=c2 "e"',
  ]);
});

const refusals = (['unauthorized', 'forbidden'] as const).map((code) => {
  const { status, headers, body } = problemAnswer(problem(code, 'Said.'), 'r1');
  const ofWorker: Answer = (response) => response.writeHead(status, { ...headers }).end(body);
  const ofProxy: Answer = (response) => response.writeHead(status).end('<html>');
  return { code, ofWorker, ofProxy };
});
it.each(refusals)(
  '$code: copies go only if the Worker itself says so',
  async ({ code, ofWorker, ofProxy }) => {
    const full = pageOf(page({ accounts: [accountItem(LOGIN)] }));
    await using scene = await sceneOf([full, ofProxy, ofWorker]);
    const { copies } = scene;
    await copies.synchronise();
    expect(await copies.synchronise()).toBe('failed');
    expect(copies.find(LOGIN).state).toBe('live');
    expect(await copies.synchronise()).toBe(code === 'forbidden' ? 'no-right' : 'bad-token');
    expect(copies.find(LOGIN).state).toBe('none');
  },
);

it('starts by itself, asks at once for a newer revision, and ends a call that nobody answers', async () => {
  const full = pageOf(page({ accounts: [accountItem(LOGIN)] }));
  const newer = pageOf(change('c2', { accounts: [accountItem(LOGIN, 2)] }));
  let isHeld = false;
  const held: Answer = () => {
    isHeld = true;
  };
  await using scene = await sceneOf([full, newer, held], { after: undefined });
  const { copies } = scene;
  await copies.start();
  await expect.poll(() => copies.find(LOGIN).state).toBe('live');
  copies.noteRevision(LOGIN, 2);
  await expect
    .poll(() => copies.find(LOGIN), { timeout: 5_000 })
    .toMatchObject({ known: { account: { revision: 2 } } });
  const last = copies.synchronise();
  await expect.poll(() => isHeld).toBe(true);
  await copies.stop();
  expect(await last).toBe('stopped');
});

/** What the agent tells is what the real Worker then shows, also after an outage and when answers were lost. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Decider } from '../../../agent/deciding/decider.ts';
import { Teller } from '../../../agent/telling/teller.ts';
import { WorkerClient } from '../../../agent/worker-client/worker-client.ts';
import { startWorker } from '../../../local/worker-runtime.ts';
import type * as api from '../../../shared/api.ts';
import { parseClientAddress } from '../../../shared/client-address.ts';
import { temporaryFolder } from '../../local/temporary-folder.ts';
import { HeldCopies } from '../support/held-copies.ts';
import { httpServer } from '../support/loopback-server.ts';
import { entryOf, replicaOf } from '../support/replicas.ts';

const OPERATOR = 'the-operator-of-the-tests-of-telling';
const MINUTE = 60_000;
const LISTED = '203.0.113.7';
const STRANGER = '192.0.2.66';

const made = new AsyncDisposableStack();
let worker: URL;
let token: string;

beforeAll(async () => {
  const folder = made.use(temporaryFolder());
  const variables = { OPERATOR_TOKEN: OPERATOR };
  const runtime = await startWorker({ stateDir: folder.path, variables, log: () => {} });
  worker = await made.use(runtime).origin();
  token = (await operate<api.IssuedToken>('POST', 'relay-tokens', { name: 'mx', copies: true }))
    .token;
});
afterAll(() => made.disposeAsync());

async function operate<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${OPERATOR}`, 'content-type': 'application/json' };
  const sent = body && { body: JSON.stringify(body) };
  const response = await fetch(new URL(`/v1/${path}`, worker), { method, headers, ...sent });
  expect(response.status, path).toBeLessThan(300);
  return (await response.json()) as Answer;
}

/** An agent, with a line to the Worker that can be cut, or lose answers. */
async function agentOf(account: string) {
  await using owned = new AsyncDisposableStack();
  await operate('POST', 'accounts', { account });
  const line: { fault?: 'cut' | 'loses-answers' | undefined } = {};
  const proxy = owned.use(
    await httpServer(async (request, response) => {
      if (line.fault === 'cut') return response.destroy();
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method = 'GET', url = '/' } = request;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = Buffer.concat(chunks);
      const answer = await fetch(new URL(url, worker), { method, headers, body });
      const text = await answer.text();
      if (line.fault === 'loses-answers') return response.destroy();
      return response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
    }),
  );
  const client = new WorkerClient({ url: new URL(proxy.url), token, timeoutMs: 20_000 });
  owned.defer(() => client.close());
  const clock = { now: Date.now() - 180 * MINUTE, steady: 0 };
  const teller = new Teller({
    tell: (observations) => client.tellObservations(observations),
    log: () => {},
    clocks: { now: () => clock.now, steady: () => clock.steady },
  });
  const copies = new HeldCopies();
  copies.hold(replicaOf({ account }, [entryOf(LISTED)]));
  const { ask } = new Decider({
    copies,
    check: (question) => client.check(question),
    observe: teller.observe,
    freshMs: 30_000,
    maxStaleMs: 240 * MINUTE,
  });
  const parts = owned.move();
  return {
    line,
    clock,
    teller,
    pass(milliseconds: number) {
      clock.now += milliseconds;
      clock.steady += milliseconds;
    },
    async ask(address: string) {
      const parsed = parseClientAddress(address);
      if (!parsed.ok) throw new Error('no address');
      return ask({ login: account, address: parsed.value, passwordWasRight: true });
    },
    read: <Answer>(what: string) => operate<Answer>('GET', `accounts/${account}/${what}`),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

it('a leak that a copy refused during an outage raises its alert afterwards, with its time', async () => {
  await using agent = await agentOf('outage@example.com');
  agent.line.fault = 'cut';
  const at = new Date(agent.clock.now).toISOString();
  expect((await agent.ask(LISTED)).kind).toBe('allowed');
  expect((await agent.ask(STRANGER)).kind).toBe('unavailable');
  await agent.teller.tick();
  agent.pass(30 * MINUTE);
  expect((await agent.ask(STRANGER)).kind).toBe('unavailable');
  await agent.teller.tick();
  agent.line.fault = undefined;
  agent.pass(MINUTE);
  await agent.teller.tick();
  await agent.teller.close(20_000);
  const { alerts } = await agent.read<api.AlertPage>('alerts');
  expect(alerts).toMatchObject([{ kind: 'leaked-password', at, address: STRANGER }]);
  const { senders } = await agent.read<api.SenderList>('senders');
  const rows = senders.map(({ address, allowed, refused }) => [address, allowed, refused]);
  expect(rows).toEqual([
    [STRANGER, 0, 2],
    [LISTED, 1, 0],
  ]);
  expect(senders).toMatchObject([{ firstSeenAt: at, server: { name: 'mx' } }, { lastSeenAt: at }]);
});

it('what the Worker took counts once, though its answers were lost', async () => {
  await using agent = await agentOf('lossy@example.com');
  agent.line.fault = 'loses-answers';
  for (let times = 0; times < 3; times++) {
    await agent.ask(LISTED);
    await agent.teller.tick();
    agent.pass(MINUTE);
  }
  agent.line.fault = undefined;
  await agent.teller.close(20_000);
  const { senders } = await agent.read<api.SenderList>('senders');
  expect(senders).toMatchObject([{ address: LISTED, allowed: 3 }]);
});

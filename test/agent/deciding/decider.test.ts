import { expect, it } from 'vitest';
import { Decider } from '../../../agent/deciding/decider.ts';
import { WorkerClient } from '../../../agent/worker-client/worker-client.ts';
import { ADDRESS, LISTED, LOGIN, NOT_LISTED } from '../support/decisions.ts';
import { HeldCopies } from '../support/held-copies.ts';
import { answerText, rawServer } from '../support/loopback-server.ts';
import { entryOf, replicaOf } from '../support/replicas.ts';
import { QUESTION } from './every-situation.ts';

const CLOSED = answerText(503, '');

/** A decider that asks a Worker which says these texts one after the other. */
async function deciderBefore(...texts: string[]) {
  await using made = new AsyncDisposableStack();
  const asked: string[] = [];
  const server = made.use(
    await rawServer((socket, request) => {
      asked.push(request.slice(request.indexOf('{')));
      socket.write(texts.shift() ?? CLOSED);
    }),
  );
  const client = new WorkerClient({ url: new URL(server.url), token: 'a-token' });
  made.defer(() => client.close());
  const copies = new HeldCopies();
  const seen: string[] = [];
  const decider = new Decider({
    copies,
    check: (question) => client.check(question),
    observe: ({ login }, { reason }) => seen.push(`${login} ${reason}`),
    freshMs: 30_000,
    maxStaleMs: 3_600_000,
  });
  const owned = made.move();
  return { decider, copies, seen, asked, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const says = (decision: object) => answerText(200, JSON.stringify(decision));

it('a fresh copy allows at once, without a promise and without a call', async () => {
  await using made = await deciderBefore();
  made.copies.hold(replicaOf({ account: LOGIN }, [entryOf(ADDRESS)]));
  const answered = made.decider.ask(QUESTION);
  expect(answered).toMatchObject({ kind: 'allowed', decision: { reason: 'listed' } });
  expect(made.seen).toEqual([`${LOGIN} listed`]);
  expect(made.asked).toEqual([]);
  expect(made.decider.counts).toEqual({ memory: 1, worker: 0, copy: 0, none: 0 });
});

it('everything else the Worker decides, and says by which revision', async () => {
  await using made = await deciderBefore(says(NOT_LISTED), says(LISTED));
  made.copies.hold(replicaOf({ account: LOGIN }, [entryOf('192.0.2.1')]));
  expect(await made.decider.ask(QUESTION)).toMatchObject({ kind: 'refused' });
  expect(await made.decider.ask(QUESTION)).toMatchObject({ kind: 'allowed' });
  expect(made.copies.noted).toEqual([
    [LOGIN, 7],
    [LOGIN, 7],
  ]);
  expect(made.asked).toEqual([
    `{"account":"${LOGIN}","address":"${ADDRESS}"}`,
    `{"account":"${LOGIN}","address":"${ADDRESS}"}`,
  ]);
  // The Worker has seen both itself.
  expect(made.seen).toEqual([]);
  expect(made.decider.counts).toEqual({ memory: 0, worker: 2, copy: 0, none: 0 });
});

it('a copy that was brought up to date meanwhile decides where the Worker does not', async () => {
  await using made = await deciderBefore();
  made.copies.age = 60_000;
  const answer = made.decider.ask(QUESTION);
  made.copies.hold(replicaOf({ account: LOGIN }, [entryOf(ADDRESS)]));
  expect(await answer).toMatchObject({ kind: 'allowed', decision: { reason: 'listed' } });
  expect(made.seen).toEqual([`${LOGIN} listed`]);
  expect(made.decider.counts).toEqual({ memory: 0, worker: 0, copy: 1, none: 0 });
});

it('a refusal by a copy is told as it is, and answered as temporary', async () => {
  await using made = await deciderBefore();
  made.copies.hold(replicaOf({ account: LOGIN }, [entryOf('192.0.2.1')]));
  const answered = await made.decider.ask(QUESTION);
  expect(answered).toMatchObject({ kind: 'unavailable', decision: { decidedBy: null } });
  expect(made.seen).toEqual([`${LOGIN} not-listed`]);
});

it('the account of a domain is no copy for a login of its name', async () => {
  const unknown = {
    ...NOT_LISTED,
    account: '@example.com',
    reason: 'unknown-account',
    mode: null,
    decidedBy: null,
    revision: null,
  };
  await using made = await deciderBefore(says(unknown));
  made.copies.hold(replicaOf({ account: '@example.com' }, [entryOf(ADDRESS)]));
  expect(made.decider.ask(QUESTION)).toMatchObject({ kind: 'allowed' });
  const asDomain = { ...QUESTION, login: '@example.com' };
  expect(await made.decider.ask(asDomain)).toMatchObject({
    kind: 'refused',
    decision: { reason: 'unknown-account' },
  });
  expect(await made.decider.ask(asDomain)).toMatchObject({ kind: 'unavailable' });
});

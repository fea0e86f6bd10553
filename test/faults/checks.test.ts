/**
 * Every way to ask, under every fault, with FAIL_MODE closed: what the caller gets, and that all
 * heals.
 */
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type * as api from '../../shared/api.ts';
import { newTokenText } from '../../worker/tokens/token-text.ts';
import { CLIENT_ADDRESS_HEADER } from '../worker/protocols/way-to-ask.ts';
import { WAYS_TO_ASK } from '../worker/protocols/ways-to-ask.ts';
import { giveBindings } from '../worker/support/faulty-bindings.ts';
import { env, newCallerAddress, TestWorker } from '../worker/support/test-worker.ts';
import { ADDRESSES, CheckScene } from './check-scene.ts';
import {
  ANSWERS,
  FAULT_NAMES,
  FAULTS,
  type FaultQuestion,
  PROTOCOLS,
  type Protocol,
  type Words,
} from './expected.ts';
import { bindingsWith, FAULTS_IN_PLACE, runSkewed, skewClocks } from './faults.ts';
import { heal, outlast } from './healing.ts';
import { askingBy, SEND_UPSTREAMS } from './protocols.ts';

const UNKNOWN = 'nobody@faults.example.com';
/** A token that names the object of that login, well formed and never issued. */
const MADE_UP = newTokenText(env.ACCOUNTS.idFromName(UNKNOWN).toString()).text;
/** These come first: once an object has confirmed an answer, the isolate holds its newest list. */
const FIRST: readonly FaultQuestion[] = ['removed', 'listed'];
const THEN: readonly FaultQuestion[] = ['added', 'unlisted', 'expired'];

let relay: string;
const directory = env.DIRECTORY.getByName('directory');

beforeAll(async () => {
  const body = { name: 'mx', clientAddressHeader: CLIENT_ADDRESS_HEADER };
  const issued = await new TestWorker().operator<api.IssuedToken>('POST /v1/relay-tokens', {
    body,
  });
  relay = issued.body.token;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  await heal(directory);
  vi.useRealTimers();
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  skewClocks();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Asks all questions about both accounts, and one about a login without an account. */
async function ask(protocol: Protocol, worker: TestWorker, { names, checkers }: CheckScene) {
  const tokens = { relay, checkerOf: (account: string) => checkers.get(account) ?? MADE_UP };
  const questions = (group: readonly FaultQuestion[]) =>
    Object.entries(names).flatMap(([consistency, account]) =>
      group.map((question) => ({ consistency, question, account })),
    );
  const rounds = [
    questions(FIRST),
    [...questions(THEN), { consistency: 'unknown', question: 'listed' as const, account: UNKNOWN }],
  ];
  const answers: Record<string, string> = {};
  for (const round of rounds) {
    const asked = round.map(({ account, question }) => ({
      account,
      // An address that fails too often is refused for that reason alone, so it is another one each
      // time.
      address: account === UNKNOWN ? newCallerAddress() : ADDRESSES[question],
    }));
    const texts = await askingBy(protocol)(worker, tokens, asked);
    round.forEach(({ consistency, question }, index) => {
      const key = consistency === 'unknown' ? consistency : `${consistency}, ${question}`;
      answers[key] = texts[index] ?? '';
    });
  }
  return answers;
}

function expected({ checks }: (typeof FAULTS)[keyof typeof FAULTS], words: Words) {
  const { denyNobody = words.deny } = words;
  const answers: Record<string, string> = {
    unknown: checks.unknown === 'deny' ? denyNobody : words[checks.unknown],
  };
  for (const consistency of ['default', 'strict'] as const)
    for (const [question, outcome] of Object.entries(checks[consistency]))
      answers[`${consistency}, ${question}`] = words[outcome];
  return answers;
}

it.each(FAULT_NAMES)('%s: each way to ask gets what the table says, and it heals', async (name) => {
  const fault = FAULTS_IN_PLACE[name];
  const scene = await CheckScene.create();
  const places = [...PROTOCOLS, 'open' as const].map((protocol) => {
    const { env: bindings, strike } = bindingsWith(fault, scene.lagging);
    const failMode = { FAIL_MODE: protocol === 'open' ? 'open' : 'closed' };
    return {
      protocol,
      worker: new TestWorker({ ...bindings, ...failMode, SEND_UPSTREAMS }),
      strike,
    };
  });
  if (fault.warm)
    for (const { worker } of places)
      for (const account of Object.values(scene.names))
        await worker.call('POST /v1/check', {
          token: relay,
          body: { account, address: ADDRESSES.listed },
        });
  if (fault.objectKv)
    for (const stub of [...scene.stubs, directory])
      await giveBindings(stub, { REPLICA: fault.objectKv });
  await scene.change();
  for (const stub of fault.everywhere ? [...scene.stubs, directory] : scene.stubs)
    await fault.strike?.(stub);
  await scene.note();
  for (const { strike } of places) strike();

  const answers = await runSkewed(fault.skewMs ?? 0, () =>
    Promise.all(
      places.map(async ({ protocol, worker }) => [
        protocol,
        await ask(protocol === 'open' ? 'POST /v1/check' : protocol, worker, scene),
      ]),
    ),
  );
  const open = { allow: 'allow', deny: 'deny', unavailable: 'allow, reason unavailable' };
  const table = PROTOCOLS.map((protocol) => [protocol, expected(FAULTS[name], ANSWERS[protocol])]);
  expect(Object.fromEntries(answers)).toEqual({
    ...Object.fromEntries(table),
    open: expected(FAULTS[name], open),
  });

  for (const stub of scene.stubs) await outlast(stub, fault.lastsMs ?? 0);
  for (const stub of scene.stubs) await fault.mend?.(stub);
  // The accounts' objects tell the directory what they owe it.
  for (const stub of [directory, ...scene.stubs]) await heal(stub);
  const listed = [ADDRESSES.listed, ADDRESSES.expired, ADDRESSES.added].sort();
  expect(await scene.values()).toEqual([listed, listed]);
  const healed = await ask('POST /v1/check', new TestWorker(), scene);
  const exact = {
    removed: 'deny',
    listed: 'allow',
    added: 'allow',
    unlisted: 'deny',
    expired: 'deny',
  };
  for (const consistency of ['default', 'strict'])
    for (const [question, verdict] of Object.entries(exact))
      expect.soft(healed[`${consistency}, ${question}`], question).toBe(verdict);
});

it('every way to ask is in the table', () => {
  for (const { name } of WAYS_TO_ASK) expect(PROTOCOLS).toContain(name);
});

it('no fault opens a closed list to an address that was never on it, or to a login that nobody has', () => {
  for (const { checks } of Object.values(FAULTS)) {
    expect(checks.default.unlisted).not.toBe('allow');
    expect(checks.strict.unlisted).not.toBe('allow');
    expect(checks.unknown).not.toBe('allow');
  }
});

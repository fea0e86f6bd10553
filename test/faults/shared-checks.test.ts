/** R19, R20: a check that needs two objects, under a fault at either of them, at KV or at the directory. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type * as api from '../../shared/api.ts';
import type { Env } from '../../worker/platform/env.ts';
import { kvWith } from '../worker/support/faulty-bindings.ts';
import { TestWorker } from '../worker/support/test-worker.ts';
import { ADDRESSES } from './check-scene.ts';
import type { ExpectedVerdict, FaultQuestion } from './expected.ts';
import { type ExpectedSharedFault, SHARED_FAULT_NAMES, SHARED_FAULTS } from './expected-shared.ts';
import { bindingsWith, FAULTS_IN_PLACE } from './faults.ts';
import { OWN_ADDRESS, SharedScene } from './shared-scene.ts';

/** A default account is asked these first: once an object has confirmed an answer, the isolate holds its newest list. */
const FIRST: readonly FaultQuestion[] = ['removed', 'listed'];
const THEN: readonly FaultQuestion[] = ['added', 'unlisted', 'expired'];

let scene: SharedScene;
let relay: string;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  relay = await new TestWorker().relayToken();
  scene = await SharedScene.create();
});

afterAll(() => {
  vi.useRealTimers();
});

type Consistency = 'default' | 'strict';

interface Asked {
  readonly about: string;
  readonly account: string;
  readonly address: string;
}

function questions(consistency: Consistency, group: readonly FaultQuestion[]): Asked[] {
  return (['including', 'ofDomain'] as const).flatMap((kind) =>
    group.map((question) => ({
      about: `${kind}, ${consistency}, ${question}`,
      account: scene[kind][consistency],
      address: ADDRESSES[question],
    })),
  );
}

const ownQuestions = (): Asked[] =>
  Object.entries(scene.including).map(([consistency, account]) => ({
    about: `own, ${consistency}`,
    account,
    address: OWN_ADDRESS,
  }));

async function ask(worker: TestWorker, asked: readonly Asked[]) {
  const answers = asked.map(async ({ about, account, address }) => {
    const body = { account, address };
    const answer = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
    const { verdict, reason } = answer.body;
    return [about, reason === 'unavailable' ? `${verdict}, ${reason}` : verdict] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}

function expected({ including, own, ofDomain }: ExpectedSharedFault, unavailable: string) {
  const word = (verdict: ExpectedVerdict) => (verdict === 'unavailable' ? unavailable : verdict);
  const answers: Record<string, string> = {};
  for (const [kind, table] of Object.entries({ including, ofDomain }))
    for (const [consistency, outcomes] of Object.entries(table))
      for (const [question, verdict] of Object.entries(outcomes))
        answers[`${kind}, ${consistency}, ${question}`] = word(verdict);
  for (const [consistency, verdict] of Object.entries(own))
    answers[`own, ${consistency}`] = word(verdict);
  return answers;
}

/** KV that fails for the keys that the fault is about. Other keys it has as before the changes. */
function failingKv({ kvFailsFor }: ExpectedSharedFault): Env['REPLICA'] {
  return kvWith((_get, key) =>
    kvFailsFor === 'all' || scene.isMeant(key, 'shared')
      ? Promise.reject(new Error('KV is down'))
      : scene.lagging.get(key, 'arrayBuffer'),
  );
}

it.each(SHARED_FAULT_NAMES)('%s: a check gets what the table says', async (name) => {
  const row: ExpectedSharedFault = SHARED_FAULTS[name];
  const { at, kvFailsFor } = row;
  const fault = FAULTS_IN_PLACE[row.fault];
  const isMeant = (id: string) => at === undefined || scene.isMeant(id, at);
  const asking = async (failMode: string) => {
    const { env: bindings, strike } = bindingsWith(fault, scene.lagging, isMeant);
    const kv = kvFailsFor === undefined ? {} : { REPLICA: failingKv(row) };
    const worker = new TestWorker({ ...bindings, ...kv, FAIL_MODE: failMode });
    if (fault.warm) await ask(worker, questions('default', ['listed']));
    strike();
    const first = await ask(worker, questions('default', FIRST));
    const others = [
      ...questions('strict', FIRST),
      ...questions('default', THEN),
      ...questions('strict', THEN),
      ...ownQuestions(),
    ];
    return { ...first, ...(await ask(worker, others)) };
  };
  const [closed, open] = await Promise.all([asking('closed'), asking('open')]);
  expect(closed).toEqual(expected(row, 'deny, unavailable'));
  expect(open).toEqual(expected(row, 'allow, unavailable'));
});

it('no fault opens a closed list to an address that was never on it', () => {
  for (const { including, ofDomain } of Object.values(SHARED_FAULTS))
    for (const { unlisted } of [...Object.values(including), ...Object.values(ofDomain)])
      expect(unlisted).not.toBe('allow');
});

/** R26: accounts with a fail mode of their own, under each fault in which a check of an account can’t be decided. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type * as api from '../../shared/api.ts';
import { TestWorker } from '../worker/support/test-worker.ts';
import { ADDRESSES, CheckScene } from './check-scene.ts';
import {
  type ExpectedFault,
  type ExpectedVerdict,
  FAULT_NAMES,
  FAULTS,
  type FaultQuestion,
  UNREMEMBERED,
} from './expected.ts';
import { bindingsWith, FAULTS_IN_PLACE } from './faults.ts';

const MODES = ['closed', 'open'] as const;
/** Once an object has confirmed an answer, the isolate holds its newest list: these come first. */
const ROUNDS: readonly (readonly FaultQuestion[])[] = [
  ['removed', 'listed'],
  ['added', 'unlisted', 'expired'],
];

const checksOf = (name: keyof typeof FAULTS): ExpectedFault['checks'] => FAULTS[name].checks;
const isUndecided = (verdict: ExpectedVerdict) => verdict === 'unavailable';
const UNDECIDED = FAULT_NAMES.filter((name) => {
  const { default: usual, strict } = checksOf(name);
  return [...Object.values(usual), ...Object.values(strict)].some(isUndecided);
});

let relay: string;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  relay = await new TestWorker().relayToken();
});

afterAll(() => {
  vi.useRealTimers();
});

async function ask(worker: TestWorker, { names }: CheckScene) {
  const answers: Record<string, string> = {};
  for (const round of ROUNDS) {
    const asked = Object.entries(names).flatMap(([consistency, account]) =>
      round.map(async (question) => {
        const body = { account, address: ADDRESSES[question] };
        const answer = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
        const { verdict, reason } = answer.body;
        const isUnread = reason === 'unavailable';
        answers[`${consistency}, ${question}`] = isUnread ? `${verdict}, ${reason}` : verdict;
      }),
    );
    await Promise.all(asked);
  }
  return answers;
}

it.each(UNDECIDED)(
  '%s: the account’s fail mode decides, where anything of it was read',
  async (name) => {
    const fault = FAULTS_IN_PLACE[name];
    for (const own of MODES) {
      const scene = await CheckScene.create(own);
      const places = MODES.map((deployment) => {
        const { env: bindings, strike } = bindingsWith(fault, scene.lagging);
        return {
          deployment,
          worker: new TestWorker({ ...bindings, FAIL_MODE: deployment }),
          strike,
        };
      });
      if (fault.warm) for (const { worker } of places) await ask(worker, scene);
      await scene.change();
      for (const { strike } of places) strike();
      const told = await Promise.all(places.map(({ worker }) => ask(worker, scene)));
      places.forEach(({ deployment }, index) => {
        const deciding = UNREMEMBERED.includes(name) ? deployment : own;
        const unread = deciding === 'open' ? 'allow, unavailable' : 'deny, unavailable';
        const expected: Record<string, string> = {};
        for (const consistency of ['default', 'strict'] as const)
          for (const [question, verdict] of Object.entries(checksOf(name)[consistency]))
            expected[`${consistency}, ${question}`] = isUndecided(verdict) ? unread : verdict;
        expect(told[index], `the account ${own}, FAIL_MODE ${deployment}`).toEqual(expected);
      });
    }
  },
);

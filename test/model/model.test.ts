/**
 * Random sequences of all that anyone can do, with faults in between, compared with a second
 * writing of the rules.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest';
import { openReplica } from '../../worker/replicas/replica-format.ts';
import { env, TestWorker } from '../worker/support/test-worker.ts';
import { makeWithTokens } from './acts.ts';
import { expectHistory, type Held } from './held.ts';
import { allows, Model } from './model.ts';
import { ASKERS } from './pool.ts';
import { Promised } from './promise.ts';
import { STEPS } from './steps.ts';
import { WELL } from './tested.ts';
import { World } from './world.ts';

const COMMANDS = 60;
const HEALED_MS = 200_000;
const { sequences, seed, path } = inject('model');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});

afterEach(() => {
  vi.useRealTimers();
});

it('R1–R18: whatever is done in whatever order, under faults, the account and its checks are as the rules have them', async () => {
  const relay = await new TestWorker().relayToken();
  const commands = fc.commands(STEPS, { maxCommands: COMMANDS, size: 'max' });
  const property = fc.asyncProperty(commands, fc.boolean(), async (steps, strict) => {
    const model = new Model();
    const held: Held = { model, promised: new Promised(model), answers: new Map() };
    const world = new World(relay);
    world.rung = (now) => model.leave(now);
    await makeWithTokens(held, world, 0, strict);
    await fc.asyncModelRun(() => ({ model: held, real: world }), steps);
    await world.setFaults(WELL);
    await world.pass(HEALED_MS);
    await expectAgreement(held, world);
  });
  // Without this, the first runs would be short ones.
  await fc.assert(property, {
    numRuns: sequences,
    unbiased: true,
    ...(seed && { seed }),
    ...(path && { path }),
  });
}, 3_600_000);

/**
 * Expects that all has healed: the object, KV, the directory, the history and every check agree
 * with the model.
 */
async function expectAgreement({ model }: Held, world: World): Promise<void> {
  const { state } = model;
  const row = await world.readRow();
  if (state.exists) expect(row).toMatchObject({ mode: state.mode, suspended: +state.suspended });
  else expect(row).toBeUndefined();
  expect(row?.published_version).toBe(row?.version);
  const bytes = await env.REPLICA.get(world.stub.id.toString(), 'arrayBuffer');
  const replica = bytes === null ? undefined : openReplica(bytes);
  // KV forgets a deleted account after a day.
  if (state.exists || replica) {
    const { mode, suspended, revision } = state;
    const shown = { mode, suspended: state.exists ? suspended : expect.any(Boolean), revision };
    expect(replica).toMatchObject({ ...shown, deleted: !state.exists });
    expect(bytes).toEqual(await world.stub.readReplica(-1));
  }
  const now = Date.now();
  for (const { address, at } of ASKERS)
    for (const place of [0, 1] as const)
      expect((await world.check(place, address)).verdict, address).toBe(
        allows(state, at, now) ? 'allow' : 'deny',
      );
  if (!state.exists) return;
  await expectHistory(model, world);
}

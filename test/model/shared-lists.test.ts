/**
 * Random sequences of all that an operator does with shared lists and the account of a domain, with faults of KV in
 * between, compared with a second writing of the rules.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest';
import { openReplica } from '../../worker/replicas/replica-format.ts';
import { env, TestWorker } from '../worker/support/test-worker.ts';
import { isList, KEYS, type Key, LISTS } from './shared/kept.ts';
import { SharedModel } from './shared/shared-model.ts';
import { ADDRESSES, expectSame, perform, type Scene, STEPS } from './shared/shared-steps.ts';
import { SharedWorld } from './shared/shared-world.ts';
import { LOGINS, PromisedVerdicts } from './shared/verdicts.ts';

const STEPS_EACH = 40;
/** A sequence of these takes longer than one about a single account. */
const SHARE = 0.3;
const HEALED_MS = 200_000;
const { sequences, seed, path } = inject('model');
const directory = env.DIRECTORY.getByName('directory');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});

afterEach(() => {
  vi.useRealTimers();
});

it('R19, R20: whatever is done in whatever order, under faults, lists and accounts and their checks are as the rules have them', async () => {
  const relay = await new TestWorker().relayToken();
  const steps = fc.array(STEPS, { minLength: STEPS_EACH, maxLength: STEPS_EACH });
  const property = fc.asyncProperty(steps, async (all) => {
    const model = new SharedModel();
    const promised = new PromisedVerdicts(model);
    const scene: Scene = { model, promised, world: new SharedWorld(relay) };
    for (const key of KEYS)
      if (key !== 'own') await perform(scene, { kind: 'make', key, how: 'plain' }, 0);
    for (const step of all) await step.run(scene);
    const well = { reading: 'well', putting: 'well' } as const;
    await scene.world.setFaults(well);
    promised.faultsAre(well, Date.now());
    await scene.world.pass(HEALED_MS);
    await scene.world.pass(HEALED_MS);
    await expectSame(scene);
    await expectAgreement(scene);
  });
  await fc.assert(property, {
    // To look for a shorter sequence would take many minutes.
    endOnFailure: true,
    numRuns: Math.ceil(sequences * SHARE),
    ...(seed && { seed }),
    ...(path && { path }),
  });
}, 3_600_000);

/** Expects that all has healed: KV, the directory and every check agree with the model. */
async function expectAgreement({ model, promised, world }: Scene): Promise<void> {
  for (const list of LISTS) {
    const { accounts } = await directory.findIncluders('all', world.nameOf(list), '', 10);
    const includers = model.includers(list).map((key) => world.nameOf(key));
    expect(accounts, list).toEqual(includers.toSorted());
  }
  for (const key of KEYS) await expectPublished(model, world, key);
  for (const place of [0, 1] as const)
    for (const login of LOGINS)
      for (const address of ADDRESSES) {
        const may = promised.verdicts(place, login, address, Date.now());
        expect(may).toHaveLength(1);
        const { verdict, reason } = await world.check(place, login, address);
        expect(may, `${login}, ${address}: ${reason}`).toContain(verdict);
      }
}

async function expectPublished(model: SharedModel, world: SharedWorld, key: Key): Promise<void> {
  const { exists, revision, lists, mode } = model.state(key);
  const id = world.stub(key).id.toString();
  expect(await directory.hasAccount(id), key).toBe(exists);
  const bytes = await env.REPLICA.get(id, 'arrayBuffer');
  const replica = bytes === null ? undefined : openReplica(bytes);
  if (!exists) expect(replica?.deleted ?? true, key).toBe(true);
  else
    expect(replica, key).toMatchObject({
      deleted: false,
      revision,
      mode: isList(key) ? 'enforce' : mode,
      lists: lists.map((list) => world.nameOf(list)),
    });
}

/** R26: whatever happens to the Worker, the network, the machine and its clocks, each answer is one that the table allows. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, inject, it } from 'vitest';
import { temporaryFolder } from '../../local/temporary-folder.ts';
import type { Counts, Scene } from './asked-step.ts';
import { WELL } from './model-front.ts';
import { STEPS } from './model-steps.ts';
import { ModelWorker } from './model-worker.ts';
import { ModelWorld } from './model-world.ts';
import { TestedAgent } from './tested-agent.ts';

const COMMANDS = 100;
const HOUR_MS = 3_600_000;
const { sequences, seed: given, path } = inject('model');
/** Its name shows the seed even of a run that passes. */
const seed = given || Date.now() % 2 ** 31;

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

it(
  `the agent answers as R26 says, in ${sequences} sequences by MODEL_SEED=${seed}`,
  async () => {
    await using worker = await ModelWorker.start(folder);
    const counts: Counts = { steps: 0, answers: 0, fromMemory: 0, byWorker: 0, alone: 0 };
    const commands = fc.commands(STEPS, { maxCommands: COMMANDS, size: 'max' });
    const property = fc.asyncProperty(commands, async (steps) => {
      const scene = await sceneAt(worker, counts);
      try {
        await fc.asyncModelRun(() => ({ model: scene, real: scene }), steps);
      } finally {
        await scene.agent.stop();
        await scene.world.end();
      }
    });
    await fc.assert(property, {
      numRuns: sequences,
      unbiased: true,
      seed,
      ...(path && { path }),
    });
    // Only a run that anybody watches shows this.
    process.stderr.write(`${JSON.stringify(counts)}\n`);
  },
  HOUR_MS,
);

async function sceneAt(worker: ModelWorker, counts: Counts): Promise<Scene> {
  worker.front.faults = WELL;
  worker.route = 'newer';
  const world = new ModelWorld(worker);
  for (const name of world.names.slice(0, 2)) {
    await world.makeOrDelete(name);
    await world.toggleEntry(name, '192.0.2.1', undefined);
  }
  const token = await world.issue(true);
  const wall = { now: Date.now() };
  const place = mkdtempSync(join(folder.path, 'agent-'));
  const common = { front: worker.front, book: world.book, folder: place, wall };
  const agent = await TestedAgent.start({ ...common, token: token.token, kept: [undefined] });
  return { world, wall, counts, agent, token };
}

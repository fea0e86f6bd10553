/** Measures the cost of a cold isolate and of a cold object until the first answer. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLE_SCRIPT, bundleWorker } from '../local/worker-bundle.ts';
import {
  bareObject,
  bareWorker,
  type ColdWorkers,
  edgeAlone,
  edgeAndObjects,
  objectAlone,
  yardstick,
} from './cold-config.ts';
import { type ColdQuestion, makeColdScene } from './cold-scene.ts';
import { ColdStart } from './cold-start.ts';
import { ColdTimes } from './cold-times.ts';
import type { Bench } from './figure.ts';
import { bundleFloor } from './floor-bundle.ts';
import { describeStarts, type StartName } from './start-figures.ts';
import { PARTS } from './yardstick.ts';

const ROUNDS = 25;

interface Subject {
  readonly bundle: string;
  readonly workers: ColdWorkers;
  readonly questions: readonly ColdQuestion[];
}

export const start: Bench = {
  title: 'A cold start',
  method: `The bundle of \`wrangler deploy\` in raw \`workerd serve\`, a new process for each start, on one core. A figure is the time of the core, user and system, that the process used from its beginning to its first answer, beyond the time that the process of a bare Worker used, which answers \`new Response("ok")\` and does nothing else. The kinds of start take turns, ${ROUNDS} times, and medians are compared. KV is files that workerd serves itself. An allowed check, a wrong token and /healthz find objects that do nothing in place of the Worker’s own, since a check reports to them after its answer, and that is not to be measured. A refusal and a management call find the Worker’s own objects in the isolate that is asked: their start is a part of the figure. An object by itself is called by a bare Worker, and compared with an object that does nothing. The unit is a yardstick, a Worker of ${PARTS} small classes that never changes: it tells how fast the machine loads code. × is the cost in that unit, beside the cost of the same start when the Worker loaded everything at once.`,
  async measure(progress) {
    await using cleanup = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'sendgate-start-'));
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    await bundleWorker(join(folder, 'deployed'));
    const bundle = join(folder, 'deployed', BUNDLE_SCRIPT);
    const floor = await bundleFloor(join(folder, 'floor'), join(folder, 'floor-sources'));
    progress('an account, a relay token');
    const scene = await makeColdScene(folder);
    const kind = (workers: ColdWorkers, ...questions: readonly ColdQuestion[]): Subject => ({
      bundle,
      workers,
      questions,
    });
    const subjects = new Map<StartName, Subject>([
      ['bare', kind(bareWorker, scene.bare)],
      ['yardstick', kind(yardstick, scene.yardstick)],
      ['allowed', kind(edgeAlone, scene.allowed)],
      ['refused', kind(edgeAndObjects, scene.refused)],
      ['wrongToken', kind(edgeAlone, scene.wrongToken)],
      ['health', kind(edgeAlone, scene.health)],
      ['bareObject', kind(bareObject, scene.bareObject)],
      ['object', kind(objectAlone, scene.object)],
      ['management', kind(edgeAndObjects, scene.management)],
      ['managementAfterCheck', kind(edgeAndObjects, scene.allowed, scene.management)],
    ]);
    if (floor !== undefined) {
      subjects.set('floor', { ...kind(edgeAlone, scene.allowed), bundle: floor });
      subjects.set('objectFloor', { ...kind(objectAlone, scene.object), bundle: floor });
    }
    const starts = new Map<StartName, ColdStart>();
    for (const [name, subject] of subjects) {
      const own = join(folder, `start-${name}`);
      starts.set(name, await ColdStart.prepare({ ...subject, folder: own, found: scene.folders }));
    }
    progress(`${starts.size} kinds of start, ${ROUNDS} times each`);
    return describeStarts(await ColdTimes.measure(starts, ROUNDS));
  },
};

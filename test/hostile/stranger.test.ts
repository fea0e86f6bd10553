/**
 * Callers without a token send anything at all. Nothing is granted, and nothing that is kept
 * changes.
 */
import { beforeAll, expect, it } from 'vitest';
import { ASSAULT_MS, assail, CollectedLog, hostileWorker } from './assault.ts';
import { readContract } from './contract.ts';
import { expectNothingOf, expectSound, isGranted } from './expectations.ts';
import { HostileRequests } from './hostile-requests.ts';
import { type Scene, setScene, vocabularyOf } from './scene.ts';
import { SchemaValues } from './schema-values.ts';
import { settle, stateOf } from './state.ts';
import { type Stranger, strangersTo } from './strangers.ts';

const COUNT = 50_000;

const worker = hostileWorker();
let scene: Scene;
let strangers: readonly Stranger[];
let requests: HostileRequests;

beforeAll(async () => {
  scene = await setScene(worker);
  strangers = await strangersTo(scene, worker);
  const contract = readContract((await worker.call('GET /openapi.json')).body);
  requests = new HostileRequests(contract, new SchemaValues(contract, vocabularyOf(scene)));
  await settle();
});

it(
  'hostile requests without a token are granted nothing, change nothing and are told the cause',
  async () => {
    const log = new CollectedLog();
    const before = await stateOf();
    const secrets = scene.parties.flatMap((party) => party.secrets);
    await assail({
      count: COUNT,
      make: (random) => requests.make(random.pick(strangers)(random), random),
      judge(request, answer) {
        expectSound(request, answer);
        expectNothingOf(secrets, answer);
        if (isGranted(request, answer)) throw new Error('It was granted.');
      },
    });
    expect(await stateOf()).toEqual(before);
    expect(log.holding(secrets)).toEqual([]);
    expect(log.failures).toEqual([]);
  },
  ASSAULT_MS,
);

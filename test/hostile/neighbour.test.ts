/**
 * The holder of a token for one account, or of one that may not change anything, neither learns nor
 * changes anything of another account.
 */
import { expect, it } from 'vitest';
import { ASSAULT_MS, assail, CollectedLog, hostileWorker } from './assault.ts';
import { readContract } from './contract.ts';
import { expectNothingOf, expectSound } from './expectations.ts';
import { HostileRequests } from './hostile-requests.ts';
import { credentials, setScene, vocabularyOf } from './scene.ts';
import { SchemaValues } from './schema-values.ts';
import { settle, stateOf, stateOfAccount } from './state.ts';

const COUNT = 15_000;

const worker = hostileWorker();

it(
  'hostile requests with a token of one account tell and change nothing of another',
  async () => {
    const log = new CollectedLog();
    const scene = await setScene(worker);
    const [own, other] = scene.parties;
    const contract = readContract((await worker.call('GET /openapi.json')).body);
    const requests = new HostileRequests(contract, new SchemaValues(contract, vocabularyOf(scene)));
    await settle();
    const before = await stateOfAccount(other.account.name);
    const tokens = Object.values(own.tokens);
    await assail({
      count: COUNT,
      make: (random) =>
        requests.make(
          credentials(random.pick(tokens), random.pick(scene.parties).account.name, '198.51.100.7'),
          random,
        ),
      judge(request, answer) {
        expectSound(request, answer);
        expectNothingOf(other.secrets, answer);
      },
    });
    expect(await stateOfAccount(other.account.name)).toBe(before);
    expect(log.holding(other.secrets)).toEqual([]);
  },
  ASSAULT_MS,
);

it(
  'hostile requests with tokens that only read or check change nothing',
  async () => {
    const log = new CollectedLog();
    const scene = await setScene(worker);
    const [own] = scene.parties;
    const contract = readContract((await worker.call('GET /openapi.json')).body);
    const requests = new HostileRequests(contract, new SchemaValues(contract, vocabularyOf(scene)));
    await settle();
    const before = await stateOf({ withoutObservations: true });
    const tokens = [own.tokens.viewer, own.tokens.checker, scene.relay];
    await assail({
      count: COUNT,
      make: (random) =>
        requests.make(credentials(random.pick(tokens), own.account.name, '203.0.113.9'), random),
      judge: expectSound,
    });
    await settle();
    expect(await stateOf({ withoutObservations: true })).toEqual(before);
    expect(log.failures).toEqual([]);
  },
  ASSAULT_MS,
);

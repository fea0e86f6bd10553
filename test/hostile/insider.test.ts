/**
 * Callers with many rights send anything at all. It is done, or refused with the cause, and nothing
 * breaks.
 */
import { expect, it } from 'vitest';
import type * as api from '../../shared/api.ts';
import type { TestWorker } from '../worker/support/test-worker.ts';
import { ASSAULT_MS, assail, CollectedLog, hostileWorker } from './assault.ts';
import { readContract } from './contract.ts';
import { expectNothingOf, expectSound } from './expectations.ts';
import { HostileRequests } from './hostile-requests.ts';
import { credentials, operatorCredentials, type Scene, setScene, vocabularyOf } from './scene.ts';
import { SchemaValues } from './schema-values.ts';

/**
 * The requests delete, fill and close the accounts on the way, so each chapter begins with new
 * ones.
 */
const CHAPTERS = 100;
const COUNT = 200;

it(
  'hostile requests of an operator, managers and relays are carried out or refused with the cause',
  async () => {
    const log = new CollectedLog();
    const worker = hostileWorker();
    const contract = readContract((await worker.call('GET /openapi.json')).body);
    const reached = new Map<string, Set<number>>();
    for (let chapter = 0; chapter < CHAPTERS; chapter++) {
      await revokeRelays(worker);
      const scene = await setScene(worker);
      const requests = new HostileRequests(
        contract,
        new SchemaValues(contract, vocabularyOf(scene)),
      );
      const actors = actorsOf(scene);
      await assail({
        count: COUNT,
        first: chapter * COUNT,
        make: (random, index) =>
          requests.make((actors[index % actors.length] ?? actors[0]).as, random),
        judge(request, answer, index) {
          expectSound(request, answer);
          expectNothingOf((actors[index % actors.length] ?? actors[0]).mayNotKnow, answer);
          if (!request.routed) return;
          const { method, path } = request.operation;
          const name = `${method} ${path}`;
          reached.set(name, (reached.get(name) ?? new Set()).add(answer.status));
        },
      });
    }
    // The assault proves something only if it succeeded with each call at least once.
    const unreached = contract.operations
      .map(({ method, path }) => `${method} ${path}`)
      .filter((name) => ![...(reached.get(name) ?? [])].some((status) => status < 300));
    expect(unreached).toEqual([]);
    expect(log.failures).toEqual([]);
  },
  ASSAULT_MS,
);

function actorsOf({ parties: [own, other], shared, relay }: Scene) {
  const name = own.account.name;
  const operator = { as: operatorCredentials(name), mayNotKnow: [] };
  return [
    operator,
    operator,
    {
      as: credentials(own.tokens.manager, name),
      mayNotKnow: [...other.secrets, ...shared.secrets],
    },
    { as: credentials(own.tokens.checker, name, '198.51.100.7'), mayNotKnow: other.secrets },
    { as: credentials(shared.manager, name), mayNotKnow: [...own.secrets, ...other.secrets] },
    { as: credentials(relay, name), mayNotKnow: [] },
  ] as const;
}

/** Makes room for the next relay token, since their number is limited. */
async function revokeRelays(worker: TestWorker): Promise<void> {
  const { body } = await worker.operator<{ tokens: api.Token[] }>('GET /v1/relay-tokens');
  for (const { id } of body.tokens) await worker.operator(`DELETE /v1/relay-tokens/${id}`);
}

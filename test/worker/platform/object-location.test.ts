/** Each call that can make an object says where. Cloudflare follows it for the first call alone. */
import { expect, it } from 'vitest';
import type { Env } from '../../../worker/platform/env.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { env, TestWorker } from '../support/test-worker.ts';

type Namespace = Env['ACCOUNTS'] | Env['DIRECTORY'];

function watched<Watched extends Namespace>(namespace: Watched, hints: unknown[]): Watched {
  return new Proxy(namespace, {
    get(target, name) {
      const member = (Reflect.get(target, name) as CallableFunction).bind(target);
      if (name !== 'getByName') return member;
      return (object: string, options?: { readonly locationHint?: string }) => {
        hints.push(options?.locationHint);
        return member(object);
      };
    },
  });
}

async function hintsOf(overrides: Partial<Env>) {
  const hints: unknown[] = [];
  const worker = new TestWorker({
    ACCOUNTS: watched(env.ACCOUNTS, hints),
    DIRECTORY: watched(env.DIRECTORY, hints),
    ...overrides,
  });
  const name = `located-${Object.keys(overrides).length}-${overrides.OBJECT_LOCATION}@example.com`;
  const body = { account: name };
  expect((await worker.operator('POST /v1/accounts', { body })).status).toBe(201);
  await worker.relayToken();
  expect(hints.length).toBeGreaterThanOrEqual(2);
  return new Set(hints);
}

it('the account’s object and the directory are made where OBJECT_LOCATION says', async () => {
  expect(await hintsOf({ OBJECT_LOCATION: 'weur' })).toEqual(new Set(['weur']));
});

it('without it, or empty, they are made near the call', async () => {
  expect(await hintsOf({})).toEqual(new Set([undefined]));
  expect(await hintsOf({ OBJECT_LOCATION: '' })).toEqual(new Set([undefined]));
});

it.each(['europe', 'WEUR', 'weur '])('%j is refused, naming what there is', async (value) => {
  const answer = await new TestWorker({ OBJECT_LOCATION: value }).call('GET /healthz');
  const { detail } = expectProblem(answer, 'internal');
  expect(detail).toContain('OBJECT_LOCATION');
  expect(detail).toContain('apac-ne');
});

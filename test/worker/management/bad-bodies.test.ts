import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { latin1 } from '../protocols/way-to-ask.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestWorker, type WorkerCall } from '../support/test-worker.ts';
import {
  callerOf,
  OPERATIONS,
  type Operation,
  requestOf,
  type Scene,
  setScene,
} from './surface.ts';

const worker = new TestWorker();
const TAKING = OPERATIONS.filter(({ body, ndjson }) => body !== undefined && !ndjson);

/** Bodies that no call accepts. */
// biome-ignore format: a table
const BAD_BODIES: readonly (readonly [string, string])[] = [
  ['empty', ''],
  ['blank', '   '],
  ['no JSON', 'account=sender@example.com'],
  ['half of it', '{"format":"address",'],
  ['two objects', '{}{}'],
  ['with a trailing comma', '{"name":"x",}'],
  ['with NaN', '{"limit":NaN}'],
  ['with single quotes', "{'name':'x'}"],
  ['null', 'null'],
  ['true', 'true'],
  ['a number', '7'],
  ['a huge number', '1e400'],
  ['a string', '"text"'],
  ['an array', '[]'],
  ['an array of bodies', '[{"format":"address","values":["198.51.100.1"]}]'],
  ['an empty object', '{}'],
  ['nothing known', '{"no":"such","fields":[1]}'],
  ...[500, 5_000, 20_000, 100_000].flatMap((depth): [string, string][] => [
    [`${depth} arrays deep`, '['.repeat(depth) + ']'.repeat(depth)],
    [`${depth} objects deep`, `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
  ]),
  ['half a million numbers', `[${'0,'.repeat(400_000)}0]`],
  ['many unknown fields', JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`f${n}`, n])))],
];

/** A call that needs no body takes these. */
const NO_FIELDS = ['empty', 'an empty object'];

let before: unknown;

async function setBadScene(operation: Operation) {
  const scene = await setScene(worker, operation);
  const token = await callerOf(operation, scene);
  before = await stateOf(scene);
  const call = (sent: WorkerCall) =>
    worker.call<api.ProblemDocument>(requestOf(operation, scene), { token, ...sent });
  return { scene, call };
}

async function stateOf({ account }: Scene) {
  const accounts = await worker.operator<object>(`GET ${account.path()}`);
  const history = await worker.operator<object>(`GET ${account.path('/history')}`);
  const relays = await worker.operator<{ tokens: object[] }>('GET /v1/relay-tokens');
  return [await account.list(), accounts.body, history.body, relays.body.tokens.length];
}

describe.each(TAKING)('a bad body of $name', (operation) => {
  let scene: Scene;
  let call: (sent: WorkerCall) => ReturnType<typeof worker.call<api.ProblemDocument>>;
  beforeAll(async () => {
    ({ scene, call } = await setBadScene(operation));
  });

  const isFine = (what: string) => operation.isBodyOptional && NO_FIELDS.includes(what);
  it.each(BAD_BODIES.filter(([what]) => !isFine(what)))('is refused: %s', async (_what, body) => {
    const answer = await call({ body });
    const problem = expectProblem(answer, 'invalid-request');
    expect(problem.errors.length).toBeGreaterThan(0);
    expect(problem.errors.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(problem).length).toBeLessThan(60_000);
    expect(await stateOf(scene)).toEqual(before);
  });

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/jsonx'],
    [''],
  ])('is refused as %j, saying what is wanted', async (type) => {
    const body = operation.body?.(scene);
    const problem = expectProblem(
      await call({ body, headers: { 'Content-Type': type } }),
      'invalid-request',
    );
    expect(problem.detail).toContain('application/json');
    expect(problem.detail).toContain(type === '' ? 'without a type' : type);
    expect(await stateOf(scene)).toEqual(before);
  });

  it('is refused where it is broken, with the place', async () => {
    const good = JSON.stringify(operation.body?.(scene));
    const broken = expectProblem(
      await call({ body: `\n${good.slice(0, -1)},}` }),
      'invalid-request',
    );
    expect(broken.errors).toEqual([
      {
        pointer: '',
        message: `“}” can’t stand at line 2, column ${good.length + 1}: the body is no JSON.`,
      },
    ]);
    const half = expectProblem(await call({ body: good.slice(0, -1) }), 'invalid-request');
    expect(half.detail).toContain(`it ends too early, at line 1, column ${good.length}`);
  });

  it.each([
    ['said', { 'Content-Length': String(1_000_100) }],
    ['not said', {}],
  ])('is refused with a megabyte whose length is %s', async (_how, headers: object) => {
    const good = operation.body?.(scene);
    const body = JSON.stringify({ ...good, padding: 'x'.repeat(1_000_000) });
    expectProblem(await call({ body, headers: { ...headers } }), 'too-large');
    expect(await stateOf(scene)).toEqual(before);
  });

  it('is refused where its bytes are not UTF-8', async () => {
    const good = JSON.stringify(operation.body?.(scene)).slice(0, -1);
    const body = latin1(`${good},"b\u00fcro":1}`);
    const { detail } = expectProblem(await call({ body }), 'invalid-request');
    expect(detail).toContain('UTF-8');
    expect(await stateOf(scene)).toEqual(before);
  });

  it('is refused with an unknown field beside the known ones, and named', async () => {
    const good = operation.body?.(scene);
    const problem = expectProblem(
      await call({ body: { ...good, 'no/such~field': 1 } }),
      'invalid-request',
    );
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual(['/no~1such~0field']);
    expect(await stateOf(scene)).toEqual(before);
  });

  it('is refused with __proto__ or constructor as a field', async () => {
    const good = JSON.stringify(operation.body?.(scene)).slice(0, -1);
    for (const field of ['__proto__', 'constructor', 'toString']) {
      const problem = expectProblem(
        await call({ body: `${good},"${field}":{"x":1}}` }),
        'invalid-request',
      );
      expect(problem.errors.map(({ pointer }) => pointer)).toEqual([`/${field}`]);
    }
    expect(await stateOf(scene)).toEqual(before);
    expect('x' in {}).toBe(false);
  });
});

it.each([
  ['GET /v1/accounts/b%FCro%40example.com', '/path'],
  ['DELETE /v1/accounts/b%FCro%40example.com', '/path'],
  ['GET /v1/accounts?cursor=b%FCro', '/query'],
])('%s, whose encoding is not UTF-8, is refused', async (request, pointer) => {
  const answer = await worker.operator(request);
  expectFieldProblem(answer, 'invalid-request', pointer);
});

it('a login that is not UTF-8 makes no account, and the text that it might become has none', async () => {
  const body = latin1({ account: 'b\u00fcro@example.com' });
  expectProblem(await worker.operator('POST /v1/accounts', { body }), 'invalid-request');
  for (const name of ['b\u00fcro@example.com', 'b\ufffdro@example.com']) {
    const answer = await worker.operator(`GET /v1/accounts/${encodeURIComponent(name)}`);
    expectProblem(answer, 'account-unknown');
  }
});

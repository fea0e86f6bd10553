/** Every fault in a request is named in one of our own sentences. */
import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import {
  TestAccount,
  TestWorker,
  type WorkerAnswer,
  type WorkerCall,
} from '../support/test-worker.ts';
import { type Document, findOperation, readDocument } from './documented.ts';
import { mistakesIn, type Schema, withMistake } from './mistakes.ts';
import { callerOf, OPERATIONS, requestOf, setScene } from './surface.ts';

const worker = new TestWorker();
const TAKING = OPERATIONS.filter(({ body, ndjson }) => body !== undefined && !ndjson);
let document: Document;

beforeAll(async () => {
  document = await readDocument();
});

/** Words of zod’s own English messages, in any place. */
const VALIDATORS =
  /\b(invalid|expected|received|unrecognized|too (big|small)|must (match|contain)|pattern|array|string|boolean|NaN|undefined)\b|[<>]=/i;

function expectOwnSentences(answer: WorkerAnswer<unknown>): api.ProblemDocument {
  const code = answer.status === 422 ? 'invalid-value' : 'invalid-request';
  const problem = expectProblem(answer, code);
  expect(problem.errors).not.toEqual([]);
  for (const { message } of problem.errors) {
    expect(message).toMatch(/^[A-Z“].*\.$/s);
    expect(message).not.toMatch(VALIDATORS);
  }
  return problem;
}

describe.each(TAKING)('a mistake in the body of $name', (operation) => {
  it('is named at its place in our words, for every field and each kind', async () => {
    const scene = await setScene(worker, operation);
    const token = await callerOf(operation, scene);
    const { requestBody } = findOperation(document, operation.name);
    const { schema, examples = {} } = requestBody?.content['application/json'] ?? { schema: {} };
    const tried = new Map<string, number>();
    for (const { value } of Object.values(examples)) {
      for (const mistake of mistakesIn(document, schema as Schema, value)) {
        const body = withMistake(value, mistake);
        const answer = await worker.call<unknown>(requestOf(operation, scene), { token, body });
        const name = `${mistake.pointer} ${mistake.what}`;
        expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBeOneOf([400, 422]);
        const { errors } = expectOwnSentences(answer);
        const [place = ''] = errors.map(({ pointer }) => pointer);
        // Without the field, the body may be of another shape. The error then stands at the body,
        // and names the choices.
        const places = mistake.what === 'missing' ? [parentOf(mistake.pointer)] : [];
        expect([mistake.pointer, ...places], `${name}: ${place}`).toContain(
          place.slice(0, mistake.pointer.length),
        );
        tried.set(name, (tried.get(name) ?? 0) + 1);
      }
    }
    expect(tried.size).toBeGreaterThan(3);
  });
});

const parentOf = (pointer: string) => pointer.slice(0, pointer.lastIndexOf('/'));

describe('a mistake beside the body is named in our words', () => {
  let account: TestAccount;
  beforeAll(async () => {
    account = await TestAccount.create(worker);
  });

  // biome-ignore format: a table
  it.each<[string, string, string, WorkerCall]>([
    ['no number', 'GET /v1/accounts?limit=many', '/query/limit', {}],
    ['a limit too small', 'GET /v1/accounts?limit=0', '/query/limit', {}],
    ['a limit too large', 'GET /v1/accounts?limit=101', '/query/limit', {}],
    ['a fraction', 'GET /v1/accounts?limit=1.5', '/query/limit', {}],
    ['a cursor that is none', 'GET /v1/events?cursor=x', '/query/cursor', {}],
    ['two cursors', 'GET /v1/events?cursor=1&cursor=2', '/query/cursor', {}],
    ['a field of the query', 'GET /v1/accounts?page=2', '/query/page', {}],
    ['no format', 'GET ACCOUNT/export', '/query/format', {}],
    ['a format that is none', 'GET ACCOUNT/export?format=iptables', '/query/format', {}],
    ['a choice of the query', 'DELETE ACCOUNT/tokens/x?issued=maybe', '/query/issued', {}],
    ['an id', 'DELETE ACCOUNT/tokens/X-1', '/path/id', {}],
    ['an account', `GET /v1/accounts/${'x'.repeat(4097)}`, '/path/account', {}],
    ['a revision', 'DELETE ACCOUNT/allowlist', '/header/if-match', { headers: { 'If-Match': '7' } }],
  ])('%s', async (_what, request, pointer, call) => {
    const at = request.replace('ACCOUNT', account.path());
    const { errors } = expectOwnSentences(await worker.operator<unknown>(at, call));
    expect(errors.map((error) => error.pointer)).toContain(pointer);
  });
});

describe('the choices of a union are named', () => {
  const KINDS =
    'add, import, replace, delete, deleteEntries, editEntries, restore, disable, mode, attach, detach';
  const add = { format: 'address', values: ['192.0.2.1'] };

  // biome-ignore format: a table
  it.each<[string, unknown, string, string]>([
    ['preview', {}, '', `Give one of ${KINDS}.`],
    ['preview', { remove: ['x'] }, '/remove', `There is no such field. Give one of ${KINDS}.`],
    ['preview', { add, delete: 'x' }, '', 'Give only add or delete.'],
    ['preview', { add: {} }, '/add', 'Give format and values, or current.'],
    ['preview', { add, note: 'x' }, '/note', 'There is no such field.'],
    ['preview', { restore: { ids: ['x'] } }, '/restore/ids', 'There is no such field. Give revision or entries.'],
    ['preview', [], '', 'It must be an object.'],
    ['restore', { ids: ['x'] }, '/ids', 'There is no such field. Give revision or entries.'],
    ['restore', {}, '', 'Give revision or entries.'],
    ['restore', { revision: 1, entries: ['x'] }, '', 'Give only revision or entries.'],
    ['entries', {}, '', 'Give format and values, or current.'],
    ['entries', { remark: 'x' }, '', 'Give format and values, or current.'],
    ['entries', { values: ['192.0.2.1'] }, '/format', 'This field is missing: give one of address, segment, range.'],
    ['entries', { format: 'address' }, '/values', 'This field is missing: give a list.'],
    ['entries', { format: 'address', values: '192.0.2.1' }, '/values', 'It must be a list.'],
    ['entries', { ...add, format: 'cidr' }, '/format', 'It must be one of address, segment, range.'],
    ['entries', { ...add, expiresInSeconds: 1e9 }, '/expiresInSeconds', 'It is from 3600 (an hour) to 31536000 (a year).'],
    ['entries', { current: true, format: 'address' }, '/format', 'There is no such field.'],
    ['replace', { remove: ['x'] }, '/add', 'This field is missing: give an object.'],
  ])('%s %j', async (call, body, pointer, message) => {
    const account = await TestAccount.create(worker);
    const answer = await account.call<unknown>('POST', `/allowlist/${call}`, { body });
    const { errors, detail } = expectOwnSentences(answer as WorkerAnswer<unknown>);
    expect(errors).toEqual([expect.objectContaining({ pointer, message })]);
    expect(detail).toBe(`${pointer || 'The body'}: ${message}`);
  });
});

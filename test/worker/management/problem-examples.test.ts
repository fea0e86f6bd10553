/** The example problems of /openapi.json are those that the same mistakes really get. */
import { beforeAll, expect, it } from 'vitest';
import { ProblemDocument } from '../../../shared/api.ts';
import { PROBLEMS, type ProblemCode } from '../../../shared/problem.ts';
import {
  ACCOUNT,
  ENTRY,
  ENTRY_ID,
  TOKEN_ID,
  WEBHOOK_ID,
} from '../../../worker/management/openapi/examples/scene.ts';
import { OPERATOR_TOKEN, TestAccount, TestWorker } from '../support/test-worker.ts';
import { type Document, readDocument } from './documented.ts';

const PATH = `/v1/accounts/${encodeURIComponent(ACCOUNT)}`;
const worker = new TestWorker();
let document: Document;
let entryId: string;
let stranger: string;

beforeAll(async () => {
  document = await readDocument();
  stranger = (await TestAccount.create(worker)).manager;
  await worker.operator('POST /v1/accounts', { body: { account: ACCOUNT } });
  entryId = await add(ENTRY.value);
  for (const last of [1, 2, 3, 4, 5, 6]) await add(`198.51.100.${last}`);
});

async function add(...values: string[]): Promise<string> {
  const body = { format: 'address', values };
  const answer = await worker.operator<{ added: { id: string }[] }>(
    `POST ${PATH}/allowlist/entries`,
    { body },
  );
  expect(answer.status).toBe(201);
  return answer.body.added[0]?.id ?? '';
}

const adding = (value: string) => ({ format: 'address', values: [value] });

// biome-ignore format: a table
it.each<[ProblemCode, string, { body?: unknown; token?: string; headers?: Record<string, string> }]>([
  ['invalid-request', `POST ${PATH}/allowlist/entries`, { body: { ...adding('192.0.2.1'), remarks: '' } }],
  ['invalid-value', `POST ${PATH}/allowlist/entries`, { body: adding('203.0.113.07') }],
  ['duplicate-entry', `POST ${PATH}/allowlist/entries`, { body: adding(ENTRY.value) }],
  ['revision-changed', `POST ${PATH}/allowlist/entries`, { body: adding('192.0.2.1'), headers: { 'If-Match': '"1"' } }],
  ['too-large', `POST ${PATH}/allowlist/entries`, { body: 'x'.repeat(1_000_000) }],
  ['unauthorized', `GET ${PATH}`, { token: 'none' }],
  ['forbidden', `GET ${PATH}`, {}],
  ['account-unknown', 'GET /v1/accounts/nobody%40example.com', { token: OPERATOR_TOKEN }],
  ['account-exists', 'POST /v1/accounts', { body: { account: ACCOUNT } }],
  ['entry-unknown', `DELETE ${PATH}/allowlist/entries/${ENTRY_ID}`, { token: OPERATOR_TOKEN }],
  ['token-unknown', `DELETE ${PATH}/tokens/${TOKEN_ID}`, { token: OPERATOR_TOKEN }],
  ['webhook-unknown', `DELETE ${PATH}/webhooks/${WEBHOOK_ID}`, { token: OPERATOR_TOKEN }],
  ['not-found', 'GET /v1/nothing', { token: OPERATOR_TOKEN }],
])('%s', async (code, request, { body, token, headers }) => {
  const call = { token: token ?? (body === undefined ? stranger : OPERATOR_TOKEN) };
  const answer = await worker.call<object>(request, {
    ...call,
    ...(body === undefined ? {} : { body }),
    ...(headers && { headers }),
  });
  const example = document.components.examples[code]?.value as ProblemDocument;
  const { requestId } = example;
  const real = JSON.parse(JSON.stringify(answer.body).replaceAll(entryId, ENTRY_ID));
  expect({ ...real, requestId }).toEqual(example);
});

it('limit-reached', async () => {
  await add('198.51.100.7', '198.51.100.8', '198.51.100.9');
  const body = adding('192.0.2.1');
  const answer = await worker.operator<object>(`POST ${PATH}/allowlist/entries`, { body });
  const example = document.components.examples['limit-reached']?.value as ProblemDocument;
  expect({ ...answer.body, requestId: example.requestId }).toEqual(example);
});

it('allowlist-empty', async () => {
  const account = await TestAccount.create(worker);
  const answer = await account.call<object>('PATCH', '/allowlist', { body: { mode: 'observe' } });
  const example = document.components.examples['allowlist-empty']?.value as ProblemDocument;
  expect({ ...answer.body, requestId: example.requestId }).toEqual(example);
});

it('every code that an operation answers has one, of the form of all problems', () => {
  const { examples } = document.components;
  const codes = Object.keys(PROBLEMS).filter((code) => code !== 'method-not-allowed');
  expect(Object.keys(examples).sort()).toEqual(codes.sort());
  for (const [code, { value }] of Object.entries(examples)) {
    const { status, title } = PROBLEMS[code as ProblemCode];
    expect(ProblemDocument.parse(value)).toMatchObject({ code, status, title });
  }
});

/**
 * Sends each example body of /openapi.json. Each real answer must have the shape of its example.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { EXPORT_FORMATS } from '../../../shared/exports/export-formats.ts';
import type { ExportSource } from '../../../shared/exports/export-source.ts';
import { parseValue } from '../../../shared/ip-range.ts';
import {
  ACCOUNT,
  AT,
  DELETED_ID,
  ENTRY_ID,
  LIST,
} from '../../../worker/management/openapi/examples/scene.ts';
import { Lines, TestWorker } from '../support/test-worker.ts';
import { type Content, type Document, findOperation, readDocument } from './documented.ts';
import { findMisfit } from './find-misfit.ts';
import {
  callerOf,
  OPERATIONS,
  type Operation,
  requestOf,
  type Scene,
  setScene,
} from './surface.ts';

const worker = new TestWorker();
let document: Document;
let relay: string;
let named = 0;

beforeAll(async () => {
  document = await readDocument();
  relay = await worker.relayToken();
});

const valuesOf = (content: Content | undefined) =>
  Object.entries(content?.examples ?? {}).map(([name, { value }]) => [name, value] as const);

/**
 * Sets the scene of a call. Adds a deleted entry, a client that was let in, and one that was
 * refused.
 */
async function setExampleScene(operation: Operation): Promise<Scene & { deletedId: string }> {
  const scene = await setScene(worker, operation);
  const { account } = scene;
  const deletedId = await deleteEntry(operation, scene);
  for (const address of ['198.51.100.7', '192.0.2.44']) {
    const answer = await worker.call<api.Decision>('POST /v1/check', {
      token: relay,
      body: { account: account.name, address },
      headers: { 'X-Sendgate-Password-Right': '1' },
    });
    expect(answer.status).toBe(200);
  }
  return { ...scene, deletedId };
}

/** Deletes an entry of the list that the operation is about. Returns its id. */
async function deleteEntry({ name }: Operation, { account, listName }: Scene): Promise<string> {
  const isShared = name.includes('/v1/lists/{list}');
  const path = isShared ? `/v1/lists/${listName}/allowlist` : account.path('/allowlist');
  const body = { format: 'address', values: ['192.0.2.77'] };
  const { body: change } = await worker.operator<api.SharedChange>(`POST ${path}/entries`, {
    body,
  });
  const id = change.added[0]?.id ?? '';
  expect((await worker.operator(`DELETE ${path}/entries/${id}`)).status).toBe(200);
  return id;
}

/** Puts the scene's ids, account and list into the example. */
function fill(
  example: unknown,
  { name }: Operation,
  scene: Scene & { deletedId: string },
): unknown {
  const account =
    name === 'POST /v1/accounts' ? `named-${++named}@example.com` : scene.account.name;
  const list = name === 'POST /v1/lists' ? `named-${++named}` : LIST;
  const text = JSON.stringify(example)
    .replaceAll(ACCOUNT, account)
    .replaceAll(`"list":"${LIST}"`, `"list":"${list}"`)
    .replaceAll(ENTRY_ID, scene.entryId)
    .replaceAll(DELETED_ID, scene.deletedId);
  return JSON.parse(text);
}

function tokenOf(operation: Operation, scene: Scene): Promise<string> | string {
  const checks = operation.name.includes('/check');
  return checks ? relay : callerOf(operation, scene);
}

function toBody({ ndjson }: Operation, value: unknown): unknown {
  return ndjson ? new Lines(value as unknown[]) : value;
}

describe.each(OPERATIONS)('the examples of $name', (operation) => {
  const find = () => findOperation(document, operation.name);

  it('are taken, and the answers are of the shape of an example', async () => {
    const { requestBody, responses } = find();
    const bodies = Object.values(requestBody?.content ?? {}).flatMap(valuesOf);
    const answered = Object.values(responses[operation.status]?.content ?? {});
    const examples = answered.flatMap((content) => valuesOf(content).map(([, value]) => value));
    expect(examples.length > 0).toBe(operation.status !== 204);
    expect(bodies.length > 0).toBe(requestBody !== undefined);
    for (const [name, example] of requestBody ? bodies : [['no body', undefined] as const]) {
      const scene = await setExampleScene(operation);
      const answer = await worker.call<unknown>(requestOf(operation, scene), {
        token: name === 'caller' ? scene.account.manager : await tokenOf(operation, scene),
        ...(requestBody && { body: toBody(operation, fill(example, operation, scene)) }),
      });
      expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(operation.status);
      const misfits = examples.map((value) => findMisfit(answer.body, value));
      if (operation.status !== 204) expect(misfits, name).toContain(undefined);
    }
  });

  it('are of the schema that clients are typed by', () => {
    const { content = {} } = find().responses[operation.status] ?? {};
    const type = operation.ndjson ? 'application/x-ndjson' : 'application/json';
    for (const [name, value] of valuesOf(content[type])) {
      expect(operation.answer?.parse(value), name).toEqual(value);
    }
  });
});

it('what a revoked token leads to is of the shape of its example', async () => {
  const { account } = await setExampleScene(OPERATIONS[0] as Operation);
  const list = await account.call<{ tokens: api.Token[] }>('GET', '/tokens');
  const manager = list.body.tokens.find(({ role }) => role === 'manager');
  const answer = await worker.operator<unknown>(
    `DELETE ${account.path(`/tokens/${manager?.id}`)}?issued=true`,
  );
  expect(answer.status).toBe(200);
  const { responses } = findOperation(document, 'DELETE /v1/accounts/{account}/tokens/{id}');
  const [example] = valuesOf(responses[200]?.content?.['application/json']);
  expect(findMisfit(answer.body, example?.[1])).toBeUndefined();
});

it.each([
  ['POST /v1/dovecot', '?command=allow'],
  ['POST /v1/stalwart', ''],
])('%s takes each example, allows and refuses as its answers say', async (name, query) => {
  const scene = await setExampleScene(OPERATIONS[0] as Operation);
  const { requestBody, responses } = findOperation(document, name);
  const answers = valuesOf(responses[200]?.content?.['application/json']).map(([, value]) => value);
  const bodies = valuesOf(requestBody?.content['application/json']);
  expect(bodies).not.toEqual([]);
  for (const [, example] of bodies) {
    const text = JSON.stringify(example).replaceAll(ACCOUNT, scene.account.name);
    for (const address of ['198.51.100.7', '192.0.2.44']) {
      const body = text.replaceAll('203.0.113.7', address);
      const answer = await worker.call<unknown>(name + query, { token: relay, body });
      expect(answers).toContainEqual(answer.body);
    }
  }
});

it('the exports of the example list are written as the examples say', () => {
  const { responses } = findOperation(document, 'GET /v1/accounts/{account}/export');
  const content = responses[200]?.content ?? {};
  const texts = Object.values(content).flatMap(valuesOf);
  const json = texts.find(([name]) => name === 'json')?.[1] as api.AllowlistExport;
  const now = Date.parse(AT);
  for (const [format, example] of texts) {
    const text = EXPORT_FORMATS[format as 'csv'].render(sourceOf(json), now);
    expect(format === 'json' ? JSON.parse(text) : text, format).toEqual(example);
  }
});

function sourceOf({ account, revision, suspended, mode, limit, entries }: api.AllowlistExport) {
  const listed = entries.map(({ format, value, createdAt, expiresAt, ...entry }) => {
    const parsed = parseValue(format, value);
    if (!parsed.ok) throw new Error(value);
    const times = {
      createdAt: Date.parse(createdAt),
      expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
    };
    return { ...entry, format, value, range: parsed.value.range, ...times } as ListedEntry;
  });
  const list = { mode, limit, entries: listed };
  return { account, revision, suspended, list } satisfies ExportSource;
}

type ListedEntry = ExportSource['list']['entries'][number];

it('each line of the example of the metrics is in the real ones, whatever the number', async () => {
  const content = findOperation(document, 'GET /v1/metrics').responses[200]?.content ?? {};
  const [[, example] = []] = Object.values(content).flatMap(valuesOf);
  const real = await worker.operator<string>('GET /v1/metrics');
  const lines = (text: unknown) => String(text).trim().split('\n');
  const unnumbered = (line: string) => line.replace(/ \d+$/, '');
  expect(lines(real.body).map(unnumbered)).toEqual(
    expect.arrayContaining(lines(example).map(unnumbered)),
  );
});

/** Each call about the alerts and webhooks of a shared list: who may make it, and what /openapi.json says of it. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { passTime } from '../support/pass-time.ts';
import { Receiver } from '../support/receiver.ts';
import { TestList } from '../support/test-list.ts';
import {
  newCallerAddress,
  OPERATOR_TOKEN,
  TestAccount,
  TestWorker,
} from '../support/test-worker.ts';
import { type Content, type Document, findOperation, readDocument } from './documented.ts';
import { findMisfit } from './find-misfit.ts';
import { LIST_OPERATIONS, requestOf, setListScene } from './list-surface.ts';

const DAY = 86_400_000;
const worker = new TestWorker();
let document: Document;
let receiver: Receiver;

beforeAll(async () => {
  document = await readDocument();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  receiver = new Receiver();
});
afterEach(() => {
  receiver.restore();
  vi.useRealTimers();
});

const valuesOf = (content: Content | undefined) =>
  Object.values(content?.examples ?? {}).map(({ value }) => value);

describe.each(LIST_OPERATIONS)('$name', (operation) => {
  const { name, who, status, body } = operation;

  it('is for those who may make it, and for no token of another list or of an account', async () => {
    const scene = await setListScene(worker);
    const { list } = scene;
    const account = await TestAccount.create(worker);
    const call = (token?: string) =>
      worker.call(requestOf(operation, scene), {
        from: newCallerAddress(),
        ...(token !== undefined && { token }),
        ...(body && { body }),
      });
    const strangers = [(await TestList.create(worker)).manager, account.manager];
    const refused = [...strangers, await account.token('checker'), await worker.relayToken()];
    if (!who.includes('viewer')) refused.push(await list.token('viewer'));
    for (const token of refused) expectProblem(await call(token), 'forbidden');
    expectProblem(await call(), 'unauthorized');
    if (who.includes('viewer'))
      expect((await call(await list.token('viewer'))).status).toBe(status);
    expect((await call(list.manager)).status).toBe(status);
    const another = await setListScene(worker);
    const asked = requestOf(operation, another);
    const asOperator = await worker.operator(asked, { ...(body && { body }) });
    expect(asOperator.status).toBe(status);
  });

  it('takes its examples, and answers as its schema and its example say', async () => {
    const { requestBody, responses, parameters = [] } = findOperation(document, name);
    const type = 'application/json';
    const { schema, ...answered } = responses[status]?.content?.[type] ?? {};
    const id = operation.answer?.meta()?.id;
    expect(schema?.$ref).toBe(id === undefined ? undefined : `#/components/schemas/${id}`);
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    expect(inPath.map((parameter) => `{${parameter.name}}`)).toEqual(name.match(/\{\w+\}/g));
    const examples = valuesOf(answered as Content);
    for (const example of examples) expect(operation.answer?.parse(example)).toEqual(example);
    const bodies = requestBody ? valuesOf(requestBody.content[type]) : [undefined];
    expect(bodies).not.toEqual([]);
    for (const sent of bodies) {
      const scene = await setListScene(worker);
      await passTime(scene.list.stub, DAY);
      const answer = await worker.call<unknown>(requestOf(operation, scene), {
        token: OPERATOR_TOKEN,
        ...(sent !== undefined && { body: sent }),
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(status);
      if (!operation.answer) continue;
      // A schema drops what it does not know, so both are equal only if it knows everything.
      expect(operation.answer.parse(answer.body)).toEqual(answer.body);
      expect(examples.map((value) => findMisfit(answer.body, value))).toContain(undefined);
    }
  });

  it('names the problems that it has', async () => {
    const described = Object.values(findOperation(document, name).responses)
      .filter(({ content }) => content?.['application/problem+json'])
      .flatMap(({ description }) => description.split(', '));
    expect(described).toEqual(expect.arrayContaining(['list-unknown', 'forbidden', 'unavailable']));
    const scene = await setListScene(worker);
    const path = requestOf(operation, scene);
    const gone = path.replace(scene.list.name, 'never-made');
    expectProblem(await worker.operator(gone, { ...(body && { body }) }), 'list-unknown');
    const misnamed = path.replace(scene.list.name, 'Never');
    const refused = await worker.operator(misnamed, { ...(body && { body }) });
    expectFieldProblem(refused, 'invalid-value', '/path/list');
    if (!name.includes('{id}')) return;
    expect(described).toContain('webhook-unknown');
    const other = path.replace(scene.webhookId, '0123456789abcdef');
    expectProblem(await worker.operator(other), 'webhook-unknown');
  });
});

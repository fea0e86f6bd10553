import { beforeAll, describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../../shared/problem.ts';
import {
  type Content,
  type Document,
  type DocumentedOperation,
  type DocumentedResponse,
  findOperation,
  readDocument,
} from './documented.ts';
import { LIST_OPERATIONS } from './list-surface.ts';
import { OPERATIONS } from './surface.ts';

/** The calls of mail servers and proxies, which speak protocols of their own. */
const ADAPTERS = [
  'POST /v1/dovecot',
  'GET /v1/nginx-mail',
  'POST /v1/stalwart',
  'GET /v1/forward-auth',
];
const SEND = 'POST /send/{upstream}/{path}';
let document: Document;

beforeAll(async () => {
  document = await readDocument();
});

const find = (name: string) => findOperation(document, name);

const SENTENCE = /^[A-Z].*\.$/s;

function allOperations(): DocumentedOperation[] {
  return Object.values(document.paths).flatMap((methods) => Object.values(methods));
}

function contentOf({ content = {} }: DocumentedResponse): Readonly<Record<string, Content>> {
  return content;
}

interface Described {
  readonly $ref?: string;
  readonly description?: string;
  readonly anyOf?: readonly Described[];
  readonly items?: Described;
  readonly properties?: Readonly<Record<string, Described>>;
}

function resolve(schema: Described): Described {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (document.components.schemas[name] as Described);
}

/** The fields of a schema by name, with those of its items and shapes. */
function fieldsIn(schema: Described): (readonly [string, Described])[] {
  const { anyOf = [], items, properties = {} } = resolve(schema);
  const inner = [...anyOf, ...(items ? [items] : []), ...Object.values(properties)];
  return [...Object.entries(properties), ...inner.flatMap(fieldsIn)];
}

/** Collects every value under a key, at any depth. */
function collect(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...collect(inner, key),
  ]);
}

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 with a bearer scheme, and a header for where Authorization is another’s', async () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({
      title: 'Sendgate',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      license: { identifier: 'MIT' },
    });
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
      sendgateToken: { type: 'apiKey', in: 'header', name: 'X-Sendgate-Token' },
    });
  });

  it('has every call of the API and no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const operations = [...OPERATIONS, ...LIST_OPERATIONS].map(({ name }) => name);
    // It needs If-Match, so the tests of each call by itself do not make it.
    const cleared = 'POST /v1/lists/{list}/allowlist/clear';
    const wanted = [...operations, cleared, ...ADAPTERS, SEND];
    expect(documented.sort()).toEqual(wanted.sort());
  });

  it('resolves every reference to a schema or an example', () => {
    const references = collect(document, '$ref');
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) {
      const [, kind = '', name = ''] =
        /^#\/components\/(schemas|examples)\/([\w-]+)$/.exec(String(reference)) ?? [];
      expect(document.components[kind as 'schemas'], String(reference)).toHaveProperty([name]);
    }
  });

  it('names each call once, in a group that it describes', () => {
    const operations = allOperations();
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    const groups = new Set(operations.map(({ tags }) => tags.join()));
    expect(groups).toEqual(new Set(document.tags.map(({ name }) => name)));
  });

  it('describes every call, parameter, group and schema', () => {
    for (const { operationId, description, parameters = [] } of allOperations()) {
      expect(description, operationId).toMatch(SENTENCE);
      for (const parameter of parameters) {
        expect(parameter.description, `${operationId} ${parameter.name}`).toMatch(/\S/);
      }
    }
    for (const { name, description } of document.tags) expect(description, name).toMatch(SENTENCE);
    for (const [name, { description }] of Object.entries(document.components.schemas)) {
      expect(description, name).toMatch(/\S/);
    }
    expect(document.paths['/v1/accounts']?.get?.parameters).toContainEqual(
      expect.objectContaining({
        name: 'cursor',
        description: expect.stringMatching(/page before/),
      }),
    );
  });

  it('describes every field of a body that is taken', () => {
    const fields = allOperations()
      .filter(({ tags }) => !tags.includes('Mail servers'))
      .flatMap(({ operationId, requestBody }) =>
        Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
          fieldsIn(schema).map(([name, field]) => [`${operationId} ${name}`, field] as const),
        ),
      );
    expect(fields.length).toBeGreaterThan(50);
    const silent = fields.filter(([, field]) => resolve(field).description === undefined);
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('has an example of every body that is taken or answered', () => {
    for (const { operationId, requestBody, responses } of allOperations()) {
      const contents = [requestBody?.content ?? {}, ...Object.values(responses).map(contentOf)];
      for (const [type, { examples = {} }] of contents.flatMap(Object.entries<Content>)) {
        expect(Object.keys(examples), `${operationId} ${type}`).not.toEqual([]);
      }
    }
  });

  it('names every schema it answers and takes', () => {
    for (const { name, status, answer, body, ndjson, isBodyOptional = false } of OPERATIONS) {
      const { responses, requestBody } = find(name);
      const type = ndjson ? 'application/x-ndjson' : 'application/json';
      const answered = responses[status]?.content?.[type]?.schema.$ref;
      if (requestBody) expect(Object.keys(requestBody.content), name).toEqual([type]);
      const id = answer?.meta()?.id;
      expect(answered, name).toBe(id === undefined ? undefined : `#/components/schemas/${id}`);
      expect(requestBody !== undefined, name).toBe(body !== undefined);
      if (requestBody) expect(requestBody.required ?? false, name).toBe(!isBodyOptional);
    }
  });

  it('asks for a token exactly where one is needed', () => {
    for (const { name, who } of OPERATIONS) {
      const wanted = who === 'anyone' ? [] : [{ bearer: [] }];
      expect(find(name).security, name).toEqual(wanted);
    }
    expect(find(SEND).security).toEqual([{ sendgateToken: [] }]);
    for (const name of ADAPTERS) expect(find(name).security, name).toContainEqual({ bearer: [] });
  });

  it('has a parameter for each part of a path', () => {
    for (const { name } of OPERATIONS) {
      const inPath = (find(name).parameters ?? []).filter((parameter) => parameter.in === 'path');
      const wanted = [...name.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(inPath.map((parameter) => parameter.name).sort(), name).toEqual(wanted.sort());
    }
  });

  it.each([
    ['GET /v1/check', ['X-Sendgate-Password-Right']],
    ['POST /v1/check', ['X-Sendgate-Password-Right']],
    ['POST /v1/check/batch', []],
    ['POST /v1/dovecot', []],
    ['GET /v1/nginx-mail', ['Auth-User', 'Client-IP', 'X-Sendgate-Upstream']],
    ['POST /v1/stalwart', []],
    ['GET /v1/forward-auth', ['X-Sendgate-Account']],
    [SEND, []],
  ])('has a parameter for each header that is read of %s', (name, headers) => {
    const inHeader = (find(name).parameters ?? []).filter((parameter) => parameter.in === 'header');
    expect(inHeader.map((parameter) => parameter.name)).toEqual(headers);
  });

  // biome-ignore format: a table
  it.each<[RegExp, ProblemCode[]]>([
    [/./, ['internal']],
    [/ \/v1\/(session|check|accounts|relay|metrics)/, ['unauthorized', 'forbidden', 'rate-limited']],
    [/^(POST|PATCH) (?!.*webhooks\/\{id\})/, ['invalid-request', 'invalid-value', 'too-large']],
    [/\{account\}/, ['account-unknown', 'invalid-value']],
    [/\{id\}/, ['invalid-request']],
    [/entries\/\{id\}|replace|restore/, ['entry-unknown', 'revision-changed']],
    [/tokens\/\{id\}/, ['token-unknown']],
    [/webhooks\/\{id\}/, ['webhook-unknown', 'account-unknown']],
    [/POST .*webhooks$/, ['limit-reached', 'invalid-value']],
    [/POST .*(entries|replace|restore)/, ['duplicate-entry', 'limit-reached', 'revision-changed']],
    [/(PATCH|DELETE) .*\/allowlist$|(PATCH|DELETE) \/v1\/accounts\/\{account\}$/, ['revision-changed', 'invalid-request']],
    [/PATCH .*\/allowlist$|restore/, ['allowlist-empty']],
    [/POST .*tokens/, ['limit-reached']],
    [/POST \/v1\/accounts$/, ['account-exists']],
    [/GET \/v1\/(check|accounts)$|history/, ['invalid-request', 'invalid-value']],
  ])('lists the problems of %s: %j', (pattern, codes) => {
    const operations = OPERATIONS.filter(({ name }) => pattern.test(name));
    expect(operations).not.toEqual([]);
    for (const { name } of operations) {
      const problems = Object.values(find(name).responses)
        .filter(({ content }) => content?.['application/problem+json'])
        .flatMap(({ description }) => description.split(', '));
      expect(problems, name).toEqual(expect.arrayContaining(codes));
    }
  });
});

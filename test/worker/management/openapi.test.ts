import { beforeAll, describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../../shared/problem.ts';
import { Gate } from '../support/gate.ts';
import { OPERATIONS } from './surface.ts';

interface Content {
  readonly schema: { readonly $ref?: string };
}
interface DocumentedResponse {
  readonly description: string;
  readonly content?: Readonly<Record<string, Content>>;
}
interface DocumentedOperation {
  readonly summary: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Record<string, Content> };
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Record<string, DocumentedOperation>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: object;
  };
}

/** What mail servers and proxies ask in protocols of their own. */
const ADAPTERS = [
  'POST /v1/dovecot',
  'GET /v1/nginx-mail',
  'POST /v1/stalwart',
  'GET /v1/forward-auth',
];
const SEND = 'POST /send/{upstream}/{path}';
let document: Document;

beforeAll(async () => {
  const answer = await new Gate().call<Document>('GET /openapi.json');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  document = answer.body;
});

function find(name: string): DocumentedOperation {
  const [method = '', path = ''] = name.toLowerCase().split(' ');
  const operation = document.paths[path]?.[method];
  if (!operation) throw new Error(`${name} is not in the document`);
  return operation;
}

/** Every value under a key, at any depth. */
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
    expect(document.info).toEqual({
      title: 'Sendgate',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(document.components.securitySchemes).toEqual({
      bearer: { type: 'http', scheme: 'bearer' },
      sendgateToken: { type: 'apiKey', in: 'header', name: 'X-Sendgate-Token' },
    });
  });

  it('has every call of the API and no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const wanted = [...OPERATIONS.map(({ name }) => name), ...ADAPTERS, SEND];
    expect(documented.sort()).toEqual(wanted.sort());
  });

  it('resolves every reference to a schema', () => {
    const references = collect(document, '$ref');
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) {
      const [, name = ''] = /^#\/components\/schemas\/(\w+)$/.exec(String(reference)) ?? [];
      expect(document.components.schemas, String(reference)).toHaveProperty(name);
    }
  });

  it('names every schema it answers and takes', () => {
    for (const { name, status, answer, body } of OPERATIONS) {
      const { responses, requestBody } = find(name);
      const answered = responses[status]?.content?.['application/json']?.schema.$ref;
      const id = answer?.meta()?.id;
      expect(answered, name).toBe(id === undefined ? undefined : `#/components/schemas/${id}`);
      expect(requestBody !== undefined, name).toBe(body !== undefined);
      if (requestBody) expect(requestBody.required, name).toBe(true);
    }
  });

  it('asks for a token exactly where one is needed', () => {
    for (const { name, who } of OPERATIONS) {
      const wanted = who === 'anyone' ? undefined : [{ bearer: [] }];
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

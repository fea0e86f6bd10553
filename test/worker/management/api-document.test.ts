/** Compares docs/api.md with the calls, their callers and their bodies. */
import { beforeAll, describe, expect, it } from 'vitest';
import document from '../../../docs/api.md?raw';
import { DEFAULT_ENTRY_LIMIT, MAX_ENTRY_LIMIT } from '../../../shared/allowlist.ts';
import { WARNING_CODES } from '../../../shared/change-warnings.ts';
import { DECISION_REASONS } from '../../../shared/decision.ts';
import * as limits from '../../../shared/limits.ts';
import { PROBLEMS } from '../../../shared/problem.ts';
import { MAX_WEBHOOKS } from '../../../shared/webhook.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';
import { LIST_OPERATIONS } from './list-surface.ts';
import { OPERATIONS } from './surface.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Operation {
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Row {
  readonly call: string;
  readonly who: string;
  readonly input: string;
  readonly answer: string;
}

const ACCOUNT = '/v1/accounts/{account}';
/** The OpenAPI document does not describe itself. */
const ITSELF = 'GET /openapi.json';
const ROLES = ['operator', 'manager', 'viewer', 'checker', 'relay'];

const rows = [
  ...document.matchAll(/^\| `((?:GET|POST|PUT|PATCH|DELETE) [^`]+)`[^|]*\|(.*)\|$/gm),
].map(([, call = '', rest = '']): Row => {
  const [who = '', input = '', answer = ''] = rest.split('|').map((cell) => cell.trim());
  return { call: call.replace(' …', ` ${ACCOUNT}`), who, input, answer };
});
/**
 * The rows that describe a body. A call with a page of its own, for a mail server or a proxy, has
 * none here.
 */
const described = rows.filter(({ input }) => !input.includes('integrations/'));

let openApi: OpenApi;

beforeAll(async () => {
  ({ body: openApi } = await new TestWorker().call<OpenApi>('GET /openapi.json'));
});

function find(call: string): Operation {
  const [method = '', path = ''] = call.split(' ');
  const operation = openApi.paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`${call} is not in the document`);
  return operation;
}

/** The schema of JSON, or of the lines of NDJSON. */
function schemaOf(holder: Content | undefined): Schema | undefined {
  const { content = {} } = holder ?? {};
  return (content['application/json'] ?? content['application/x-ndjson'])?.schema;
}

function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = openApi.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
  if (!found) throw new Error(`there is no ${schema.$ref}`);
  return found;
}

/**
 * The fields of a body. Optional ones end in a question mark. A named body inside of it is not
 * opened.
 */
function fieldsOf(schema: Schema): string[] {
  const { properties = {}, required = [], items, anyOf = [], oneOf = [] } = schema;
  const own = Object.entries(properties).flatMap(([name, inner]) => [
    required.includes(name) ? name : `${name}?`,
    ...(inner.$ref === undefined ? fieldsOf(inner) : []),
  ]);
  const inside = [...anyOf, ...oneOf, ...(items && items.$ref === undefined ? [items] : [])];
  return [...new Set([...own, ...inside.flatMap(fieldsOf)])];
}

function firstColumn(heading: string, pattern = /^\| `([\w-]+)` \|/gm): (string | undefined)[] {
  const section = document.slice(document.indexOf(`\n${heading}\n`));
  const [table = ''] = /(?:^\|.*\n)+/m.exec(section) ?? [];
  return [...table.matchAll(pattern)].map(([, name]) => name);
}

it('has every call, once', () => {
  const calls = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(calls.length).toBeGreaterThan(30);
  expect(rows.map(({ call }) => call).sort()).toEqual([...calls, ITSELF].sort());
});

function findCall(call: string): Operation {
  const [method = '', path = ''] = call.split(' ');
  return openApi.paths[path]?.[method.toLowerCase()] ?? { responses: {} };
}

/** A call of a shared list is for tokens of lists, which the table of all calls does not have. */
function rolesOf({ description = '' }: Operation): string[] {
  return description.replace(/^For |\.$/g, '').split(', ');
}

describe.each(described.filter(({ call }) => call !== ITSELF))('$call', (row) => {
  it('is for those who may make it', () => {
    const known = [...OPERATIONS, ...LIST_OPERATIONS];
    const who = row.call.includes('/v1/lists/{list}')
      ? rolesOf(findCall(row.call))
      : (known.find(({ name }) => name === row.call)?.who ?? []);
    const said = row.who === 'any token' ? ROLES : row.who.split(', ');
    expect([...said].sort()).toEqual([who].flat().sort());
  });

  it('takes the fields that are named', () => {
    const { requestBody, parameters = [] } = find(row.call);
    const schema = schemaOf(requestBody);
    const wanted = schema ? fieldsOf(resolve(schema)) : [];
    const named = row.input.matchAll(/(?<!: )"(\w+)"(\??)(?=[,:}])/g);
    expect([...named].map(([, name, optional]) => name + (optional ?? '')).sort()).toEqual(
      wanted.sort(),
    );
    const query = parameters.filter(({ in: where }) => where === 'query').map(({ name }) => name);
    const asked = [...row.input.matchAll(/[?&](\w+)=/g)].map(([, name]) => name);
    expect(asked.sort()).toEqual(query.sort());
  });

  it('answers what is named', () => {
    const { responses } = find(row.call);
    const success = responses['200'] ?? responses['201'];
    const schema = schemaOf(success);
    const [, said] = /^`(\w+)`/.exec(row.answer) ?? [];
    // A revocation has an answer only if the caller asks for one, and an export is a file.
    if (said === undefined && /^(nothing|the list as a file)/.test(row.answer)) return;
    expect(said).toBe(schema?.$ref?.split('/').at(-1));
  });
});

describe('the tables of words', () => {
  it('have every reason of a decision', () => {
    expect(firstColumn('## Check an address').sort()).toEqual([...DECISION_REASONS].sort());
  });

  it('have every warning', () => {
    expect(firstColumn('## Warnings')).toEqual([...WARNING_CODES]);
  });

  it('have every problem with its status', () => {
    const said = firstColumn('## Problems', /^\| `([\w-]+` \| \d{3}) \|/gm);
    const wanted = Object.entries(PROBLEMS).map(([code, { status }]) => `${code}\` | ${status}`);
    expect(said.sort()).toEqual(wanted.sort());
  });
});

it('shows a problem as the API answers it', async () => {
  const [, block = ''] = /```json\n(\{"type"[\s\S]*?)```/.exec(document) ?? [];
  const shown = JSON.parse(block);
  const account = await TestAccount.create(new TestWorker());
  const { body } = await account.call<object>('POST', '/allowlist/entries', {
    body: { format: 'address', values: ['203.0.113.7', shown.errors[0].value] },
  });
  expect({ ...body, requestId: '…' }).toEqual(shown);
});

it('has the limits of the code', () => {
  const section = document.slice(document.indexOf('\n## Limits\n'));
  const said = (what: string) =>
    new RegExp(`^\\| ${what}[^|]*\\| (.*) \\|$`, 'm').exec(section)?.[1];
  const number = (value: number) => value.toLocaleString('en-US');
  expect(said('a request')).toBe(`${limits.MAX_BODY_KIB} KiB`);
  expect(said('checks in a batch')).toBe(number(limits.MAX_CHECKS));
  expect(said('accounts made in one call')).toBe(number(limits.MAX_BATCH_LINES));
  expect(said('accounts that an agent')).toBe(number(limits.MAX_OBSERVED_ACCOUNTS));
  expect(said('senders; leaks')).toBe(
    `${number(limits.MAX_OBSERVED_SENDERS)}; ${number(limits.MAX_OBSERVED_LEAKS)}`,
  );
  expect(said('entries')).toBe(
    `${DEFAULT_ENTRY_LIMIT}, or what the operator sets, up to ${number(MAX_ENTRY_LIMIT)}`,
  );
  expect(said('a remark')).toBe(`${limits.MAX_REMARK_CHARACTERS} characters`);
  expect(said('a name')).toBe(`${limits.MAX_NAME_CHARACTERS} characters`);
  expect(said('a note')).toBe(`${number(limits.MAX_NOTE_CHARACTERS)} characters`);
  expect(said('webhooks')).toBe(number(MAX_WEBHOOKS));
});

/**
 * Requests made from the contract. Most are nearly right, and are sent by an actor who may or may
 * not make the call.
 */
import type { Contract, Operation, Parameter } from './contract.ts';
import { joinLines, toBytes } from './hostile-bodies.ts';
import { NAMES, TEXTS } from './hostile-values.ts';
import type { Random } from './random.ts';
import { breakValue, type SchemaValues } from './schema-values.ts';

export interface HostileRequest {
  readonly operation: Operation;
  /** Whether method and path are those of the operation. */
  readonly routed: boolean;
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | undefined;
}

/** The headers that say who asks. */
export type Credentials = readonly (readonly [string, string])[];

const NDJSON = 'application/x-ndjson';
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PURGE', 'PROPFIND'];
const WITHOUT_BODY = ['GET', 'HEAD'];

// biome-ignore format: a table
const CONTENT_TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16', 'application/problem+json', 'application/jsonx', 'json', '*/*', ''];

// biome-ignore format: a table
const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ['X-HTTP-Method-Override', 'DELETE'], ['X-Forwarded-For', '198.51.100.7'], ['Forwarded', 'for=198.51.100.7'], ['X-Real-IP', '198.51.100.7'],
  ['X-Original-URL', '/v1/accounts'], ['X-Rewrite-URL', '/v1/accounts'], ['Host', 'evil.example.com'], ['Origin', 'null'], ['Origin', 'https://evil.example.com'],
  ['Access-Control-Request-Method', 'DELETE'], ['Cookie', 'token=operator; a=b'], ['Content-Encoding', 'gzip'], ['Content-Length', '99999999'], ['Content-Length', '-1'],
  ['Range', 'bytes=0-0'], ['Expect', '100-continue'], ['Accept', 'text/html;q=1, */*;q=NaN'], ['Accept-Encoding', 'x'.repeat(2_000)],
  ['If-Match', '"'], ['If-Match', '"1", W/"2", *'], ['If-Match', '"0"'], ['If-Match', '*'], ['If-None-Match', '*'], ['If-Match', '"999999999999999"'],
  ['Idempotency-Key', ''], ['Idempotency-Key', 'k'.repeat(300)], ['Idempotency-Key', 'same'], 
  ['X-Sendgate-Account', 'a, b'], ['X-Request-Id', 'chosen'], ['CF-Connecting-IP', '198.51.100.7, 192.0.2.1'], ['CF-Connecting-IP', ''],
];

const PATH_CHANGES: readonly ((path: string, random: Random) => string)[] = [
  (path) => `${path}/`,
  (path) => path.replaceAll('/', '//'),
  (path) => path.toUpperCase(),
  (path) => `${path}/..%2f..`,
  (path) => `${path}%00`,
  (path) => `${path}.json`,
  (path) => `${path};a=b`,
  (path) => `${path}/${'x'.repeat(3_000)}`,
  (path) => path.replace('/v1/', '/v2/'),
  (path) => path.replace('/v1/', '/v1/../v1/'),
  (path, random) => path.replace(/[^/]+$/, encode(random.pick(TEXTS))),
  (path) => path.replace(/[^/]+$/, '%E0%A4%A'),
];

export class HostileRequests {
  readonly #contract: Contract;
  readonly #values: SchemaValues;

  constructor(contract: Contract, values: SchemaValues) {
    this.#contract = contract;
    this.#values = values;
  }

  make(credentials: Credentials, random: Random): HostileRequest {
    const operation = random.pick(this.#contract.operations);
    const method = random.oneIn(25) ? random.pick(METHODS) : operation.method;
    const named = this.#path(operation, random);
    const path = random.oneIn(25) ? random.pick(PATH_CHANGES)(named, random) : named;
    const body =
      WITHOUT_BODY.includes(method) || (!operation.body && !random.oneIn(10))
        ? undefined
        : this.#body(operation, random);
    const own = this.#headers(operation, body, random);
    return {
      operation,
      routed: method === operation.method && path === named && !/\/(\.{0,2}|%2e)(\/|$)/i.test(path),
      method,
      path: path + this.#query(operation, random),
      headers: [...own.filter(([name]) => !isAmong(credentials, name)), ...credentials],
      body,
    };
  }

  #path({ path, parameters }: Operation, random: Random): string {
    return path.replaceAll(/([\w-]+)\/\{(\w+)\}/g, (_whole, folder: string, name: string) => {
      const parameter = find(parameters, name, 'path');
      return `${folder}/${encode(this.#parameter({ ...parameter, name: `${folder}/${name}` }, random))}`;
    });
  }

  #query({ parameters }: Operation, random: Random): string {
    const documented = parameters.filter((parameter) => parameter.in === 'query');
    const pairs = documented
      .filter(() => !random.oneIn(5))
      .map((parameter) => `${parameter.name}=${encode(this.#parameter(parameter, random))}`);
    if (random.oneIn(15)) pairs.push(`${encode(random.pick(NAMES))}=${encode(random.pick(TEXTS))}`);
    if (random.oneIn(30) && pairs[0]) pairs.push(pairs[0]);
    return pairs.length > 0 ? `?${pairs.join('&')}` : '';
  }

  #body({ body, type }: Operation, random: Random): Uint8Array {
    const good = body ? this.#values.valid(body, '', random) : { nobody: 'asked for it' };
    if (type === NDJSON && Array.isArray(good)) {
      return joinLines(good.map((line) => this.#bytes(line, random)));
    }
    return this.#bytes(good, random);
  }

  #bytes(good: unknown, random: Random): Uint8Array {
    return toBytes(random.oneIn(2) ? good : breakValue(good, random), random);
  }

  #headers(
    { parameters, type: documented }: Operation,
    body: Uint8Array | undefined,
    random: Random,
  ): (readonly [string, string])[] {
    const headers: (readonly [string, string])[] = parameters
      .filter(
        (parameter) =>
          parameter.in === 'header' && (/^[A-Z]/.test(parameter.name) || random.oneIn(8)),
      )
      .map((parameter) => [parameter.name, ascii(this.#parameter(parameter, random))]);
    const type = random.oneIn(20) ? random.pick(CONTENT_TYPES) : documented;
    if (body) headers.push(['Content-Type', type]);
    if (random.oneIn(8)) headers.push(random.pick(ODD_HEADERS));
    return headers;
  }

  #parameter({ schema, name }: Parameter, random: Random): string {
    if (random.oneIn(8)) return random.pick(TEXTS);
    return String(this.#values.valid(schema, name, random));
  }
}

/** A header that is sent twice has another value, since the two values are joined. */
function isAmong(headers: Credentials, name: string): boolean {
  return headers.some(([other]) => other === name);
}

function find(parameters: readonly Parameter[], name: string, place: string): Parameter {
  const found = parameters.find((parameter) => parameter.name === name && parameter.in === place);
  return found ?? { name, in: place, schema: { type: 'string' } };
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/**
 * Replaces what is not ASCII: in a header it can be read in more than one way. The tests of the
 * adapters cover that.
 */
function ascii(text: string): string {
  return [...text]
    .map((character) => (/[\x20-\x7e]/.test(character) ? character : '?'))
    .join('')
    .trim();
}

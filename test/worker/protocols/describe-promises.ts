/**
 * The promises that every protocol keeps, whatever its form. A row in ways-to-ask.ts tests a new
 * one.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import type { Protocol } from '../../../worker/protocols/protocol.ts';
import { PROTOCOLS } from '../../../worker/protocols/protocol-table.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { throwingAccounts, throwingKv } from '../support/faulty-bindings.ts';
import {
  newCallerAddress,
  OPERATOR_TOKEN,
  TestAccount,
  TestWorker,
  type WorkerCall,
} from '../support/test-worker.ts';
import { CLIENT_ADDRESS_HEADER, type WayToAsk } from './way-to-ask.ts';

const LISTED = '198.51.100.7';
const OTHER = '198.51.100.8';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
const PAGE = { Origin: 'https://page.example' };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DOWN = { REPLICA: throwingKv(), ACCOUNTS: throwingAccounts() };
const ATTEMPTS = 20;

interface Sent extends WorkerCall {
  readonly request?: string;
  readonly at?: TestWorker;
}

export function describePromises(
  way: WayToAsk,
  protocols: readonly Protocol<unknown>[] = PROTOCOLS,
): void {
  const protocol = expectProtocol(way, protocols);
  const isolate = (overrides: object = {}) => new TestWorker(overrides, protocols);
  const worker = isolate();
  let account: TestAccount;
  let relay = '';

  beforeAll(async () => {
    account = await TestAccount.create(worker);
    await account.add(LISTED, '2001:db8::7');
    await account.publish();
    const body = { name: 'mx', clientAddressHeader: CLIENT_ADDRESS_HEADER };
    relay = (await worker.operator<api.IssuedToken>('POST /v1/relay-tokens', { body })).body.token;
  });

  /** Asks a good question about the address, with parts of it replaced, and returns the answer. */
  async function ask(address: string, { request, at = worker, headers, ...sent }: Sent = {}) {
    const good = way.question({ account: account.name, address });
    const call = { token: relay, from: newCallerAddress(), body: good.body, ...sent };
    const all = { ...good.headers, ...headers };
    return at.call<unknown>(request ?? good.request, { ...call, headers: all });
  }

  const word = async (address: string, sent: Sent = {}) => way.word(await ask(address, sent));

  /** The good request with another path. */
  const elsewhere = (path: string, address = LISTED) => {
    const { request } = way.question({ account: account.name, address });
    return request.replace(protocol.path, path);
  };

  it('R1: allows a listed address, also as a mapped one, and refuses another', async () => {
    expect(await word(LISTED)).toBe(way.words.allow);
    expect(await word(`::ffff:${LISTED}`)).toBe(way.words.allow);
    expect(await word('2001:DB8:0:0::7')).toBe(way.words.allow);
    expect(await word(OTHER)).toBe(way.words.deny);
  });

  it('allows from the first request of an isolate on, and has an id for refusals alone', async () => {
    const at = isolate();
    const ids = async (address: string) => {
      const answers = [await ask(address, { at }), await ask(address, { at })];
      return answers.map(({ headers }) => headers.get('x-request-id'));
    };
    expect(await ids(LISTED)).toEqual([null, null]);
    const refused = await ids(OTHER);
    expect(refused).toEqual([expect.stringMatching(UUID), expect.stringMatching(UUID)]);
    expect(new Set(refused).size).toBe(2);
  });

  it('answers a page what it answers a program', async () => {
    for (const address of [LISTED, OTHER, '192.0.2.07', '']) {
      const [program, page] = [await ask(address), await ask(address, { headers: PAGE })];
      expect(page.status).toBe(program.status);
      expect(withoutId(page.body)).toEqual(withoutId(program.body));
    }
  });

  // biome-ignore format: a table
  it.each<[string, () => Sent | Promise<Sent>]>([
    ['no token', () => ({ headers: { Authorization: '' } })],
    ['a token that was never issued', () => ({ token: relay.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })],
    ['the operator’s token', () => ({ token: OPERATOR_TOKEN })],
    ['a token in the query', () => ({ headers: { Authorization: '' }, request: `${elsewhere(protocol.path)}${elsewhere('').includes('?') ? '&' : '?'}token=${relay}` })],
  ])('allows no one with %s', async (_what, sent) => {
    expect(await word(LISTED, await sent())).not.toBe(way.words.allow);
  });

  it('takes the tokens of accounts only where it says so', async () => {
    for (const token of [account.manager, await account.token('checker')]) {
      const answered = await word(LISTED, { token });
      expect(answered === way.words.allow).toBe(protocol.callers === 'relays-and-accounts');
    }
  });

  it('counts failed authentications of its caller', async () => {
    const from = newCallerAddress();
    for (let attempt = 0; attempt < ATTEMPTS; attempt++)
      await word(LISTED, { token: 'wrong', from });
    expectProblem(await worker.call('GET /v1/session', { token: 'wrong', from }), 'rate-limited');
    expect(await word(LISTED, { from })).toBe(way.words.allow);
    expect(await word(LISTED, { token: 'wrong', from })).not.toBe(way.words.allow);
  });

  it('refuses bytes that are not UTF-8, where any login would be let in', async () => {
    const at = isolate({ UNKNOWN_ACCOUNTS: 'allow' });
    const { request, ...call } = way.notUtf8(LISTED);
    const answer = await at.call<unknown>(request, { token: relay, ...call });
    expect(way.word(answer)).not.toBe(way.words.allow);
    expect(await word(LISTED, { at })).toBe(way.words.allow);
  });

  if (protocol.takesBody && !way.name.startsWith('GET'))
    it('refuses bodies that can’t be read', async () => {
      const good = JSON.stringify(way.question({ account: account.name, address: LISTED }).body);
      const padded = `${good.slice(0, -1)},"padding":"${'x'.repeat(1_000_000)}"}`;
      const bodies = [
        '',
        'null',
        '[]',
        '7',
        '{}',
        good.slice(0, -1),
        `[${good}]`,
        `${good}x`,
        padded,
      ];
      for (const body of bodies) {
        expect.soft(await word(LISTED, { body }), body.slice(0, 80)).not.toBe(way.words.allow);
      }
      const headers = { 'Content-Length': String(padded.length) };
      expect(await word(LISTED, { body: padded, headers })).not.toBe(way.words.allow);
    });

  if (protocol.methods === undefined)
    it('refuses in its own form below its path', async () => {
      for (const path of [`${protocol.path}/`, `${protocol.path}/policy`]) {
        expect(await word(LISTED, { request: elsewhere(path) }), path).not.toBe(way.words.allow);
        for (const method of METHODS) {
          const body = ['GET', 'HEAD'].includes(method) ? undefined : 'none';
          const answer = await ask(LISTED, { request: `${method} ${path}`, body });
          if (method !== 'HEAD') expect(way.word(answer), method).not.toBe(way.words.allow);
        }
      }
    });

  if (protocol.methods === undefined)
    it('answers every method in its own form', async () => {
      for (const method of METHODS.filter((name) => name !== 'HEAD')) {
        const body = method === 'GET' ? undefined : 'none';
        const answer = await ask(OTHER, { request: `${method} ${protocol.path}`, body });
        expect(way.word(answer), method).not.toBe(way.words.allow);
      }
    });

  it('is not what a path is that begins as its own', async () => {
    expectProblem(await ask(LISTED, { request: elsewhere(`${protocol.path}x`) }), 'not-found');
  });

  it('is found however its path is percent-encoded', async () => {
    const spelled = protocol.path.replace(
      /[a-z](?=[^/]*$)/,
      (letter) => `%${letter.charCodeAt(0).toString(16)}`,
    );
    expect(await word(LISTED, { request: elsewhere(spelled) })).toBe(way.words.allow);
    expect(await word(OTHER, { request: elsewhere(spelled, OTHER) })).toBe(way.words.deny);
  });

  // biome-ignore format: a table
  it.each<[string, object]>([
    ['the configuration is wrong', { FAIL_MODE: 'ajar' }],
    ['a binding is missing', { ACCOUNTS: undefined, REPLICA: undefined }],
    ['nothing can be read', DOWN],
    ['nothing can be read, not the token either', { ...DOWN, DIRECTORY: undefined }],
  ])('allows no one where %s', async (_what, overrides) => {
    expect(await word(LISTED, { at: isolate(overrides) })).not.toBe(way.words.allow);
  });

  it('where nothing can be read and the deployment fails open, allows', async () => {
    expect(await word(LISTED, { at: isolate(DOWN) })).toBe(way.words.unavailable);
    const allowed = await word(OTHER, { at: isolate({ ...DOWN, FAIL_MODE: 'open' }) });
    expect(allowed.startsWith(way.words.allow)).toBe(true);
  });

  it('has its operation in /openapi.json', async () => {
    const [method = ''] = way.name.toLowerCase().split(' ');
    expect(protocol.operations[method]?.summary).toMatch(/\S/);
  });
}

export function describeTable(
  ways: readonly WayToAsk[],
  protocols: readonly Protocol<unknown>[],
): void {
  it('every protocol of the table has a way to ask, for each of its operations', () => {
    const wanted = protocols.flatMap(({ name, operations }) =>
      Object.keys(operations).map((method) => `${name} by ${method.toUpperCase()}`),
    );
    const there = ways.map(({ name, protocol }) => `${protocol} by ${name.split(' ')[0]}`);
    expect(there.sort()).toEqual(wanted.sort());
  });
  for (const way of ways) describe(way.name, () => describePromises(way, protocols));
}

function expectProtocol({ protocol }: WayToAsk, protocols: readonly Protocol<unknown>[]) {
  const found = protocols.find(({ name }) => name === protocol);
  if (!found) throw new Error(`the table has no protocol ${protocol}`);
  return found;
}

function withoutId(body: unknown): unknown {
  return body instanceof Object ? { ...body, requestId: null } : body;
}

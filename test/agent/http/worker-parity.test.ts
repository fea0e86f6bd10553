/** Each answer of the agent by HTTP is the Worker's, for the same bytes: the status, the headers and the body. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Decider } from '../../../agent/deciding/decider.ts';
import { openHttpServer } from '../../../agent/protocols/http/http-server.ts';
import { WorkerClient } from '../../../agent/worker-client/worker-client.ts';
import { startWorker } from '../../../local/worker-runtime.ts';
import type { Mode } from '../../../shared/allowlist.ts';
import type { IssuedToken } from '../../../shared/api.ts';
import { temporaryFolder } from '../../local/temporary-folder.ts';
import { SendgateApi } from '../../mail/sendgate-api.ts';
import { ADDRESS, LOGIN } from '../support/decisions.ts';
import { HeldCopies } from '../support/held-copies.ts';
import { entryOf, replicaOf } from '../support/replicas.ts';
import { exchange, type RequestTerms, requestBytes } from './raw-http.ts';
import { ADDRESS_HEADER, ASKS, oddRequests } from './requests.ts';

const OPERATOR = 'the-operator-of-the-tests-of-the-agent';
const MESSAGE = 'Not from here';
/** Of the Worker's answer to a page, and of the connection. */
const OTHER_HEADERS =
  /^(?:connection|date|content-length|transfer-encoding|keep-alive|content-security-policy|cross-origin-.*|origin-agent-cluster|referrer-policy|strict-transport-security|x-content-type-options|x-dns-.*|x-download-options|x-frame-options|x-permitted-.*|x-xss-protection|server|vary)$/;

interface Servers extends AsyncDisposable {
  readonly worker: number;
  /** Agents that hold copies, and that only pass on. */
  readonly holding: number;
  readonly passing: number;
  readonly token: string;
}

let servers: Servers;

beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers?.[Symbol.asyncDispose]());

async function startServers(): Promise<Servers> {
  await using made = new AsyncDisposableStack();
  const folder = made.use(temporaryFolder());
  const variables = { OPERATOR_TOKEN: OPERATOR, DOVECOT_REFUSAL_MESSAGE: MESSAGE };
  const worker = made.use(await startWorker({ stateDir: folder.path, variables, log: () => {} }));
  const url = await worker.origin();
  const token = await issueToken(url);
  const copies = await makeAccounts(new SendgateApi(url.href, OPERATOR));
  const client = new WorkerClient({ url: new URL('/', url), token, timeoutMs: 20_000 });
  made.defer(() => client.close());
  const openAgent = async (held: HeldCopies) => {
    const decider = new Decider({
      copies: held,
      check: (question) => client.check(question),
      observe: () => {},
      freshMs: 30_000,
      maxStaleMs: 0,
    });
    const server = await openHttpServer({
      listen: { host: '127.0.0.1', port: 0 },
      maxConnections: 100,
      ask: decider.ask,
      log: () => {},
      accepts: (given) => given === token,
      clientAddressHeader: () => ADDRESS_HEADER,
      dovecotRefusalMessage: () => MESSAGE,
      pages: {},
    });
    made.defer(() => server.close(0));
    return Number(server.address.split(':').at(-1));
  };
  const holding = await openAgent(copies);
  const passing = await openAgent(new HeldCopies());
  const owned = made.move();
  const dispose = () => owned.disposeAsync();
  return { worker: Number(url.port), holding, passing, token, [Symbol.asyncDispose]: dispose };
}

async function issueToken(url: URL): Promise<string> {
  const response = await fetch(new URL('/v1/relay-tokens', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${OPERATOR}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'agent', copies: true, clientAddressHeader: ADDRESS_HEADER }),
  });
  return ((await response.json()) as IssuedToken).token;
}

const ACCOUNTS: Readonly<Record<string, { mode?: Mode; suspended?: true }>> = {
  [LOGIN]: {},
  'observes@example.com': { mode: 'observe' },
  'off@example.com': { mode: 'off' },
  'suspended@example.com': { suspended: true },
  '@example.org': {},
};

/** Makes the accounts at the Worker, and copies of them. */
async function makeAccounts(api: SendgateApi): Promise<HeldCopies> {
  const copies = new HeldCopies();
  for (const [account, { mode: wanted = 'enforce', suspended = false }] of Object.entries(
    ACCOUNTS,
  )) {
    await api.createAccount(account);
    if (wanted !== 'off') {
      await api.addEntry(account, ADDRESS);
      await api.addEntry(account, '2001:db8::7');
      await api.setMode(account, wanted);
    }
    if (suspended) await api.suspend(account, true);
    const { entries, revision, mode } = await api.readAllowlist(account);
    copies.hold(
      replicaOf(
        { account, mode, suspended, revision },
        entries.map(({ id, value }) => ({ ...entryOf(value), id })),
      ),
    );
  }
  return copies;
}

const ADDRESSES = [
  ADDRESS,
  '198.51.100.9',
  '2001:DB8:0::7',
  '::ffff:203.0.113.7',
  '203.0.113',
  '203.0.113.7 ',
  'fe80::1%eth0',
  'localhost',
  '',
];
const LOGINS = [
  ...Object.keys(ACCOUNTS),
  'Sender@EXAMPLE.com',
  'anybody@example.org',
  'unknown@example.net',
  'no login',
  '',
  `${'x'.repeat(300)}@example.com`,
  'a\u0000b@example.com',
];

async function answersTo(terms: RequestTerms, token: string) {
  const bearer = ['Authorization', `Bearer ${token}`] as const;
  const isProxy = terms.headers?.some(([name]) => name === 'Authorization') === true;
  const own = isProxy ? (['X-Sendgate-Token', token] as const) : bearer;
  const bytes = requestBytes({ ...terms, headers: [own, ...(terms.headers ?? [])] });
  return await compare(bytes);
}

async function compare(bytes: Buffer) {
  const { worker, holding, passing } = servers;
  const [said, held, passed] = await Promise.all(
    [worker, holding, passing].map(async (port) => {
      const { status, headers, body } = await exchange(port, bytes);
      const id = headers.get('x-request-id') ?? 'no id';
      const shown = [...headers]
        .filter(([name]) => !OTHER_HEADERS.test(name))
        .map(([name, value]) => `${name}: ${value}`);
      return [`status: ${status}`, ...shown.sort(), body].join('\n').replaceAll(id, 'ID');
    }),
  );
  return { said, held, passed };
}

const isHeader = (text: string) => /^[\x20-\x7e]*$/.test(text);

describe('the agent’s answer is the Worker’s', () => {
  it.each(Object.keys(ASKS))('%s: logins and addresses', async (name) => {
    const ask = ASKS[name];
    if (!ask) throw new Error(name);
    const pairs = [
      ...LOGINS.flatMap((login) => [ADDRESS, '198.51.100.9'].map((address) => [login, address])),
      ...ADDRESSES.map((address) => [LOGIN, address]),
    ] as [string, string][];
    const statuses = new Set<string>();
    for (const [login, address] of pairs) {
      if (name === 'forward-auth' && !isHeader(login)) continue;
      const { said, held, passed } = await answersTo(ask(login, address), servers.token);
      expect({ login, address, said: held }).toEqual({ login, address, said });
      expect({ login, address, said: passed }).toEqual({ login, address, said });
      statuses.add(said ?? '');
    }
    expect(statuses.size).toBeGreaterThan(1);
  });

  it.each(oddRequests())('%s', async (_name, terms) => {
    const { said, held, passed } = await answersTo(terms, servers.token);
    expect(held).toBe(said);
    expect(passed).toBe(said);
  });

  it.each([
    ['no token', []],
    ['another scheme', [['Authorization', 'Basic YTpi']]],
    ['no token of anybody', [['Authorization', `Bearer sgr_${'0'.repeat(16)}_${'A'.repeat(43)}`]]],
  ] as const)('%s', async (_name, headers) => {
    for (const ask of ['check, POST', 'dovecot', 'nginx-mail', 'stalwart', 'forward-auth']) {
      const terms = ASKS[ask]?.(LOGIN, ADDRESS);
      if (!terms) throw new Error(ask);
      const bytes = requestBytes({ ...terms, headers: [...headers, ...(terms.headers ?? [])] });
      const { said, held } = await compare(bytes);
      expect(held).toBe(said);
    }
  });

  it('two tokens', async () => {
    const { token } = servers;
    const twice = ['Authorization', `Bearer ${token}`] as const;
    const other = ['X-Sendgate-Token', `sgr_${'0'.repeat(16)}_${'A'.repeat(43)}`] as const;
    for (const headers of [[twice], [other]]) {
      const terms = ASKS['forward-auth']?.(LOGIN, ADDRESS) as RequestTerms;
      const bytes = requestBytes({
        ...terms,
        headers: [twice, ...headers, ...(terms.headers ?? [])],
      });
      const { said, held } = await compare(bytes);
      expect(held).toBe(said);
    }
  });
});

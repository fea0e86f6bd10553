import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import type { ProblemCode } from '../../../shared/problem.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { hangingKv, missingKv, throwingAccounts, throwingKv } from '../support/faulty-bindings.ts';
import {
  newCallerAddress,
  OPERATOR_TOKEN,
  TestAccount,
  TestWorker,
  type WorkerCall,
} from '../support/test-worker.ts';
import { LISTED, OTHER } from './mail-server.ts';

const worker = new TestWorker();
const HEADER = 'X-Sendgate-Client-Address';
let account: TestAccount;
let relay: string;

async function issueRelay(clientAddressHeader?: string): Promise<string> {
  const answer = await worker.operator<api.IssuedToken>('POST /v1/relay-tokens', {
    body: { name: 'proxy', ...(clientAddressHeader && { clientAddressHeader }) },
  });
  expect(answer.status).toBe(201);
  return answer.body.token;
}

beforeAll(async () => {
  account = await TestAccount.create(worker);
  await account.add(LISTED, '2001:db8::7');
  relay = await issueRelay(HEADER);
});

interface ForwardAuthCall extends Omit<WorkerCall, 'body'> {
  readonly request?: string;
  readonly at?: TestWorker;
  /** Headers that replace those of a good question. An empty one leaves the header out. */
  readonly with?: Record<string, string>;
}

function ask({ request = 'GET /v1/forward-auth', at = worker, ...call }: ForwardAuthCall = {}) {
  const question = { [HEADER]: LISTED, 'X-Sendgate-Account': account.name, ...call.with };
  const headers = Object.fromEntries(Object.entries(question).filter(([, value]) => value));
  const sent = { token: relay, from: newCallerAddress(), ...call };
  return at.call<unknown>(request, { ...sent, headers: { ...headers, ...call.headers } });
}

async function expectAllowed(question: ForwardAuthCall = {}) {
  const { status, body } = await ask(question);
  expect(body).toBe('');
  expect(status).toBe(204);
}

async function expectRefused(code: ProblemCode, question: ForwardAuthCall) {
  return expectProblem(await ask(question), code);
}

describe('what a proxy asks before it lets a request through', () => {
  it('R1: is allowed from a listed address, and refused from another', async () => {
    await expectAllowed();
    await expectAllowed({ with: { [HEADER]: '2001:DB8:0:0::7' } });
    await expectAllowed({ with: { [HEADER]: `::ffff:${LISTED}` } });
    await expectRefused('address-not-allowed', { with: { [HEADER]: OTHER } });
    await expectRefused('address-not-allowed', { with: { [HEADER]: '2001:db8::8' } });
  });

  it('tells a refused client neither why nor what the list has', async () => {
    const details = [
      await expectRefused('address-not-allowed', { with: { [HEADER]: OTHER } }),
      await expectRefused('address-not-allowed', {
        with: { 'X-Sendgate-Account': 'nobody@example.com' },
      }),
    ].map(({ requestId: _, ...document }) => document);
    expect(details[0]).toEqual(details[1]);
    expect(JSON.stringify(details)).not.toContain(LISTED);
  });

  it.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'may come as %s',
    async (method) => {
      await expectAllowed({ request: `${method} /v1/forward-auth` });
      const with_ = { [HEADER]: OTHER };
      await expectRefused('address-not-allowed', {
        request: `${method} /v1/forward-auth`,
        with: with_,
      });
    },
  );

  it.each(['/', '/send?to=x'])('is refused below the path: %s', async (rest) => {
    await expectRefused('forbidden', { request: `GET /v1/forward-auth${rest}` });
    await expectRefused('forbidden', { request: `GET /v1/forward-auth${rest}`, token: 'none' });
  });

  it('is about the account in any spelling', async () => {
    await expectAllowed({ with: { 'X-Sendgate-Account': account.name.toUpperCase() } });
  });

  it('R2: for an unknown account gets what the deployment says', async () => {
    const question = { with: { 'X-Sendgate-Account': 'nobody@example.com' } };
    await expectRefused('address-not-allowed', question);
    await expectAllowed({ ...question, at: new TestWorker({ UNKNOWN_ACCOUNTS: 'allow' }) });
  });

  it('takes its token from X-Sendgate-Token too, and refuses two different tokens', async () => {
    const own = { 'X-Sendgate-Token': relay, Authorization: 'Bearer of-the-api-behind' };
    await expectAllowed({ headers: own });
    await expectAllowed({ headers: { 'X-Sendgate-Token': relay, Authorization: '' } });
    // A client's own header has another form, and changes nothing.
    await expectAllowed({ headers: { 'X-Sendgate-Token': 'of-the-client' } });
    await expectRefused('forbidden', { headers: { 'X-Sendgate-Token': account.manager } });
    await expectAllowed({ headers: { 'X-Sendgate-Token': relay } });
    const alone = { 'X-Sendgate-Token': 'of-the-client', Authorization: '' };
    await expectRefused('forbidden', { headers: alone });
    const joined = { 'X-Sendgate-Token': `${relay}, ${relay}`, Authorization: '' };
    await expectRefused('forbidden', { headers: joined });
  });
});

describe('the client’s address', () => {
  it('is in the header of the token and in no other', async () => {
    const elsewhere = {
      'X-Forwarded-For': LISTED,
      'X-Real-IP': LISTED,
      Forwarded: `for=${LISTED}`,
      'True-Client-IP': LISTED,
      'X-Client-IP': LISTED,
    };
    await expectRefused('address-not-allowed', { with: { ...elsewhere, [HEADER]: OTHER } });
    await expectRefused('forbidden', { with: { ...elsewhere, [HEADER]: '' }, from: LISTED });
    const other = await issueRelay('X-Client-IP');
    await expectAllowed({ token: other, with: { 'X-Client-IP': LISTED, [HEADER]: OTHER } });
  });

  // biome-ignore format: a table
  it.each([
    ['none', '', undefined],
    ['two, as two headers arrive', `${LISTED}, ${LISTED}`, undefined],
    ['two without a blank', `${LISTED},${OTHER}`, undefined],
    ['one and nothing', `${LISTED},`, undefined],
    ['one with a port', `${LISTED}:443`, 'port'],
    ['a name', 'localhost', undefined],
    ['a segment', `${LISTED}/32`, 'segment'],
    ['one in octal', '198.51.100.07', 'leading zero'],
    ['unknown', 'unknown', undefined],
  ])('that is %s is refused, and the header is named', async (_what, value, part = '') => {
    const answer = await ask({ with: { [HEADER]: value }, from: LISTED });
    const problem = expectFieldProblem(answer, 'forbidden', '/header/x-sendgate-client-address');
    expect(problem.detail).toContain('x-sendgate-client-address');
    expect(problem.detail).toContain(part);
  });

  it('in X-Forwarded-For may be followed by the proxy’s own, which the edge adds, and by no other', async () => {
    const token = await issueRelay('X-Forwarded-For');
    const from = newCallerAddress();
    const forwarded = (list: string) => ({ token, from, with: { 'X-Forwarded-For': list } });
    await expectAllowed(forwarded(LISTED));
    await expectAllowed(forwarded(`${LISTED},${from}`));
    await expectAllowed(forwarded(`${LISTED}, ${from.toUpperCase()}`));
    await expectRefused('address-not-allowed', forwarded(`${OTHER}, ${from}`));
    await expectRefused('address-not-allowed', forwarded(from));
    await expectRefused('address-not-allowed', forwarded(`${from},${from}`));
    for (const list of [
      `${LISTED}, ${OTHER}`,
      `${LISTED}, ${OTHER}, ${from}`,
      `${from}, ${LISTED}`,
    ]) {
      await expectRefused('forbidden', forwarded(list));
    }
  });

  it('in another header is never followed by any', async () => {
    const from = newCallerAddress();
    await expectRefused('forbidden', { from, with: { [HEADER]: `${LISTED}, ${from}` } });
  });
});

describe('the account', () => {
  // biome-ignore format: a table
  it.each([
    ['none', ''],
    ['a blank', ' '],
    ['two', 'a@example.com, b@example.com'],
    ['one with a comma', 'a,b@example.com'],
    ['one beyond ASCII', 'j\u00f6rg@example.com'],
    ['one with 255 characters', 'x'.repeat(255)],
    ['a dot', '.'],
  ])('that is %s is refused, and the header is named', async (_what, value) => {
    const answer = await ask({ with: { 'X-Sendgate-Account': value } });
    expectFieldProblem(answer, 'forbidden', '/header/x-sendgate-account');
  });
});

describe('who may not ask is refused with a 403, never with what a client would take for its own', () => {
  // biome-ignore format: a table
  it.each<[string, () => ForwardAuthCall | Promise<ForwardAuthCall>]>([
    ['no token', () => ({ headers: { Authorization: '' } })],
    ['a wrong token', () => ({ token: relay.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })],
    ['the operator’s token', () => ({ token: OPERATOR_TOKEN })],
    ['a manager’s token', () => ({ token: account.manager })],
    ['a checker’s token', async () => ({ token: await account.token('checker') })],
    ['a relay’s token without a header', async () => ({ token: await issueRelay() })],
  ])('%s', async (_what, make) => {
    const answer = await ask(await make());
    expectProblem(answer, 'forbidden');
    expect(answer.headers.get('www-authenticate')).toBeNull();
  });

  it('a flood of wrong tokens, too', async () => {
    const from = newCallerAddress();
    for (let attempt = 0; attempt < 25; attempt++) {
      await expectRefused('forbidden', { token: 'wrong', from });
    }
    await expectAllowed({ from });
  });
});

describe('when something is down', () => {
  const down = { REPLICA: throwingKv(), ACCOUNTS: throwingAccounts() };

  // biome-ignore format: a table
  it.each([
    ['nothing can be read', () => new TestWorker(down)],
    ['nothing can be read, not the token either, and the deployment fails open', () => new TestWorker({ ...down, DIRECTORY: undefined, FAIL_MODE: 'open' } as object)],
    ['the configuration is wrong', () => new TestWorker({ FAIL_MODE: 'ajar' })],
    ['a binding is missing', () => new TestWorker({ ACCOUNTS: undefined, REPLICA: undefined } as object)],
  ])('%s: 503, to try again', async (_what, broken) => {
    const answer = await ask({ at: broken() });
    expectProblem(answer, 'unavailable');
    expect(answer.headers.get('retry-after')).toBe('10');
  });

  it('the list can’t be read, and the deployment fails open: allowed', async () => {
    await expectAllowed({ at: new TestWorker({ ...down, FAIL_MODE: 'open' }) });
  });

  it.each([
    ['KV throws', () => ({ REPLICA: throwingKv() })],
    ['KV hangs', () => ({ REPLICA: hangingKv() })],
    ['KV has cached that there is nothing', () => ({ REPLICA: missingKv() })],
    ['the object throws', () => ({ ACCOUNTS: throwingAccounts() })],
  ])('%s: one of the two suffices', async (_what, faults) => {
    await account.publish();
    const at = new TestWorker(faults());
    await expectAllowed({ at });
    await expectRefused('address-not-allowed', { at, with: { [HEADER]: OTHER } });
  });
});

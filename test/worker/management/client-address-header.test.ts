import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { expectFieldProblem } from '../support/expect-problem.ts';
import { leaveAsFirst } from '../support/other-tables.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();

interface TokenList {
  readonly tokens: readonly api.Token[];
}

const issue = (clientAddressHeader: unknown) =>
  worker.operator<api.IssuedToken>('POST /v1/relay-tokens', {
    body: { name: 'proxy', clientAddressHeader },
  });
const list = async () => (await worker.operator<TokenList>('GET /v1/relay-tokens')).body.tokens;

describe('the header that a relay’s token names', () => {
  it('is shown with the token, in lower case', async () => {
    const { status, body } = await issue('X-Sendgate-Client-Address');
    expect(status).toBe(201);
    expect(body.clientAddressHeader).toBe('x-sendgate-client-address');
    const listed = (await list()).find(({ id }) => id === body.id);
    expect(listed?.clientAddressHeader).toBe('x-sendgate-client-address');
    const session = await worker.call<api.Session>('GET /v1/session', { token: body.token });
    expect(session.body.clientAddressHeader).toBe('x-sendgate-client-address');
  });

  it('is not there where none was named', async () => {
    const { body } = await worker.operator<api.IssuedToken>('POST /v1/relay-tokens', {
      body: { name: 'mx' },
    });
    expect(body).not.toHaveProperty('clientAddressHeader');
    expect((await list()).find(({ id }) => id === body.id)).not.toHaveProperty(
      'clientAddressHeader',
    );
    const session = await worker.call('GET /v1/session', { token: body.token });
    expect(session.body).not.toHaveProperty('clientAddressHeader');
  });

  it.each([
    '',
    'X-',
    'Authorization',
    'CF-Connecting-IP',
    'True-Client-IP',
    'Forwarded',
    'Host',
    'X-Real-IP',
    'X-Sendgate-Account',
    'X-Sendgate-Token',
    'X-Client IP',
    'X-Client-IP:',
    'X-Cliént-IP',
    'X-Client-IP\r\nX-Evil',
    `X-${'a'.repeat(61)}`,
  ])('can’t be %j', async (name) => {
    const before = (await list()).length;
    expectFieldProblem(await issue(name), 'invalid-value', '/clientAddressHeader');
    expect(await list()).toHaveLength(before);
  });

  it.each([7, null, ['X-Client-IP'], 'x'.repeat(101)])('can’t be %j either', async (value) => {
    expectFieldProblem(await issue(value), 'invalid-request', '/clientAddressHeader');
  });

  it('is no term of an account’s token', async () => {
    const account = await TestAccount.create(worker);
    const body = { role: 'checker', name: 'host', clientAddressHeader: 'X-Client-IP' };
    const answer = await account.call('POST', '/tokens', { body });
    expectFieldProblem(answer, 'invalid-request', '/clientAddressHeader');
  });
});

describe('tables made before there were such headers', () => {
  it('of the directory are brought up to date, and keep their tokens', async () => {
    const relay = await worker.relayToken();
    const directory = directoryOf(env);
    await leaveAsFirst(directory, { tokens: 'client_address_header' });
    expect((await worker.call('GET /v1/session', { token: relay })).status).toBe(200);
    const { status, body } = await issue('X-Client-IP');
    expect(status).toBe(201);
    const listed = (await list()).find(({ id }) => id === body.id);
    expect(listed?.clientAddressHeader).toBe('x-client-ip');
  });

  it('of an account are brought up to date, and keep their tokens', async () => {
    const account = await TestAccount.create(worker);
    const object = env.ACCOUNTS.getByName(account.name);
    await leaveAsFirst(object, { tokens: 'client_address_header' });
    const viewer = await account.token('viewer');
    expect((await worker.call('GET /v1/session', { token: viewer })).status).toBe(200);
    expect((await account.call('GET', '/allowlist')).status).toBe(200);
  });
});

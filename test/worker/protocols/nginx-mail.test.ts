import { beforeAll, describe, expect, it } from 'vitest';
import {
  frozenKv,
  hangingAccounts,
  hangingKv,
  missingKv,
  throwingAccounts,
  throwingKv,
} from '../support/faulty-bindings.ts';
import { OPERATOR_TOKEN, TestAccount, TestWorker } from '../support/test-worker.ts';
import { LISTED, OTHER } from './mail-server.ts';
import { ALLOWED, FAILED, NginxProxy, type ProxyCall, REFUSED } from './nginx-proxy.ts';

let proxy: NginxProxy;

beforeAll(async () => {
  proxy = await NginxProxy.create();
});

describe('what nginx asks at a login', () => {
  it('R1: is allowed from a listed address, and refused from another', async () => {
    expect(await proxy.ask()).toEqual(ALLOWED);
    expect(await proxy.ask({ with: { 'Client-IP': '2001:DB8:0:0::7' } })).toEqual(ALLOWED);
    expect(await proxy.ask({ with: { 'Client-IP': `::ffff:${LISTED}` } })).toEqual(ALLOWED);
    expect(await proxy.ask({ with: { 'Client-IP': OTHER } })).toEqual(REFUSED);
    expect(await proxy.ask({ with: { 'Client-IP': '2001:db8::8' } })).toEqual(REFUSED);
  });

  it('is about the login, percent-encoded and in any spelling', async () => {
    const spelt = proxy.account.name.toUpperCase().replace('@', '%40');
    expect(await proxy.ask({ with: { 'Auth-User': `%20${spelt}` } })).toEqual(ALLOWED);
    const plus = new Map([
      ['a+b@example.com', 'a+b@example.com'],
      ['50%25@example.com', '50%@example.com'],
      ['j%c3%b6rg@example.com', 'jörg@example.com'],
    ]);
    for (const [sent, account] of plus) {
      await proxy.worker.operator('POST /v1/accounts', { body: { account } });
      expect(await proxy.ask({ with: { 'Auth-User': sent } }), sent).toEqual(ALLOWED);
    }
    expect(await proxy.ask({ with: { 'Auth-User': 'a%20b@example.com' } })).toEqual(REFUSED);
  });

  it('is taken to where the mail server says, by IPv4 or IPv6', async () => {
    const taken = (upstream: string) => proxy.ask({ with: { 'X-Sendgate-Upstream': upstream } });
    expect(await taken('192.0.2.25:587')).toEqual({
      ...ALLOWED,
      server: '192.0.2.25',
      port: '587',
    });
    expect(await taken('[2001:DB8:0::25]:25')).toEqual({
      ...ALLOWED,
      server: '2001:db8::25',
      port: '25',
    });
  });

  it('is refused while the account is suspended, allowed while the list is off or observes', async () => {
    const account = await TestAccount.create(proxy.worker);
    const question = { 'Auth-User': account.name, 'Client-IP': OTHER };
    expect(await proxy.ask({ with: question })).toEqual(ALLOWED);
    await account.add(LISTED);
    expect(await proxy.ask({ with: question })).toEqual(REFUSED);
    await account.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
    expect(await proxy.ask({ with: question })).toEqual(ALLOWED);
    await proxy.worker.operator(`PATCH ${account.path()}`, { body: { suspended: true } });
    expect(await proxy.ask({ with: question })).toEqual(REFUSED);
  });

  it('R2: for an unknown account gets what the deployment says', async () => {
    const question = { 'Auth-User': 'nobody@example.com' };
    expect(await proxy.ask({ with: question })).toEqual(REFUSED);
    const at = new TestWorker({ UNKNOWN_ACCOUNTS: 'allow' });
    expect(await proxy.ask({ with: question, at })).toEqual(ALLOWED);
  });

  it('is refused with two logins even where unknown ones are allowed', async () => {
    const at = new TestWorker({ UNKNOWN_ACCOUNTS: 'allow' });
    expect(await proxy.ask({ at, with: { 'Auth-User': 'a@example.com, b@example.com' } })).toEqual(
      REFUSED,
    );
  });

  it('never takes the proxy’s own address for the client’s', async () => {
    expect(await proxy.ask({ with: { 'Client-IP': OTHER }, from: LISTED })).toEqual(REFUSED);
    expect(await proxy.ask({ with: { 'Client-IP': '' }, from: LISTED })).toEqual(REFUSED);
  });
});

describe('a URL that goes on below the path', () => {
  it.each(['/', '/smtp'])('%s lets no one in, and costs no one the password', async (rest) => {
    const request = `GET /v1/nginx-mail${rest}`;
    expect(await proxy.ask({ request })).toEqual(FAILED);
    expect(await proxy.ask({ request, with: { 'Client-IP': OTHER } })).toEqual(FAILED);
  });
});

describe('what can’t be an allowed login gets no upstream, though its address is listed', () => {
  // biome-ignore format: a table
  it.each<[string, object, () => ProxyCall | Promise<ProxyCall>]>([
    ['no token', FAILED, () => ({ headers: { Authorization: '' } })],
    ['a wrong token', FAILED, () => ({ token: proxy.relay.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })],
    ['the operator’s token', FAILED, () => ({ token: OPERATOR_TOKEN })],
    ['a manager’s token', FAILED, () => ({ token: proxy.account.manager })],
    ['a checker’s token', FAILED, async () => ({ token: await proxy.account.token('checker') })],
    ['no upstream', FAILED, () => ({ with: { 'X-Sendgate-Upstream': '' } })],
    ['an upstream by name', FAILED, () => ({ with: { 'X-Sendgate-Upstream': 'localhost:25' } })],
    ['an upstream without a port', FAILED, () => ({ with: { 'X-Sendgate-Upstream': '127.0.0.1' } })],
    ['an upstream with port 0', FAILED, () => ({ with: { 'X-Sendgate-Upstream': '127.0.0.1:0' } })],
    ['an upstream with port 65536', FAILED, () => ({ with: { 'X-Sendgate-Upstream': '127.0.0.1:65536' } })],
    ['an upstream in octal', FAILED, () => ({ with: { 'X-Sendgate-Upstream': '127.0.0.01:25' } })],
    ['a bare IPv6 upstream', FAILED, () => ({ with: { 'X-Sendgate-Upstream': '::1:25' } })],
    ['two upstreams', FAILED, () => ({ with: { 'X-Sendgate-Upstream': '127.0.0.1:25, 127.0.0.2:25' } })],
    ['no login', REFUSED, () => ({ with: { 'Auth-User': '' } })],
    ['an empty login', REFUSED, () => ({ with: { 'Auth-User': '%20' } })],
    ['a login that is badly encoded', REFUSED, () => ({ with: { 'Auth-User': `${proxy.account.name}%` } })],
    ['a login that is no UTF-8', REFUSED, () => ({ with: { 'Auth-User': `${proxy.account.name}%ff` } })],
    ['a login with a control character', REFUSED, () => ({ with: { 'Auth-User': `${proxy.account.name}%00` } })],
    ['two logins', REFUSED, () => ({ with: { 'Auth-User': `${proxy.account.name}, ${proxy.account.name}` } })],
    ['no address', REFUSED, () => ({ with: { 'Client-IP': '' } })],
    ['two addresses', REFUSED, () => ({ with: { 'Client-IP': `${LISTED}, ${LISTED}` } })],
    ['an address with a port', REFUSED, () => ({ with: { 'Client-IP': `${LISTED}:25` } })],
    ['a name for an address', REFUSED, () => ({ with: { 'Client-IP': 'localhost' } })],
    ['POST', REFUSED, () => ({ request: 'POST /v1/nginx-mail' })],
    ['PUT', REFUSED, () => ({ request: 'PUT /v1/nginx-mail' })],
    ['a wrong configuration', FAILED, () => ({ at: new TestWorker({ FAIL_MODE: 'ajar' }) })],
    ['a binding that is missing', FAILED, () => ({ at: new TestWorker({ ACCOUNTS: undefined, REPLICA: undefined } as object) })],
  ])('%s', async (_what, wanted, make) => {
    expect(await proxy.ask(await make())).toEqual(wanted);
  });
});

describe('when nothing can be read', () => {
  const down = { REPLICA: throwingKv(), ACCOUNTS: throwingAccounts() };

  it('the client is told to try later', async () => {
    expect(await proxy.ask({ at: new TestWorker(down) })).toEqual(FAILED);
  });

  it('it is let in where the deployment fails open', async () => {
    expect(await proxy.ask({ at: new TestWorker({ ...down, FAIL_MODE: 'open' }) })).toEqual(
      ALLOWED,
    );
  });

  it.each([
    ['KV throws', () => ({ REPLICA: throwingKv() })],
    ['KV hangs', () => ({ REPLICA: hangingKv() })],
    ['KV has cached that there is nothing', () => ({ REPLICA: missingKv() })],
    ['the object throws', () => ({ ACCOUNTS: throwingAccounts() })],
    ['the object hangs', () => ({ ACCOUNTS: hangingAccounts() })],
    ['KV is old', () => ({ REPLICA: frozenKv() })],
  ])('%s: one of the two suffices', async (_what, faults) => {
    const own = await NginxProxy.create();
    await own.account.publish();
    const at = new TestWorker(faults());
    expect(await own.ask({ at })).toEqual(ALLOWED);
    expect(await own.ask({ at, with: { 'Client-IP': OTHER } })).toEqual(REFUSED);
  });
});

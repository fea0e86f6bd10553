import { beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOLS } from '../../../worker/protocols/protocol-table.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';
import { ALLOWED, LISTED, MailServer, OTHER, REFUSED } from './mail-server.ts';

let server: MailServer;

beforeAll(async () => {
  server = await MailServer.create();
});

describe('what Dovecot asks before a login', () => {
  it('is allowed from a listed address, and refused from another', async () => {
    expect(await server.ask({ body: server.login(LISTED) })).toEqual(ALLOWED);
    expect(await server.ask({ body: server.login('2001:DB8:0:0::7') })).toEqual(ALLOWED);
    expect(await server.ask({ body: server.login(`::ffff:${LISTED}`) })).toEqual(ALLOWED);
    expect(await server.ask({ body: server.login(OTHER) })).toEqual(REFUSED);
    expect(await server.ask({ body: server.login('2001:db8::8') })).toEqual(REFUSED);
  });

  it('is about the login in any spelling, and the account’s own list', async () => {
    const spelt = ` ${server.account.name.toUpperCase()}`;
    expect(await server.ask({ body: server.login(LISTED, spelt) })).toEqual(ALLOWED);
    expect(await server.ask({ body: server.login(OTHER, spelt) })).toEqual(REFUSED);
    const off = await TestAccount.create(server.worker);
    expect(await server.ask({ body: server.login(OTHER, off.name) })).toEqual(ALLOWED);
  });

  it('never takes the mail server’s own address for the client’s', async () => {
    expect(await server.ask({ body: server.login(OTHER), from: LISTED })).toEqual(REFUSED);
    const { remote: _, ...without } = server.login(LISTED);
    expect(await server.ask({ body: without, from: LISTED })).toEqual(REFUSED);
  });

  it('R2: for an unknown account gets what the deployment says', async () => {
    const body = server.login(LISTED, 'nobody@example.com');
    expect(await server.ask({ body })).toEqual(REFUSED);
    const allowing = new TestWorker({ UNKNOWN_ACCOUNTS: 'allow' });
    expect(await server.ask({ body, at: allowing })).toEqual(ALLOWED);
  });

  it('is refused while the account is suspended, allowed while it observes', async () => {
    const other = await TestAccount.create(server.worker);
    await other.add(LISTED);
    await other.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
    expect(await server.ask({ body: server.login(OTHER, other.name) })).toEqual(ALLOWED);
    await server.worker.operator(`PATCH ${other.path()}`, { body: { suspended: true } });
    expect(await server.ask({ body: server.login(LISTED, other.name) })).toEqual(REFUSED);
  });

  it('shows a refused client the configured message, and an allowed one none', async () => {
    const at = new TestWorker({ DOVECOT_REFUSAL_MESSAGE: 'Ask your administrator.' });
    const listed = await TestAccount.create(at);
    await listed.add(LISTED);
    const refused = { status: -1, msg: 'Ask your administrator.' };
    expect(await server.ask({ at, body: server.login(OTHER, listed.name) })).toEqual(refused);
    expect(await server.ask({ at, body: server.login(LISTED, listed.name) })).toEqual(ALLOWED);
  });

  it('reads login and remote, whatever else there is and however it is sent', async () => {
    const body = {
      ...server.login(LISTED),
      pwhash: '0f',
      device_id: 'x',
      nested: { login: 'other' },
    };
    expect(await server.ask({ body })).toEqual(ALLOWED);
    expect(await server.ask({ body, headers: { 'Content-Type': 'text/plain' } })).toEqual(ALLOWED);
  });
});

describe('a URL that goes on below the path', () => {
  it.each(['/', '/policy'])('%s is refused as Dovecot reads it, never with a 404', async (rest) => {
    const request = `POST /v1/dovecot${rest}?command=allow`;
    expect(await server.ask({ request, body: server.login(LISTED) })).toEqual(REFUSED);
    expect(await server.ask({ request, body: server.login(OTHER) })).toEqual(REFUSED);
    expect(await server.ask({ request, body: 'no JSON' })).toEqual(REFUSED);
  });
});

describe('a URL with a command of its own', () => {
  it.each(['report', 'allow', 'x'])(
    '%s is not what Dovecot asks, which stands last',
    async (own) => {
      const request = `POST /v1/dovecot?command=${own}&command=allow`;
      expect(await server.ask({ request, body: server.login(LISTED) })).toEqual(ALLOWED);
      expect(await server.ask({ request, body: server.login(OTHER) })).toEqual(REFUSED);
    },
  );
});

describe('a report', () => {
  it('is taken, and allows nothing', async () => {
    const request = 'POST /v1/dovecot?command=report';
    const body = { ...server.login(OTHER), success: true, policy_reject: false };
    expect((await server.ask({ request, body })).msg).toBe('');
    expect(await server.ask({ body: server.login(OTHER) })).toEqual(REFUSED);
  });
});

describe('a question of Dovecot’s at the path of another protocol', () => {
  it.each([
    ...PROTOCOLS.filter(({ name }) => name !== 'dovecot').flatMap(({ path }) => [
      path,
      `${path}/x`,
    ]),
    ...['/v1/check/', '/v1/check/batch'],
  ])('%s is refused as Dovecot reads it', async (path) => {
    for (const query of ['command=allow', 'x=1&command=allow', '?command=allow']) {
      const request = `POST ${path}?${query}`;
      expect(await server.ask({ request, body: server.login(LISTED) })).toEqual(REFUSED);
    }
  });

  it('at a path that is no protocol’s is a plain 404', async () => {
    const body = server.login(LISTED);
    for (const path of ['/v1/dovecotx', '/v1/checkx', '/']) {
      const call = { token: server.relay, body };
      const { status } = await server.worker.call(`POST ${path}?command=allow`, call);
      expect(status, path).toBe(404);
    }
  });
});

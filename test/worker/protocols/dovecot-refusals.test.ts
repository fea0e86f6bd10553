import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR_TOKEN, TestWorker } from '../support/test-worker.ts';
import { ALLOWED, LISTED, MailServer, type PolicyCall, REFUSED } from './mail-server.ts';

let server: MailServer;

beforeAll(async () => {
  server = await MailServer.create();
});

describe('what can’t be an allowed login is refused, though its address is listed', () => {
  const good = () => server.login(LISTED);

  // biome-ignore format: a table
  it.each<[string, () => PolicyCall | Promise<PolicyCall>]>([
    ['no token', () => ({ body: good(), headers: { Authorization: '' } })],
    ['a wrong token', () => ({ body: good(), token: server.relay.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })],
    ['a token in X-Api-Key', () => ({ body: good(), headers: { Authorization: '', 'X-Api-Key': server.relay } })],
    ['a token in the query', () => ({ body: good(), headers: { Authorization: '' }, request: `POST /v1/dovecot?command=allow&token=${server.relay}` })],
    ['the operator’s token', () => ({ body: good(), token: OPERATOR_TOKEN })],
    ['a manager’s token', () => ({ body: good(), token: server.account.manager })],
    ['a checker’s token', async () => ({ body: good(), token: await server.account.token('checker') })],
    ['no body', () => ({})],
    ['an empty body', () => ({ body: '' })],
    ['no JSON', () => ({ body: 'login=x&remote=y' })],
    ['half of it', () => ({ body: JSON.stringify(good()).slice(0, -1) })],
    ['null', () => ({ body: 'null' })],
    ['an array', () => ({ body: [good()] })],
    ['a string', () => ({ body: JSON.stringify(JSON.stringify(good())) })],
    ['no login', () => ({ body: { remote: LISTED } })],
    ['no remote', () => ({ body: { login: server.account.name } })],
    ['an empty login', () => ({ body: { ...good(), login: '' } })],
    ['an empty remote', () => ({ body: { ...good(), remote: '' } })],
    ['a login that is null', () => ({ body: { ...good(), login: null } })],
    ['a login that is an array', () => ({ body: { ...good(), login: [server.account.name] } })],
    ['a remote that is an array', () => ({ body: { ...good(), remote: [LISTED] } })],
    ['a login with a control character', () => ({ body: server.login(LISTED, `${server.account.name}\u0000`) })],
    ['a login of 255 characters', () => ({ body: server.login(LISTED, 'x'.repeat(255)) })],
    ['a remote that is a name', () => ({ body: server.login('localhost') })],
    ['a remote with a port', () => ({ body: server.login(`${LISTED}:25`) })],
    ['a remote that is a segment', () => ({ body: server.login(`${LISTED}/32`) })],
    ['a remote with a blank', () => ({ body: server.login(` ${LISTED}`) })],
    ['a remote in octal', () => ({ body: server.login('198.51.100.07') })],
    ['no command', () => ({ body: good(), request: 'POST /v1/dovecot' })],
    ['another command', () => ({ body: good(), request: 'POST /v1/dovecot?command=deny' })],
    ['a command in another case', () => ({ body: good(), request: 'POST /v1/dovecot?command=ALLOW' })],
    ['GET', () => ({ request: `GET /v1/dovecot?command=allow&login=${server.account.name}&remote=${LISTED}` })],
    ['GET of a report', () => ({ request: 'GET /v1/dovecot?command=report' })],
    ['PUT', () => ({ body: good(), request: 'PUT /v1/dovecot?command=allow' })],
    ['DELETE', () => ({ request: 'DELETE /v1/dovecot?command=allow' })],
    ['a huge body', () => ({ body: { ...good(), padding: 'x'.repeat(1_000_000) } })],
    ['a huge body that says so', () => ({ body: { ...good(), padding: 'x'.repeat(1_000_000) }, headers: { 'Content-Length': '1000200' } })],
    ['a wrong configuration', () => ({ body: good(), at: new TestWorker({ FAIL_MODE: 'ajar' }) })],
    ['a wrong message', () => ({ body: good(), at: new TestWorker({ DOVECOT_REFUSAL_MESSAGE: 'x'.repeat(201) }) })],
    ['a binding that is missing', () => ({ body: good(), at: new TestWorker({ ACCOUNTS: undefined, REPLICA: undefined } as object) })],
  ])('%s', async (_what, make) => {
    expect(await server.ask(await make())).toEqual(REFUSED);
  });

  it('though the same login is allowed as it should be', async () => {
    expect(await server.ask({ body: good() })).toEqual(ALLOWED);
  });
});

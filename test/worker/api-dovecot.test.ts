import { beforeAll, describe, expect, it } from 'vitest';
import { type Call, Gate, newCallerAddress, OPERATOR_TOKEN, TestAccount } from './gate.ts';

const LISTED = '198.51.100.7';
const OTHER = '198.51.100.8';
const ALLOWED = { status: 0, msg: '' };
const REFUSED = { status: -1, msg: '' };

const gate = new Gate();
let account: TestAccount;
let relay: string;

beforeAll(async () => {
  relay = await gate.relayToken();
  account = await TestAccount.create(gate);
  await account.add(LISTED, '2001:db8::7');
});

interface Login extends Call {
  readonly request?: string;
  readonly at?: Gate;
}

/** Whatever comes of it, Dovecot gets a 200 with a status that it knows. */
async function policy({ request = 'POST /v1/dovecot?command=allow', at = gate, ...call }: Login) {
  const sent = { token: relay, from: newCallerAddress(), ...call };
  const answer = await at.call<{ status: number; msg: string }>(request, sent);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(Object.keys(answer.body).sort()).toEqual(['msg', 'status']);
  expect([0, -1]).toContain(answer.body.status);
  return answer.body;
}

const login = (remote: string, name = account.name) => ({
  local: '127.0.0.1',
  login: name,
  protocol: 'smtp',
  remote,
  session_id: '',
  tls: false,
});

describe('what Dovecot asks before a login', () => {
  it('is allowed from a listed address, and refused from another', async () => {
    expect(await policy({ body: login(LISTED) })).toEqual(ALLOWED);
    expect(await policy({ body: login('2001:DB8:0:0::7') })).toEqual(ALLOWED);
    expect(await policy({ body: login(`::ffff:${LISTED}`) })).toEqual(ALLOWED);
    expect(await policy({ body: login(OTHER) })).toEqual(REFUSED);
    expect(await policy({ body: login('2001:db8::8') })).toEqual(REFUSED);
  });

  it('is about the login in any spelling, and the account’s own list', async () => {
    const spelt = ` ${account.name.toUpperCase()}`;
    expect(await policy({ body: login(LISTED, spelt) })).toEqual(ALLOWED);
    expect(await policy({ body: login(OTHER, spelt) })).toEqual(REFUSED);
    const off = await TestAccount.create(gate);
    expect(await policy({ body: login(OTHER, off.name) })).toEqual(ALLOWED);
  });

  it('never takes the mail server’s own address for the client’s', async () => {
    expect(await policy({ body: login(OTHER), from: LISTED })).toEqual(REFUSED);
    const { remote: _, ...without } = login(LISTED);
    expect(await policy({ body: without, from: LISTED })).toEqual(REFUSED);
  });

  it('R2: for an unknown account gets what the deployment says', async () => {
    const body = login(LISTED, 'nobody@example.com');
    expect(await policy({ body })).toEqual(REFUSED);
    const allowing = new Gate({ UNKNOWN_ACCOUNTS: 'allow' });
    expect(await policy({ body, at: allowing })).toEqual(ALLOWED);
  });

  it('is refused while the account is suspended, allowed while it observes', async () => {
    const other = await TestAccount.create(gate);
    await other.add(LISTED);
    await other.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
    expect(await policy({ body: login(OTHER, other.name) })).toEqual(ALLOWED);
    await gate.operator(`PATCH ${other.path()}`, { body: { suspended: true } });
    expect(await policy({ body: login(LISTED, other.name) })).toEqual(REFUSED);
  });

  it('shows a refused client the configured message, and an allowed one none', async () => {
    const at = new Gate({ DOVECOT_REFUSAL_MESSAGE: 'Ask your administrator.' });
    const listed = await TestAccount.create(at);
    await listed.add(LISTED);
    const refused = { status: -1, msg: 'Ask your administrator.' };
    expect(await policy({ at, body: login(OTHER, listed.name) })).toEqual(refused);
    expect(await policy({ at, body: login(LISTED, listed.name) })).toEqual(ALLOWED);
  });

  it('reads login and remote, whatever else there is and however it is sent', async () => {
    const body = { ...login(LISTED), pwhash: '0f', device_id: 'x', nested: { login: 'other' } };
    expect(await policy({ body })).toEqual(ALLOWED);
    expect(await policy({ body, headers: { 'Content-Type': 'text/plain' } })).toEqual(ALLOWED);
  });
});

describe('what can’t be an allowed login is refused, though its address is listed', () => {
  const good = () => login(LISTED);

  // biome-ignore format: a table
  it.each<[string, () => Login | Promise<Login>]>([
    ['no token', () => ({ body: good(), headers: { Authorization: '' } })],
    ['a wrong token', () => ({ body: good(), token: relay.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })],
    ['a token in X-Api-Key', () => ({ body: good(), headers: { Authorization: '', 'X-Api-Key': relay } })],
    ['a token in the query', () => ({ body: good(), headers: { Authorization: '' }, request: `POST /v1/dovecot?command=allow&token=${relay}` })],
    ['the operator’s token', () => ({ body: good(), token: OPERATOR_TOKEN })],
    ['a manager’s token', () => ({ body: good(), token: account.manager })],
    ['a checker’s token', async () => ({ body: good(), token: await account.token('checker') })],
    ['no body', () => ({})],
    ['an empty body', () => ({ body: '' })],
    ['no JSON', () => ({ body: 'login=x&remote=y' })],
    ['half of it', () => ({ body: JSON.stringify(good()).slice(0, -1) })],
    ['null', () => ({ body: 'null' })],
    ['an array', () => ({ body: [good()] })],
    ['a string', () => ({ body: JSON.stringify(JSON.stringify(good())) })],
    ['no login', () => ({ body: { remote: LISTED } })],
    ['no remote', () => ({ body: { login: account.name } })],
    ['an empty login', () => ({ body: { ...good(), login: '' } })],
    ['an empty remote', () => ({ body: { ...good(), remote: '' } })],
    ['a login that is null', () => ({ body: { ...good(), login: null } })],
    ['a login that is an array', () => ({ body: { ...good(), login: [account.name] } })],
    ['a remote that is an array', () => ({ body: { ...good(), remote: [LISTED] } })],
    ['a login with a control character', () => ({ body: login(LISTED, `${account.name}\u0000`) })],
    ['a login of 255 characters', () => ({ body: login(LISTED, 'x'.repeat(255)) })],
    ['a remote that is a name', () => ({ body: login('localhost') })],
    ['a remote with a port', () => ({ body: login(`${LISTED}:25`) })],
    ['a remote that is a segment', () => ({ body: login(`${LISTED}/32`) })],
    ['a remote with a blank', () => ({ body: login(` ${LISTED}`) })],
    ['a remote in octal', () => ({ body: login('198.51.100.07') })],
    ['no command', () => ({ body: good(), request: 'POST /v1/dovecot' })],
    ['another command', () => ({ body: good(), request: 'POST /v1/dovecot?command=deny' })],
    ['a command in another case', () => ({ body: good(), request: 'POST /v1/dovecot?command=ALLOW' })],
    ['GET', () => ({ request: `GET /v1/dovecot?command=allow&login=${account.name}&remote=${LISTED}` })],
    ['GET of a report', () => ({ request: 'GET /v1/dovecot?command=report' })],
    ['PUT', () => ({ body: good(), request: 'PUT /v1/dovecot?command=allow' })],
    ['DELETE', () => ({ request: 'DELETE /v1/dovecot?command=allow' })],
    ['a huge body', () => ({ body: { ...good(), padding: 'x'.repeat(1_000_000) } })],
    ['a huge body that says so', () => ({ body: { ...good(), padding: 'x'.repeat(1_000_000) }, headers: { 'Content-Length': '1000200' } })],
    ['a wrong configuration', () => ({ body: good(), at: new Gate({ FAIL_MODE: 'ajar' }) })],
    ['a wrong message', () => ({ body: good(), at: new Gate({ DOVECOT_REFUSAL_MESSAGE: 'x'.repeat(201) }) })],
    ['a binding that is missing', () => ({ body: good(), at: new Gate({ ACCOUNTS: undefined, REPLICA: undefined } as object) })],
  ])('%s', async (_what, make) => {
    expect(await policy(await make())).toEqual(REFUSED);
  });

  it('though the same login is allowed as it should be', async () => {
    expect(await policy({ body: good() })).toEqual(ALLOWED);
  });
});

describe('a report', () => {
  it('is taken, and allows nothing', async () => {
    const request = 'POST /v1/dovecot?command=report';
    const body = { ...login(OTHER), success: true, policy_reject: false };
    expect((await policy({ request, body })).msg).toBe('');
    expect(await policy({ body: login(OTHER) })).toEqual(REFUSED);
  });
});

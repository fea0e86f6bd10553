/**
 * The logins that have shown a secret that can leak. The Worker, which Dovecot tells, agrees on
 * them with the agent and Haraka.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { showsPassword } from '../../integrations/client/sasl-method.mjs';
import { type SendgateServer, startServer } from '../../local/server.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { SendgateApi } from './sendgate-api.ts';

/** Names of mechanisms as askers write them; undefined: a configuration that does not tell it. */
const WITHOUT_SECRET = ['ANONYMOUS', 'EXTERNAL', 'external', 'GSSAPI', 'GSS-SPNEGO', 'GS2-KRB5'];
const WITH_SECRET = [
  ...['PLAIN', 'LOGIN', 'CRAM-MD5', 'DIGEST-MD5', 'SCRAM-SHA-256', 'OTP'],
  // A token is a secret, too: anyone who has it can send.
  ...['OAUTHBEARER', 'XOAUTH2'],
  ...['EXTERNALS', '', undefined],
];
/** A leak is reported at once, so this is enough even when many programs share the machine. */
const RAISED_WITHIN = { timeout: 20_000, interval: 50 };

const LOGIN = 'sender@example.test';
const folder = temporaryFolder();
let server: SendgateServer;
let api: SendgateApi;

beforeAll(async () => {
  server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder.path });
  api = new SendgateApi(server.url, server.operatorToken);
  await api.createAccount(LOGIN);
  await api.addEntry(LOGIN, '203.0.113.7');
}, 60_000);
afterAll(async () => {
  await server?.close();
  folder[Symbol.dispose]();
}, 60_000);

it('a refusal after a login without a secret raises no alert, after every other it does', async () => {
  const token = await api.issueRelayToken();
  const asked = [...WITHOUT_SECRET, ...WITH_SECRET].map((mech, index) => ({
    mech,
    address: `192.0.2.${index + 1}`,
  }));
  for (const { mech, address } of asked)
    expect(await askAsDovecot(token, { login: LOGIN, remote: address, mech })).toBe(-1);
  const leaked = asked.filter(({ mech }) => WITH_SECRET.includes(mech));
  const addresses = leaked.map(({ address }) => address);
  await vi.waitFor(async () => {
    const raised = (await api.readAlerts(LOGIN)).map(({ address }) => address);
    expect(raised.sort()).toEqual(addresses.sort());
  }, RAISED_WITHIN);
});

it.each([...WITHOUT_SECRET, ...WITH_SECRET])(
  'the agent and Haraka take %s for the same',
  (mech) => {
    expect(showsPassword(mech)).toBe(WITH_SECRET.includes(mech));
  },
);

async function askAsDovecot(token: string, question: object): Promise<unknown> {
  const response = await fetch(`${server.url}/v1/dovecot?command=allow`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  return ((await response.json()) as { status: unknown }).status;
}

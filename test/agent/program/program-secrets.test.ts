/** A password stands in every place where a mail server could put one. It is found nowhere afterwards. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { hookRequest } from '../../conformance/stalwart-session.ts';
import { LISTED, UNLISTED } from '../../mail/smtp-client.ts';
import { ACCOUNT, describeProgram, placeFor, RunningAgent } from './describe-program.ts';

const MARK = 'Marked-Passw0rd';
/** As Basic authentication has it. */
const ENCODED = Buffer.from(`${ACCOUNT}:${MARK}`).toString('base64');
/** The same text in the ways in which it could be written anew. */
const FORMS = [
  MARK,
  ENCODED,
  Buffer.from(MARK).toString('base64'),
  Buffer.from(MARK).toString('hex'),
];

const JSON_TYPE = { 'content-type': 'application/json' };
const HEADERS = { 'x-password': MARK, cookie: `session=${MARK}`, 'proxy-authorization': ENCODED };
const FIELDS = { password: MARK, pwhash: MARK, [MARK]: MARK };

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { ...JSON_TYPE, ...HEADERS },
  body: JSON.stringify({ ...body, ...FIELDS }),
});

/** Each question, once for an address that is allowed from memory, and once for one that the Worker refuses. */
const questions = (address: string): readonly (readonly [path: string, init: RequestInit])[] => [
  ['/v1/check', post({ account: ACCOUNT, address })],
  [`/v1/check?account=${ACCOUNT}&address=${address}&password=${MARK}`, { headers: HEADERS }],
  ['/v1/dovecot?command=allow', post({ login: ACCOUNT, remote: address, policy_reject: false })],
  ['/v1/dovecot?command=report', post({ login: ACCOUNT, remote: address, success: false })],
  [
    '/v1/nginx-mail',
    {
      headers: {
        ...HEADERS,
        'auth-method': 'plain',
        'auth-user': ACCOUNT,
        'auth-pass': MARK,
        'auth-salt': MARK,
        'client-ip': address,
        'x-sendgate-upstream': '127.0.0.1:10025',
      },
    },
  ],
  ['/v1/stalwart', post(hookRequest({ ip: address, login: ACCOUNT }))],
  ['/v1/forward-auth', { headers: { ...HEADERS, 'x-sendgate-account': ACCOUNT } }],
  [`/v1/${MARK}`, { headers: HEADERS }],
  [`/${MARK}`, post({})],
];

describeProgram('a marked password', (worker) => {
  it('is in nothing that leaves the agent, and not in its state, its log, its status and its metrics', async () => {
    const { front } = worker();
    const place = await placeFor(worker());
    await using agent = new RunningAgent(place, ['--state', place.stateFile]);
    await agent.untilSynchronised();
    using postfix = await agent.openPolicy();
    for (const address of [LISTED, UNLISTED]) {
      for (const [path, init] of questions(address)) await (await agent.call(path, init)).text();
      const asked = { sasl_username: ACCOUNT, client_address: address, sasl_method: MARK };
      await postfix.ask({ ...asked, password: MARK, sender: MARK, [MARK]: MARK });
    }
    await agent.call('/v1/check', { headers: { authorization: `Basic ${ENCODED}` } });
    await agent.call('/v1/check', { headers: { authorization: `Bearer ${MARK}` } });
    const told = [
      await (await agent.call('/status')).text(),
      await (await agent.call('/metrics')).text(),
    ];
    agent.child.kill('SIGTERM');
    expect(await agent.ended()).toBe(0);
    const left = front.questions.map(({ url, headers, body }) =>
      [url, ...headers, body].join('\n'),
    );
    expect(left.filter((text) => text.startsWith('/v1/check')).length).toBeGreaterThan(3);
    const kept = readFileSync(place.stateFile, 'latin1');
    expect(kept).toContain(ACCOUNT);
    const all = [...told, ...left, kept, agent.output, agent.errors].join('\n').toLowerCase();
    for (const form of FORMS) expect(all).not.toContain(form.toLowerCase());
  });
});

/** Postfix's policy protocol at the agent: each answer of the deciding, connections, order, and the end. */
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { AgentQuestion, Answered, Ask } from '../../../agent/deciding/answer.ts';
import { openPolicyServer } from '../../../agent/protocols/policy/policy-server.ts';
import type * as api from '../../../shared/api.ts';
import { problem } from '../../../shared/problem.ts';
import { temporaryFolder } from '../../local/temporary-folder.ts';
import { LISTED, UNLISTED } from '../../mail/smtp-client.ts';
import { CANNOT_BE_ASKED, PASS, REFUSE, TRY_LATER } from './actions.ts';
import { PolicyClient, requestOf } from './policy-client.ts';

const ACCOUNT = 'sender@example.test';
const listed = { sasl_username: ACCOUNT, client_address: LISTED };
const unlisted = { sasl_username: ACCOUNT, client_address: UNLISTED };

const decided = (verdict: 'allow' | 'deny', reason: api.Decision['reason']) =>
  ({ verdict, reason }) as api.Decision;
const ALLOWED: Answered = { kind: 'allowed', decision: decided('allow', 'listed') };
const REFUSED: Answered = { kind: 'refused', decision: decided('deny', 'not-listed') };

const byAddress: Ask = ({ address }) => (address.text === LISTED ? ALLOWED : REFUSED);

async function start(
  ask: Ask,
  options: { maxConnections?: number; idleMs?: number; listen?: { path: string } } = {},
) {
  const clock = { now: 0 };
  const questions: AgentQuestion[] = [];
  const log: string[] = [];
  const server = await openPolicyServer({
    listen: { host: '127.0.0.1', port: 0 },
    maxConnections: 10,
    ...options,
    ask: (question) => {
      questions.push(question);
      return ask(question);
    },
    now: () => clock.now,
    log: (event, facts) => log.push(`${event} ${JSON.stringify(facts)}`),
  });
  const target = options.listen?.path ?? Number(server.address.split(':').at(-1));
  const client = await PolicyClient.open(target);
  return {
    server,
    target,
    client,
    clock,
    log,
    takeQuestions: () => questions.splice(0),
    async [Symbol.asyncDispose]() {
      client[Symbol.dispose]();
      await server.close(0);
    },
  };
}

it.each<[string, Answered, string, RegExp?]>([
  ['allowed', ALLOWED, PASS],
  ['refused', REFUSED, REFUSE, /^refused .*not-listed/],
  [
    'nothing to decide with',
    { kind: 'unavailable', decision: decided('deny', 'unavailable') },
    TRY_LATER,
    /^deferred .*unavailable/,
  ],
  [
    'nothing to decide with, and the fail mode allows',
    { kind: 'unavailable', decision: decided('allow', 'unavailable') },
    PASS,
  ],
  [
    'the Worker can never decide it',
    { kind: 'bad-question', problem: problem('invalid-value', 'no such login') },
    CANNOT_BE_ASKED,
    /^refused .*no such login/,
  ],
  [
    'the token is refused',
    { kind: 'bad-token', problem: problem('unauthorized', 'revoked') },
    TRY_LATER,
    /^deferred .*revoked/,
  ],
  [
    'asked too often',
    { kind: 'rate-limited', problem: problem('rate-limited', 'too many') },
    TRY_LATER,
    /^deferred .*too many/,
  ],
])('%s, at once and later', async (_title, answered, action, line) => {
  for (const ask of [() => answered, async () => answered]) {
    await using policy = await start(ask);
    expect(await policy.client.ask(listed)).toBe(action);
    expect(policy.log).toEqual(line ? [expect.stringMatching(line)] : []);
  }
});

it('asks by login, address and whether a password was shown', async () => {
  await using policy = await start(byAddress);
  expect(await policy.client.ask({ ...listed, sasl_username: 'Sender@Example.test' })).toBe(PASS);
  for (const sasl_method of ['PLAIN', 'external', 'GSSAPI', 'XCLIENT', ''])
    expect(await policy.client.ask({ ...unlisted, sasl_method })).toBe(REFUSE);
  const questions = policy.takeQuestions();
  expect(new Set(questions.map(({ login }) => login))).toEqual(new Set([ACCOUNT]));
  expect(questions.map(({ passwordWasRight }) => passwordWasRight)).toEqual([
    true,
    true,
    false,
    false,
    false,
    true,
  ]);
});

it('a link-local client is asked about without its zone', async () => {
  await using policy = await start(() => ALLOWED);
  const ask = (client_address: string) => policy.client.ask({ ...listed, client_address });
  expect(await ask('fe80::1%eth0')).toBe(PASS);
  expect(await ask('FE80:0:0:0:1:2:3:4%3')).toBe(PASS);
  expect(policy.takeQuestions().map(({ address }) => address.text)).toEqual([
    'fe80::1',
    'fe80::1:2:3:4',
  ]);
});

it('who has not logged in is passed on, unasked', async () => {
  await using policy = await start(byAddress);
  const stranger = { client_address: UNLISTED, sender: ACCOUNT };
  expect(await policy.client.ask(stranger)).toBe(PASS);
  expect(await policy.client.ask({ ...stranger, sasl_username: '', sasl_method: '' })).toBe(PASS);
  expect(policy.takeQuestions()).toEqual([]);
});

it.each([
  [
    'a login without a name',
    { ...listed, sasl_username: '', sasl_method: 'PLAIN' },
    'a login with',
  ],
  ['no client address', { sasl_username: ACCOUNT }, 'no client address'],
  ['an empty client address', { ...listed, client_address: '' }, 'no client address'],
  ['a client address that is none', { ...listed, client_address: 'unknown' }, 'no client address'],
  ['more behind the client address', { ...listed, client_address: `${LISTED} ` }, 'no client addr'],
  ['a request of another kind', { ...listed, request: 'smtpd_other_policy' }, 'no request of'],
  ['a login no account can have', { ...listed, sasl_username: 'x'.repeat(300) }, 'at most 254'],
  ['a zone on an address of every host', { ...listed, client_address: '2001:db8::1%e' }, '::1%e'],
  ['a zone beyond fe80::/10', { ...listed, client_address: 'fec0::1%eth0' }, 'fec0::1%'],
])('%s is refused for good, unasked, and the log says why', async (_title, attributes, why) => {
  await using policy = await start(byAddress);
  expect(await policy.client.ask(attributes)).toBe(CANNOT_BE_ASKED);
  expect(policy.takeQuestions()).toEqual([]);
  expect(policy.log).toEqual([expect.stringMatching(/^refused /)]);
  expect(policy.log[0]).toContain(why);
  expect(await policy.client.ask(listed)).toBe(PASS);
});

it('one message is one question for a minute; another message, login or address is another', async () => {
  await using policy = await start(byAddress);
  const { client, clock } = policy;
  const asked = async (attributes: Record<string, string>, action: string, count: number) => {
    expect(await client.ask(attributes)).toBe(action);
    expect(policy.takeQuestions()).toHaveLength(count);
  };
  await asked({ ...listed, instance: 'a1', recipient: 'x@example.test' }, PASS, 1);
  await asked({ ...listed, instance: 'a1', recipient: 'y@example.test' }, PASS, 0);
  await asked({ ...listed, instance: 'a2' }, PASS, 1);
  await asked({ ...unlisted, instance: 'a2' }, REFUSE, 1);
  await asked({ ...unlisted, instance: 'a2' }, REFUSE, 0);
  await asked({ ...unlisted, instance: 'a2', request: 'other' }, CANNOT_BE_ASKED, 0);
  await asked({ ...unlisted, instance: 'a2', sasl_username: 'stranger@example.test' }, REFUSE, 1);
  await asked({ ...unlisted, instance: 'a2', sasl_method: 'EXTERNAL' }, REFUSE, 1);
  clock.now = 60_000;
  await asked({ ...unlisted, instance: 'a2', sasl_method: 'EXTERNAL' }, REFUSE, 1);
  await asked(unlisted, REFUSE, 1);
  await asked(unlisted, REFUSE, 1);
});

it('requests sent at once are answered in their order, the last one after the client has ended', async () => {
  // Late and quick answers take turns, and a late one is waited for.
  await using policy = await start(async ({ address }) => {
    await new Promise(setImmediate);
    return address.text === LISTED ? ALLOWED : REFUSED;
  });
  const { client } = policy;
  const requests = [unlisted, {}, listed, { ...listed, client_address: '' }, unlisted, {}];
  client.socket.end(requests.map(requestOf).join(''));
  const answers = [];
  for (let answer = await client.next(); answer !== undefined; answer = await client.next())
    answers.push(answer);
  expect(answers).toEqual([REFUSE, PASS, PASS, CANNOT_BE_ASKED, REFUSE, PASS]);
});

it('10,000 requests in one go are all answered', async () => {
  await using policy = await start(byAddress);
  const { client } = policy;
  client.socket.end(`${requestOf(unlisted)}${requestOf({}).repeat(10_000)}${requestOf(unlisted)}`);
  const answers = [];
  for (let answer = await client.next(); answer !== undefined; answer = await client.next())
    answers.push(answer);
  expect(answers).toHaveLength(10_002);
  expect([answers[0], answers[1], answers.at(-1)]).toEqual([REFUSE, PASS, REFUSE]);
});

it('while one connection sends many requests in one go, the others have their turn', async () => {
  await using policy = await start(byAddress);
  using flood = await PolicyClient.open(policy.target);
  expect(await flood.ask({})).toBe(PASS);
  expect(await policy.client.ask({})).toBe(PASS);
  flood.socket.write(requestOf(unlisted).repeat(500));
  expect(await policy.client.ask(listed)).toBe(PASS);
  expect(policy.takeQuestions().length).toBeLessThan(250);
});

it('what can’t be read is refused, and the connection goes on', async () => {
  await using policy = await start(byAddress);
  const { client } = policy;
  client.socket.write('\nno equals sign\n\n');
  expect(await client.next()).toBe(CANNOT_BE_ASKED);
  expect(await client.next()).toBe(CANNOT_BE_ASKED);
  client.socket.write(Buffer.from(requestOf({ ...listed, sasl_username: 'b\xfcro' }), 'latin1'));
  expect(await client.next()).toBe(CANNOT_BE_ASKED);
  client.socket.write(requestOf(listed).replaceAll('\n', '\r\n'));
  expect(await client.next()).toBe(PASS);
});

describe('connections', () => {
  it('a line without an end closes its connection and no other', async () => {
    await using policy = await start(byAddress);
    using endless = await PolicyClient.open(policy.target);
    endless.socket.on('error', () => {});
    endless.socket.write(Buffer.alloc(1024 * 1024, 'x'));
    expect(await endless.next()).toBeUndefined();
    expect(await policy.client.ask(listed)).toBe(PASS);
    expect(policy.log).toEqual([expect.stringContaining('longer than 65536 bytes')]);
  });

  it('turns away more than its most, until one ends', async () => {
    await using policy = await start(byAddress, { maxConnections: 1 });
    expect(await policy.client.ask({})).toBe(PASS);
    using second = await PolicyClient.open(policy.target);
    expect(await second.next()).toBeUndefined();
    policy.client.socket.end();
    await once(policy.client.socket, 'close');
    using third = await PolicyClient.open(policy.target);
    expect(await third.ask({})).toBe(PASS);
  });

  it('a client that never reads is not read from either, is dropped in the end, and holds up no one', async () => {
    await using policy = await start(byAddress, { idleMs: 1000 });
    using deaf = await PolicyClient.open(policy.target);
    const { socket } = deaf;
    socket.on('error', () => {});
    // A reset also counts as an end.
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const flood = Buffer.from(requestOf({}).repeat(1000));
    const total = 64 * 1024 * 1024;
    let taken = 0;
    for (let written = 0; written < total; written += flood.length)
      socket.write(flood, (error) => {
        if (!error) taken += flood.length;
      });
    expect(await policy.client.ask({})).toBe(PASS);
    await closed;
    // The agent took no more than the kernel's buffers between the two hold.
    expect(taken).toBeLessThan(total / 2);
  });

  it('at the end what is asked is answered, and what is idle is closed', async () => {
    const late = Promise.withResolvers<Answered>();
    const policy = await start(() => late.promise);
    using busy = await PolicyClient.open(policy.target);
    const answer = busy.ask(listed);
    await vi.waitFor(() => expect(policy.takeQuestions()).toHaveLength(1), { interval: 5 });
    const closed = policy.server.close(60_000);
    expect(await policy.client.next()).toBeUndefined();
    late.resolve(REFUSED);
    expect(await answer).toBe(REFUSE);
    expect(await busy.next()).toBeUndefined();
    await closed;
  });
});

describe('a socket in a folder', () => {
  it('is removed at the end, taken over from one that was killed, and never from one that lives', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'sendgate');
    await using policy = await start(byAddress, { listen: { path } });
    await expect(start(byAddress, { listen: { path } })).rejects.toThrow('EADDRINUSE');
    // The folder says who may use it.
    expect(statSync(path).mode & 0o777).toBe(0o666);
    expect(await policy.client.ask(listed)).toBe(PASS);
    await policy.server.close(0);
    expect(existsSync(path)).toBe(false);
  });

  it('a file that is no socket stays', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'sendgate');
    writeFileSync(path, 'kept');
    await expect(start(byAddress, { listen: { path } })).rejects.toThrow('EADDRINUSE');
    const [error] = await once(connect(path), 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

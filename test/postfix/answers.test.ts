import { expect, it } from 'vitest';
import { LISTED, UNLISTED } from '../mail/smtp-client.ts';
import { CANNOT_BE_ASKED, PASS, REFUSE, TRY_LATER } from './actions.ts';
import { ACCOUNT, describePolicyd } from './describe-policyd.ts';
import { PolicyClient, requestOf } from './policy-client.ts';
import { flagsFor } from './policyd-flags.ts';
import { listeningPolicyd } from './policyd-process.ts';

const listed = { sasl_username: ACCOUNT, client_address: LISTED };
const unlisted = { sasl_username: ACCOUNT, client_address: UNLISTED };

describePolicyd('what sendgate-policyd answers', (worker) => {
  async function start(...flags: string[]) {
    const policyd = await listeningPolicyd([...flagsFor(worker()), ...flags]);
    return { ...policyd, client: await PolicyClient.open(policyd.port) };
  }

  it('R1: passes a listed address on and refuses another, sending login and address alone', async () => {
    await using policyd = await start();
    const { client } = policyd;
    expect(await client.ask({ ...listed, sender: 'other@example.test' })).toBe(PASS);
    expect(await client.ask(unlisted)).toBe(REFUSE);
    const questions = worker().front.takeQuestions();
    expect(questions.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
      ['/v1/check', { account: ACCOUNT, address: LISTED }],
      ['/v1/check', { account: ACCOUNT, address: UNLISTED }],
    ]);
  });

  it('who has not logged in is passed on, unasked', async () => {
    await using policyd = await start();
    const { client } = policyd;
    const stranger = { client_address: UNLISTED, sender: ACCOUNT };
    expect(await client.ask(stranger)).toBe(PASS);
    expect(await client.ask({ ...stranger, sasl_username: '', sasl_method: '' })).toBe(PASS);
    expect(worker().front.takeQuestions()).toEqual([]);
  });

  it.each([
    ['a login without a name', { ...listed, sasl_username: '', sasl_method: 'PLAIN' }],
    ['no client address', { sasl_username: ACCOUNT }],
    ['an empty client address', { ...listed, client_address: '' }],
    ['a client address that is none', { ...listed, client_address: 'unknown' }],
    ['a client address with more behind it', { ...listed, client_address: `${LISTED} ` }],
    ['a request of another kind', { ...listed, request: 'smtpd_other_policy' }],
  ])('%s is refused for good, unasked, and the log says why', async (_title, attributes) => {
    await using policyd = await start();
    const { client } = policyd;
    expect(await client.ask(attributes)).toBe(CANNOT_BE_ASKED);
    expect(worker().front.takeQuestions()).toEqual([]);
    await expect
      .poll(() => policyd.errors())
      .toMatch(/^refused .*reason="(no client address|no request of |a login without)/m);
  });

  it.each([
    ['a login that no account can have', { sasl_username: 'x'.repeat(300) }, 'at most 254'],
    ['a zone on an address of every host', { client_address: '2001:db8::1%eth0' }, '2001:db8::1%'],
  ])('%s is refused for good, and the log says why', async (_title, attributes, why) => {
    await using policyd = await start();
    const { client } = policyd;
    expect(await client.ask({ ...listed, ...attributes })).toBe(CANNOT_BE_ASKED);
    await expect.poll(() => policyd.errors()).toContain(why);
    expect(await client.ask(listed)).toBe(PASS);
  });

  it('a link-local client is on the list without its zone, and within its segments', async () => {
    const { api } = worker();
    const account = 'next-door@example.test';
    await api.createAccount(account);
    await api.addSegment(account, 'fe80::/64');
    await using policyd = await start();
    const { client } = policyd;
    const ask = (address: string) =>
      client.ask({ sasl_username: account, client_address: address });
    expect(await ask('fe80::1%eth0')).toBe(PASS);
    expect(await ask('FE80:0:0:0:1:2:3:4%3')).toBe(PASS);
    expect(await ask('fe80:1::1%eth0')).toBe(REFUSE);
    expect(await ask('febf::1%eth0')).toBe(REFUSE);
    expect(await ask('fec0::1%eth0')).toBe(CANNOT_BE_ASKED);
  });

  it('one message is one question, and another message, login or address is another', async () => {
    await using policyd = await start();
    const { client } = policyd;
    for (const attributes of [
      { ...listed, instance: 'a1', recipient: 'x@example.test' },
      { ...listed, instance: 'a1', recipient: 'y@example.test' },
      { ...listed, instance: 'a2' },
    ])
      expect(await client.ask(attributes)).toBe(PASS);
    expect(await client.ask({ ...unlisted, instance: 'a2' })).toBe(REFUSE);
    expect(await client.ask({ ...unlisted, instance: 'a2' })).toBe(REFUSE);
    const stranger = { ...listed, sasl_username: 'stranger@example.test' };
    expect(await client.ask({ ...listed, instance: 'a2' })).toBe(PASS);
    expect(await client.ask({ ...stranger, instance: 'a2' })).toBe(REFUSE);
    expect(worker().front.takeQuestions()).toHaveLength(5);
  });

  it('without an instance every request is a question', async () => {
    await using policyd = await start();
    const { client } = policyd;
    expect(await client.ask(listed)).toBe(PASS);
    expect(await client.ask(listed)).toBe(PASS);
    expect(worker().front.takeQuestions()).toHaveLength(2);
  });

  it('requests sent at once are answered in their order, the last one after the client has ended', async () => {
    await using policyd = await start();
    const { client } = policyd;
    client.socket.end(
      [unlisted, {}, listed, { ...listed, client_address: '' }, unlisted].map(requestOf).join(''),
    );
    const answers = [];
    for (let answer = await client.next(); answer !== undefined; answer = await client.next())
      answers.push(answer);
    expect(answers).toEqual([REFUSE, PASS, PASS, CANNOT_BE_ASKED, REFUSE]);
  });

  it('a request that comes a byte at a time is answered', async () => {
    await using policyd = await start();
    const { client } = policyd;
    for (const byte of requestOf(unlisted)) {
      await new Promise((written) => client.socket.write(byte, written));
    }
    expect(await client.next()).toBe(REFUSE);
  });

  it('what can’t be read is refused, and the connection goes on', async () => {
    await using policyd = await start();
    const { client } = policyd;
    client.socket.write('\nno equals sign\n\n');
    expect(await client.next()).toBe(CANNOT_BE_ASKED);
    expect(await client.next()).toBe(CANNOT_BE_ASKED);
    client.socket.write(Buffer.from(requestOf({ ...listed, sasl_username: 'b\xfcro' }), 'latin1'));
    expect(await client.next()).toBe(CANNOT_BE_ASKED);
    expect(await client.ask(listed)).toBe(PASS);
  });

  it('lines that end with CR LF, as when asked by hand, are answered', async () => {
    await using policyd = await start();
    const { client } = policyd;
    for (const [attributes, action] of [
      [listed, PASS],
      [unlisted, REFUSE],
      [{}, PASS],
    ] as const) {
      client.socket.write(requestOf(attributes).replaceAll('\n', '\r\n'));
      expect(await client.next()).toBe(action);
    }
  });

  it('a line without an end closes its connection and no other', async () => {
    await using policyd = await start();
    const { client } = policyd;
    using endless = await PolicyClient.open(policyd.port);
    endless.socket.on('error', () => {});
    endless.socket.write(Buffer.alloc(1024 * 1024, 'x'));
    expect(await endless.next()).toBeUndefined();
    expect(await client.ask(listed)).toBe(PASS);
    await expect.poll(() => policyd.errors()).toContain('longer than 65536 bytes');
  });

  it('the log holds no token', async () => {
    await using policyd = await start();
    const { client } = policyd;
    worker().front.fault = 'bad-token';
    expect(await client.ask(listed)).toBe(TRY_LATER);
    worker().front.fault = 'none';
    expect(await client.ask(unlisted)).toBe(REFUSE);
    await expect.poll(() => policyd.errors()).toContain('Sendgate answered 401');
    await expect
      .poll(() => policyd.errors())
      .toContain(`refused account="${ACCOUNT}" address="${UNLISTED}"`);
    expect(policyd.errors()).not.toContain(worker().setUp('token').relayToken);
  });
});

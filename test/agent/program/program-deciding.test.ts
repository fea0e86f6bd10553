/** R26 with the real program: what it answers from memory, by the Worker, and while the Worker is away. */
import { existsSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LISTED, UNLISTED } from '../../mail/smtp-client.ts';
import type { Surroundings } from '../../mail/surroundings.ts';
import { PASS, REFUSE, TRY_LATER } from '../policy/actions.ts';
import {
  ACCOUNT,
  checksOf,
  describeProgram,
  placeFor,
  RunningAgent,
  soon,
  startAgent,
} from './describe-program.ts';

const listed = { sasl_username: ACCOUNT, client_address: LISTED };
const unlisted = { sasl_username: ACCOUNT, client_address: UNLISTED };

/** On no list. */
const OTHER = '127.0.0.9';

let accounts = 0;

/** Makes an account for one test. */
async function newAccount({ api }: Surroundings): Promise<string> {
  accounts += 1;
  const account = `own-${accounts}@example.test`;
  await api.createAccount(account);
  return account;
}

describeProgram('the program', (worker) => {
  const checks = () => checksOf(worker().front.takeQuestions());

  it('an allow from memory makes no call; a refusal is the Worker’s', async () => {
    await using agent = await startAgent(worker());
    using postfix = await agent.openPolicy();
    checks();
    expect(await postfix.ask(listed)).toBe(PASS);
    expect(await agent.check(ACCOUNT, LISTED)).toMatchObject({ verdict: 'allow' });
    expect(checks()).toEqual([]);
    expect(await postfix.ask(unlisted)).toBe(REFUSE);
    expect(await agent.check(ACCOUNT, UNLISTED)).toMatchObject({ verdict: 'deny' });
    const asked = checks().map(({ url, body }) => [url, JSON.parse(body)]);
    const question = ['/v1/check', { account: ACCOUNT, address: UNLISTED }];
    expect(asked).toEqual([question, question]);
  });

  it('an add is allowed with the next check, a removal bites within one synchronisation', async () => {
    const { api, front } = worker();
    const account = await newAccount(worker());
    await api.addEntry(account, UNLISTED);
    await using agent = await startAgent(worker());
    using postfix = await agent.openPolicy();
    const ask = () => postfix.ask({ ...listed, sasl_username: account });
    expect(await ask()).toBe(REFUSE);
    const id = await api.addEntry(account, LISTED);
    expect(await ask()).toBe(PASS);
    // The refusal or the allow of a newer revision has brought the copy up to date.
    await soon(async () => {
      checks();
      expect(await ask()).toBe(PASS);
      expect(checks()).toEqual([]);
    });
    await api.deleteEntry(account, id);
    // A refusal of another address says that there is a newer list.
    const feeds = () => front.questions.filter(({ url }) => url.startsWith('/v1/feed')).length;
    const before = feeds();
    await soon(async () => {
      expect(
        await postfix.ask({ ...unlisted, sasl_username: account, client_address: OTHER }),
      ).toBe(REFUSE);
      expect(await ask()).toBe(REFUSE);
    });
    expect(feeds() - before).toBeLessThanOrEqual(2);
  });

  it('a proxy is answered by the header that the agent’s token names', async () => {
    const rights = { copies: true, clientAddressHeader: 'X-Client-IP' } as const;
    const token = await worker().api.issueRelayToken(rights);
    await using agent = new RunningAgent(await placeFor(worker(), token), []);
    await agent.untilSynchronised();
    const ask = async (address: string) => {
      const headers = { 'x-sendgate-account': ACCOUNT, 'x-client-ip': address };
      return (await agent.call('/v1/forward-auth', { headers })).status;
    };
    await soon(async () => expect(await ask(LISTED)).toBe(204));
    expect(await ask(UNLISTED)).toBe(403);
  });

  it('Worker gone: who is allowed goes on, a refusal is temporary, a suspension stands; then it is back', async () => {
    const { api, front } = worker();
    const account = await newAccount(worker());
    await api.addEntry(account, LISTED);
    await api.suspend(account, true);
    await using agent = await startAgent(worker(), '--fresh', '0', '--timeout', '0.5');
    using postfix = await agent.openPolicy();
    await front.stop();
    try {
      expect(await postfix.ask(listed)).toBe(PASS);
      expect(await postfix.ask(unlisted)).toBe(TRY_LATER);
      expect(await postfix.ask({ ...listed, sasl_username: account })).toBe(REFUSE);
      expect(await postfix.ask({ ...listed, sasl_username: 'nobody@example.test' })).toBe(
        TRY_LATER,
      );
      expect(await agent.check(ACCOUNT, LISTED)).toMatchObject({ verdict: 'allow' });
    } finally {
      await front.resume();
    }
    expect(await postfix.ask(unlisted)).toBe(REFUSE);
    await agent.untilLogged(/^worker-away cause="[^"]*ECONNREFUSED/m);
    await agent.untilLogged(/^worker-back missed=\d/m);
  });

  it('gone longer than --max-stale: the fail mode of the account, else of the deployment, decides', async () => {
    const { api, front } = worker();
    const open = await newAccount(worker());
    await api.addEntry(open, LISTED);
    await api.setFailMode(open, 'open');
    const limits = ['--fresh', '0', '--max-stale', '1'];
    await using agent = await startAgent(worker(), ...limits, '--timeout', '0.5');
    using postfix = await agent.openPolicy();
    await front.stop();
    try {
      await soon(async () => expect(await postfix.ask(listed)).toBe(TRY_LATER));
      expect(await postfix.ask({ ...unlisted, sasl_username: open })).toBe(PASS);
    } finally {
      await front.resume();
    }
  });

  it('an end tells the Worker who sent, and an outage before it changes nothing of that', async () => {
    const { api, front } = worker();
    const account = await newAccount(worker());
    await api.addEntry(account, LISTED);
    await using agent = await startAgent(worker(), '--timeout', '0.5');
    using postfix = await agent.openPolicy();
    const ask = (address: string) =>
      postfix.ask({ ...listed, sasl_username: account, client_address: address });
    expect(await ask(LISTED)).toBe(PASS);
    await front.stop();
    try {
      expect(await ask(LISTED)).toBe(PASS);
      expect(await ask(UNLISTED)).toBe(TRY_LATER);
    } finally {
      await front.resume();
    }
    agent.child.kill('SIGTERM');
    expect(await agent.ended()).toBe(0);
    const senders = await api.readSenders(account);
    expect(senders.map(({ address, allowed, refused }) => [address, allowed, refused])).toEqual(
      expect.arrayContaining([
        [LISTED, 2, 0],
        [UNLISTED, 0, 1],
      ]),
    );
  });

  it('killed, and started while the Worker is gone: it decides by its state', async () => {
    const { front } = worker();
    const place = await placeFor(worker());
    const flags = ['--state', place.stateFile, '--timeout', '0.5'];
    {
      await using first = new RunningAgent(place, flags);
      await first.untilSynchronised();
      // The state is written soon after the first synchronisation.
      await soon(async () =>
        expect(await (await first.call('/metrics')).text()).toMatch(
          /state_writes_total{end="written"} [1-9]/,
        ),
      );
      first.child.kill('SIGKILL');
      await first.ended();
    }
    await front.stop();
    try {
      await using second = new RunningAgent(place, flags);
      using postfix = await second.openPolicy();
      expect(await postfix.ask(listed)).toBe(PASS);
      expect(await postfix.ask(unlisted)).toBe(TRY_LATER);
    } finally {
      await front.resume();
    }
  });

  it('a revoked token: the copies go, also on disk, and each question is refused; a new one by SIGHUP', async () => {
    const { api } = worker();
    const { token, id } = await api.issueRelay({ copies: true });
    const place = await placeFor(worker(), token);
    await using agent = new RunningAgent(place, ['--state', place.stateFile]);
    await agent.untilSynchronised();
    using postfix = await agent.openPolicy();
    expect(await postfix.ask(listed)).toBe(PASS);
    await api.revokeRelayToken(id);
    await soon(async () => {
      expect(await postfix.ask(unlisted)).toBe(TRY_LATER);
      expect(await postfix.ask(listed)).toBe(TRY_LATER);
    });
    expect(existsSync(place.stateFile)).toBe(false);
    writeFileSync(place.tokenFile, 'two words');
    agent.child.kill('SIGHUP');
    await agent.untilLogged(/credentials-kept why="token file/);
    const withoutCopies = await api.issueRelayToken();
    writeFileSync(place.tokenFile, withoutCopies);
    agent.child.kill('SIGHUP');
    await agent.untilLogged(/credentials-read/);
    // Without the right to copies it passes on.
    checks();
    expect(await postfix.ask(listed)).toBe(PASS);
    expect(await postfix.ask(unlisted)).toBe(REFUSE);
    expect(checks()).toHaveLength(2);
    expect(agent.errors).not.toContain(withoutCopies);
    expect(agent.errors).not.toContain(token);
  });
});

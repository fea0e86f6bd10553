/** R26: the agent beside the release before, which knows no copies, and beside one whose copies it can't read. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { IssuedToken, SenderList } from '../../../shared/api.ts';
import { temporaryFolder } from '../../local/temporary-folder.ts';
import { LISTED as OWN_LISTED } from '../../mail/smtp-client.ts';
import type { Version } from '../../versions/deployment.ts';
import { keepAgent, keptAgents } from '../../versions/keep-agent.ts';
import { type Meeting, meet, pathOf } from '../../versions/meeting.ts';
import { makeVersions, type Versions } from '../../versions/other-bundle.ts';
import { exchange, requestBytes } from '../http/raw-http.ts';
import { ADDRESS_HEADER, ASKS } from '../http/requests.ts';
import { PASS, TRY_LATER } from '../policy/actions.ts';
import { AgentProcess, type AgentProgram } from '../program/agent-process.ts';
import {
  ACCOUNT,
  checksOf,
  describeProgram,
  placeFor,
  RunningAgent,
} from '../program/describe-program.ts';
import { type AgentParts, openAgent, WorkerLine } from './agent-parts.ts';

const [KEPT, CHANGED, SUSPENDED, MADE] = ['kept', 'changed', 'suspended', 'made'].map(
  (name) => `${name}@example.com`,
) as [string, string, string, string];
const LISTED = '192.0.2.1';
const ADDED = '192.0.2.2';
const STRANGER = '192.0.2.66';
const HOUR = 3_600_000;

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());
const ALL = await makeVersions(folder.path);
const RELEASES = ALL.filter(({ newer }) => newer.endsWith('current'));
/** This version's agent reads the feed of the newer one. */
const STRANGE = ALL.filter(
  ({ older, areNeighbours }) => older.endsWith('current') && !areNeighbours,
);
/** What is kept of this version is what a later version is tested with. */
const AGENTS = [
  { name: 'this version', script: await keepAgent(join(folder.path, 'release')) },
  ...keptAgents(),
];

interface Beside extends AsyncDisposable {
  readonly met: Meeting;
  readonly line: WorkerLine;
  readonly url: string;
  readonly token: string;
}

async function beside(versions: Versions, objects: Version, rights: object): Promise<Beside> {
  await using made = new AsyncDisposableStack();
  const met = made.use(await meet(versions, objects));
  const line = new WorkerLine(met.deployment, objects);
  const { url } = made.use(await line.open());
  const terms = { name: 'agent', clientAddressHeader: ADDRESS_HEADER, ...rights };
  const { token } = await met.call<IssuedToken>(objects, 'POST /v1/relay-tokens', terms);
  const owned = made.move();
  return { met, line, url, token, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function makeAccount({ met }: Beside, through: Version, account: string): Promise<string> {
  await met.call(through, 'POST /v1/accounts', { account });
  return await met.add(through, pathOf(account), LISTED);
}

/** Asks in every protocol, here and at the Worker itself. */
async function expectParity({ url, token }: Beside, { port }: AgentParts, without: string[] = []) {
  const worker = Number(new URL(url).port);
  for (const [name, ask] of Object.entries(ASKS)) {
    if (without.includes(name)) continue;
    const pairs = [KEPT, CHANGED, SUSPENDED, 'nobody@example.com'].flatMap((login) =>
      [LISTED, STRANGER].map((address): [string, string] => [login, address]),
    );
    for (const [login, address] of pairs) {
      const terms = ask(login, address);
      const bearer = ['Authorization', `Bearer ${token}`] as const;
      const bytes = requestBytes({ ...terms, headers: [bearer, ...(terms.headers ?? [])] });
      const [said, own] = await Promise.all([worker, port].map((at) => answerOf(at, bytes)));
      expect({ name, login, address, ...own }).toEqual({ name, login, address, ...said });
    }
  }
}

/** The status, what a mail server reads in headers, and the body without what 0.2.0 does not know. */
async function answerOf(port: number, bytes: Buffer) {
  const { status, headers, body } = await exchange(port, bytes);
  const read = [...headers].filter(([name]) => /^(auth-|content-type$|x-sendgate-)/.test(name));
  const told = body.startsWith('{')
    ? JSON.parse(body, (key, value) => (NOT_IN_020.includes(key) ? undefined : value))
    : body;
  return { status, read: Object.fromEntries(read), told };
}
const NOT_IN_020 = ['decidedBy', 'list', 'requestId'];

describe.concurrent.each(RELEASES)('$name', (versions) => {
  test('a rollback of the Worker: it is asked about everything, copies decide in an outage until they are too old; then forward', async () => {
    await using scene = await beside(versions, 'newer', { copies: true });
    const { met, line } = scene;
    const { call, deployment } = met;
    const removed = await makeAccount(scene, 'newer', CHANGED);
    await makeAccount(scene, 'newer', KEPT);
    await makeAccount(scene, 'newer', SUSPENDED);
    await call('newer', `PATCH ${pathOf(SUSPENDED)}`, { suspended: true });
    await deployment.published([KEPT, CHANGED, SUSPENDED]);
    await using agent = await openAgent(scene.url, scene.token);
    await agent.session.read();
    expect(await agent.copies.synchronise()).toBe('changed');
    line.takeAsked();
    expect(await agent.ask(CHANGED, LISTED)).toBe('allowed: listed');
    expect(line.takeAsked()).toEqual([]);

    await deployment.runObjects('older');
    line.through = 'older';
    await call('older', `DELETE ${pathOf(CHANGED)}/allowlist/entries/${removed}`);
    await met.add('older', pathOf(CHANGED), ADDED);
    await makeAccount(scene, 'older', MADE);
    await deployment.published([CHANGED, MADE]);
    agent.pass(30_001);
    await agent.session.read();
    for (let times = 0; times < 20; times++) {
      expect(await agent.copies.synchronise()).toBe('failed');
      await agent.teller.tick();
      agent.pass(60_000);
    }
    expect(agent.copies.ageMs()).toBe(30_001 + 20 * 60_000);
    line.takeAsked();
    expect(await agent.ask(KEPT, LISTED)).toBe('allowed: listed');
    expect(await agent.ask(CHANGED, LISTED)).toBe('refused: not-listed');
    expect(await agent.ask(CHANGED, ADDED)).toBe('allowed: listed');
    expect(await agent.ask(MADE, LISTED)).toBe('allowed: listed');
    expect(line.takeAsked()).toEqual(Array(4).fill('/v1/check'));
    await expectParity(scene, agent);

    line.through = 'cut';
    expect(await agent.ask(KEPT, LISTED)).toBe('allowed: listed');
    // Nobody could tell the agent of the removal. This ends with --max-stale.
    expect(await agent.ask(CHANGED, LISTED)).toBe('allowed: listed');
    expect(await agent.ask(CHANGED, ADDED)).toBe('unavailable: unavailable');
    expect(await agent.ask(MADE, LISTED)).toBe('unavailable: unavailable');
    agent.pass(HOUR);
    expect(await agent.ask(KEPT, LISTED)).toBe('unavailable: unavailable');
    expect(await agent.ask(SUSPENDED, LISTED)).toBe('refused: suspended');
    line.through = 'older';
    expect(await agent.ask(KEPT, LISTED)).toBe('allowed: listed');
    expect(agent.log).toEqual([
      'copies-synchronised',
      'synchronisation-failed',
      'observations-kept',
    ]);
    expect(agent.teller.status()).toMatchObject({ lost: 0 });

    await deployment.runObjects('newer');
    line.through = 'newer';
    expect(await agent.copies.synchronise()).toBe('changed');
    expect(agent.copies.status()).toMatchObject({ accounts: 4, unreadable: 0, ageSeconds: 0 });
    line.takeAsked();
    expect(await agent.ask(KEPT, LISTED)).toBe('allowed: listed');
    expect(await agent.ask(CHANGED, ADDED)).toBe('allowed: listed');
    expect(line.takeAsked()).toEqual([]);
    expect(await agent.ask(CHANGED, LISTED)).toBe('refused: not-listed');
    line.through = 'cut';
    expect(await agent.ask(CHANGED, LISTED)).toBe('unavailable: unavailable');
    line.through = 'newer';
    agent.pass(60_000);
    await agent.teller.close(20_000);
    expect(agent.teller.status()).toMatchObject({ lost: 0, unconfirmed: 0 });
    expect(agent.log.slice(3)).toEqual(['copies-synchronised', 'observations-told-again']);
    const { senders } = await call<SenderList>('newer', `GET ${pathOf(CHANGED)}/senders`);
    // The Worker itself never allowed it. Copies did so before the rollback and in the outage.
    expect(senders.find(({ address }) => address === LISTED)).toMatchObject({ allowed: 2 });
  }, 120_000);

  test('an agent that starts beside the release before passes on, and says why', async () => {
    await using scene = await beside(versions, 'older', {});
    await makeAccount(scene, 'older', KEPT);
    await using agent = await openAgent(scene.url, scene.token);
    await agent.session.read();
    expect(await agent.copies.synchronise()).toBe('failed');
    // Only a newer Worker says in which header a proxy states the address.
    await expectParity(scene, agent, ['forward-auth']);
    const asked = ASKS['forward-auth']?.(KEPT, LISTED);
    const bearer = ['Authorization', `Bearer ${scene.token}`] as const;
    const bytes = requestBytes({
      path: '',
      ...asked,
      headers: [bearer, ...(asked?.headers ?? [])],
    });
    expect(await exchange(agent.port, bytes)).toMatchObject({ status: 503 });
    const { code, output } = await checkUp(scene);
    expect(code).toBe(1);
    expect(output).toMatch(
      /^WRONG this version of Sendgate knows no copies; 0\.3\.0 is the first/m,
    );
    expect(output).not.toMatch(/^ok .*right to copies/m);
  }, 120_000);
});

describe.concurrent.each(STRANGE)('$name', (versions) => {
  test('copies that the agent can’t read are none: the Worker decides, and without it nobody is let in', async () => {
    await using scene = await beside(versions, 'newer', { copies: true });
    await makeAccount(scene, 'newer', KEPT);
    await using agent = await openAgent(scene.url, scene.token);
    expect(await agent.copies.synchronise()).toBe('changed');
    expect(agent.copies.status()).toMatchObject({ accounts: 1, unreadable: 1, ageSeconds: 0 });
    expect(await agent.ask(KEPT, LISTED)).toBe('allowed: listed');
    expect(await agent.ask(KEPT, STRANGER)).toBe('refused: not-listed');
    scene.line.through = 'cut';
    expect(await agent.ask(KEPT, LISTED)).toBe('unavailable: unavailable');
    expect(agent.log).toEqual(['copies-synchronised']);
  }, 120_000);
});

describeProgram('a kept agent before this Worker', (worker) => {
  test.each(AGENTS)('that of $name holds copies, and decides by them', async ({ script }) => {
    const program = programOf(script);
    const { api, front } = worker();
    const token = await api.issueRelayToken({ copies: true });
    const place = await placeFor(worker(), token);
    await using agent = new RunningAgent(place, ['--timeout', '0.5'], program);
    await agent.untilSynchronised();
    using postfix = await agent.openPolicy();
    front.takeQuestions();
    const asked = { sasl_username: ACCOUNT, client_address: OWN_LISTED };
    expect(await postfix.ask(asked)).toBe(PASS);
    expect(checksOf(front.takeQuestions())).toEqual([]);
    expect(await agent.check(ACCOUNT, STRANGER)).toMatchObject({ reason: 'not-listed' });
    await front.stop();
    try {
      expect(await agent.check(ACCOUNT, OWN_LISTED)).toMatchObject({ verdict: 'allow' });
      expect(await postfix.ask({ ...asked, client_address: STRANGER })).toBe(TRY_LATER);
    } finally {
      await front.resume();
    }
  });
});

/** Runs `--check` as a file of the release does. */
async function checkUp({ url, token }: Beside) {
  const file = join(folder.path, 'token');
  writeFileSync(file, token, { mode: 0o600 });
  const flags = ['--check', '--url', url, '--token-file', file, '--listen', '127.0.0.1:0'];
  const [{ script = '' } = {}] = AGENTS;
  await using agent = new AgentProcess(flags, programOf(script));
  return { code: await agent.ended(), output: agent.output };
}

function programOf(script: string): AgentProgram {
  return { command: process.execPath, args: [script], environment: {} };
}

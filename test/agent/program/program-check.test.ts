/** `--check` says in words what it found, `--status` what the agent holds, and a mistake in the settings ends it. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { AgentProcess } from './agent-process.ts';
import {
  ACCOUNT,
  type AgentPlace,
  checksOf,
  describeProgram,
  placeFor,
  RunningAgent,
  soon,
  startAgent,
} from './describe-program.ts';

const FREE = ['--listen', '127.0.0.1:0'];

async function run(...args: string[]) {
  await using program = new AgentProcess(args);
  const code = await program.ended();
  const { output, errors } = program;
  return { code, output, errors };
}

async function check(place: AgentPlace, ...flags: string[]) {
  const { code, output } = await run('--check', ...place.connection, ...flags);
  return { code, lines: output.split('\n').slice(0, -1) };
}

describeProgram('what the program says', (worker) => {
  it('all is well: each thing has a line, and the exit code is 0', async () => {
    const place = await placeFor(worker());
    const policy = ['--policy', 'inet:127.0.0.1:0'];
    expect(await check(place, ...FREE, ...policy, '--state', place.stateFile)).toEqual({
      code: 0,
      lines: [
        `ok    Sendgate answers at ${worker().front.url}/`,
        'ok    the token is the relay token “mail test”',
        'ok    it has the right to copies, and the feed can be read',
        `ok    the state ${place.stateFile} can be written`,
        'ok    127.0.0.1:0 is free',
        'ok    127.0.0.1:0 is free',
      ],
    });
  });

  it('a token without the right to copies: says what that means, and how to get one', async () => {
    const place = await placeFor(worker(), await worker().api.issueRelayToken());
    const { code, lines } = await check(place, ...FREE);
    expect(code).toBe(1);
    expect(lines).toContain(
      'WRONG it has no right to copies, so the agent would only pass questions on. An outage that sendgate-policyd bridged (SENDGATE_OUTAGE_MINUTES) would stop mail. Issue a relay token with "copies": true',
    );
  });

  it('a token of another kind, a revoked one, and no Worker: each in words', async () => {
    const { api, front } = worker();
    const ofAccount = await placeFor(worker(), await api.issueAccountToken(ACCOUNT));
    expect((await check(ofAccount, ...FREE)).lines).toContain(
      'WRONG the token’s role is manager; a relay token is wanted',
    );
    const { id, token } = await api.issueRelay({ copies: true });
    await api.revokeRelayToken(id);
    const revoked = await placeFor(worker(), token);
    expect((await check(revoked, ...FREE)).lines).toContainEqual(
      expect.stringMatching(
        /^WRONG it refuses the token in \/.*: it is wrong, expired or revoked\. /,
      ),
    );
    await front.stop();
    try {
      const { code, lines } = await check(revoked, ...FREE);
      expect(code).toBe(1);
      expect(lines[0]).toMatch(/^WRONG https:\/\/localhost:\d+\/ can’t be used: .*ECONNREFUSED/);
    } finally {
      await front.resume();
    }
  });

  it('a listener that is taken, and a state that can’t be written, are wrong', async () => {
    const place = await placeFor(worker());
    const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(other, 'listening');
    await using _ = { [Symbol.asyncDispose]: async () => void other.close() };
    const { port } = other.address() as { port: number };
    const listeners = ['--listen', `127.0.0.1:${port}`, '--policy', `inet:127.0.0.1:${port}`];
    writeFileSync(place.stateFile, '', { mode: 0o644 });
    const open = await check(place, ...FREE, '--state', place.stateFile);
    expect(open.lines).toContainEqual(
      expect.stringMatching(/^WRONG the state .* is not used: other users may read or write it/),
    );
    const { code, lines } = await check(place, ...listeners, '--state', '/nowhere/state');
    expect(code).toBe(1);
    const taken = `WRONG the agent can’t listen on 127.0.0.1:${port}: something else listens there`;
    expect(lines.slice(-3)).toEqual([
      expect.stringMatching(/^WRONG the state \/nowhere\/state can’t be written: ENOENT/),
      taken,
      taken,
    ]);
  });

  it('beside an agent that runs: --check finds it, --status shows what it holds', async () => {
    await using agent = await startAgent(worker());
    const http = `127.0.0.1:${await agent.httpPort()}`;
    const policy = `127.0.0.1:${await agent.policyPort()}`;
    const listeners = ['--listen', http, '--policy', `inet:${policy}`];
    const { code, lines } = await check(agent.place, ...listeners);
    expect(code).toBe(0);
    expect(lines.slice(-2)).toEqual([
      `ok    ${http} is served by an agent already`,
      `ok    ${policy} is served by an agent or sendgate-policyd already; end sendgate-policyd before the agent starts`,
    ]);
    const status = await run('--status', ...agent.place.connection, ...listeners);
    expect(status).toMatchObject({ code: 0, errors: '' });
    expect(status.output).toMatch(/^right +the token has the right to copies$/m);
    expect(status.output).toMatch(/^accounts +1$/m);
    expect(status.output).toMatch(/^copies +\d+ s old; they allow alone$/m);
    const metrics = await (await agent.call('/metrics')).text();
    expect(metrics).toMatch(/^sendgate_agent_copies{kind="account"} 1$/m);
    expect(metrics).not.toMatch(/example\.test|127\.0\.0\./);
  });

  it('--status where no agent is: says so, and exits with 1', async () => {
    const place = await placeFor(worker());
    const { code, errors } = await run('--status', ...place.connection, '--listen', '127.0.0.1:1');
    expect(code).toBe(1);
    expect(errors).toMatch(
      /^sendgate-agent: no agent tells its status\nsendgate-agent: 127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
  });

  it('mistakes in the settings: all are named, and the exit code is that of a configuration', async () => {
    const { code, output, errors } = await run('--fresh', '301', '--url', 'http://192.0.2.1');
    expect({ code, output }).toEqual({ code: 78, output: '' });
    expect(errors).toMatch(/--fresh can’t be "301"/);
    expect(errors).toMatch(/--url can’t be "http:\/\/192\.0\.2\.1"/);
    expect(errors).toMatch(/--token-file/);
    expect((await run('--version')).output).toMatch(/^sendgate-agent \d+\.\d+\.\d+\n$/);
    expect((await run('--help')).output).toMatch(/--max-stale/);
  });

  it('a listener that can’t be opened: it says why, and does not run', async () => {
    const place = await placeFor(worker());
    await using first = new RunningAgent(place, []);
    const taken = `127.0.0.1:${await first.httpPort()}`;
    const faults = async (...flags: string[]) => {
      const { code, errors } = await run(...place.connection, ...flags);
      expect(code).toBe(1);
      // Not even the listener that could be opened is told of.
      expect(errors).not.toMatch(/^(listening|started) /m);
      return errors;
    };
    expect(await faults(...FREE, '--listen', taken)).toContain(
      `sendgate-agent: --listen ${taken}: something else listens there\n`,
    );
    expect(await faults('--listen', 'unix:/nonexistent/http')).toContain(
      'sendgate-agent: --listen unix:/nonexistent/http: the folder does not exist\n',
    );
    expect(await faults(...FREE, '--policy', 'fd:9')).toContain(
      'sendgate-agent: --policy fd:9: systemd gave no such socket; enable sendgate-agent.socket\n',
    );
  });

  it('SIGTERM: who asked still gets an answer, the state is written, and the exit code is 0', async () => {
    const { front } = worker();
    const place = await placeFor(worker());
    await using agent = new RunningAgent(place, ['--state', place.stateFile, '--timeout', '0.5']);
    await agent.untilSynchronised();
    using postfix = await agent.openPolicy();
    front.fault = 'late';
    try {
      const asked = postfix.ask({ sasl_username: ACCOUNT, client_address: '127.0.0.3' });
      await soon(() => expect(checksOf(front.takeQuestions())).toHaveLength(1));
      agent.child.kill('SIGTERM');
      expect(await asked).toMatch(/^DEFER_IF_PERMIT /);
      expect(await agent.ended()).toBe(0);
      expect(agent.errors).toMatch(/\nended\n$/);
    } finally {
      front.fault = 'none';
    }
  });

  it('the secret of --secret-file is taken in place of the token, and another one after SIGHUP', async () => {
    const place = await placeFor(worker());
    const secretFile = `${place.stateFile}-secret`;
    const [first, second] = ['first-secret-of-mx1', 'second-secret-of-mx1'];
    writeFileSync(secretFile, first, { mode: 0o600 });
    await using agent = new RunningAgent(place, ['--secret-file', secretFile]);
    const statusWith = async (secret: string) =>
      (await agent.call('/metrics', { headers: { authorization: `Bearer ${secret}` } })).status;
    expect(await statusWith(first)).toBe(200);
    expect(await statusWith(second)).toBe(401);
    writeFileSync(secretFile, second);
    agent.child.kill('SIGHUP');
    await agent.untilLogged(/credentials-read/);
    expect(await statusWith(first)).toBe(401);
    expect(await statusWith(second)).toBe(200);
    expect(await statusWith(place.token)).toBe(200);
  });

  it('a damaged state is none: it starts, says so, and synchronises', async () => {
    const place = await placeFor(worker());
    writeFileSync(place.stateFile, 'not a state', { mode: 0o600 });
    await using agent = new RunningAgent(place, ['--state', place.stateFile]);
    await agent.untilLogged(/^state-(not-used|refused) path=/m);
    await agent.untilSynchronised();
  });
});

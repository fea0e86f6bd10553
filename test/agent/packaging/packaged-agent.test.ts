/** The packaged agent, on Debian 12's own Node and on the Node that runs the tests: what each way of asking needs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleAgent } from '../../../agent/packaging/bundle-agent.ts';
import { OPTION_NAMES } from '../../../agent/settings/options.ts';
import { VERSION } from '../../../worker/platform/version.ts';
import { LISTED, UNLISTED } from '../../mail/smtp-client.ts';
import { exchange, type RequestTerms, requestBytes } from '../http/raw-http.ts';
import { ADDRESS_HEADER, ASKS, oddRequests } from '../http/requests.ts';
import { PASS, REFUSE, TRY_LATER } from '../policy/actions.ts';
import { AgentProcess, type AgentProgram } from '../program/agent-process.ts';
import {
  ACCOUNT,
  checksOf,
  describeProgram,
  placeFor,
  RunningAgent,
} from '../program/describe-program.ts';
import { describeHere } from './describe-here.ts';
import { findNode18, OWN_NODE, type RunnableNode } from './nodes.ts';

const listed = { sasl_username: ACCOUNT, client_address: LISTED };
const unlisted = { sasl_username: ACCOUNT, client_address: UNLISTED };

const folder = mkdtempSync(join(tmpdir(), 'sendgate-agent-bundle-'));
const file = join(folder, 'sendgate-agent.mjs');
beforeAll(async () => writeFileSync(file, (await bundleAgent()).text));
afterAll(() => rmSync(folder, { recursive: true }));

/** Each way to ask, about two addresses, and all that is odd. */
const REQUESTS: readonly RequestTerms[] = [
  ...Object.values(ASKS).flatMap((ask) => [ask(ACCOUNT, LISTED), ask(ACCOUNT, UNLISTED)]),
  ...oddRequests().map(([, terms]) => terms),
];

const node18 = findNode18();
const isMissing = typeof node18 === 'string';

describeProgram('the packaged agent', (worker) => {
  describe('on the Node that runs the tests', () => testOn(OWN_NODE));
  describeHere('on Debian’s Node 18', isMissing ? node18 : undefined, () => {
    if (isMissing) return;
    testOn(node18);

    it('answers whatever is asked by HTTP as on the other Node', async () => {
      const { api } = worker();
      const { token } = await api.issueRelay({ copies: true, clientAddressHeader: ADDRESS_HEADER });
      const place = await placeFor(worker(), token);
      await using own = new RunningAgent(place, [], programOn(OWN_NODE));
      await using other = new RunningAgent(place, [], programOn(node18));
      const ports = await Promise.all(
        [own, other].map(async (agent) => {
          await agent.untilSynchronised();
          return await agent.httpPort();
        }),
      );
      const statuses = new Set<string>();
      for (const terms of REQUESTS) {
        const headers = [['Authorization', `Bearer ${token}`] as const, ...(terms.headers ?? [])];
        const bytes = requestBytes({ ...terms, headers });
        const [wanted, answer] = await Promise.all(ports.map((port) => ask(port, bytes)));
        expect(answer, `${terms.method ?? 'GET'} ${terms.path} ${terms.body ?? ''}`).toBe(wanted);
        statuses.add(wanted?.slice(0, 3) ?? '');
      }
      expect(statuses).toContain('200');
      expect(statuses.size).toBeGreaterThan(4);
    });
  });

  function programOn({ command, environment }: RunnableNode): AgentProgram {
    return { command, args: [file], environment };
  }

  function testOn(node: RunnableNode): void {
    const program = programOn(node);

    async function run(...args: readonly string[]) {
      await using agent = new AgentProcess(args, program);
      const code = await agent.ended();
      return { code, output: agent.output, errors: agent.errors };
    }

    it('says its version and its options, and which settings are missing', async () => {
      const [version, help, wrong] = await Promise.all([run('--version'), run('--help'), run()]);
      expect(version).toEqual({ code: 0, output: `sendgate-agent ${VERSION}\n`, errors: '' });
      const named = [...help.output.matchAll(/^ {2}--([\w-]+)/gm)].map(([, name]) => name);
      expect(named).toEqual(OPTION_NAMES);
      expect(wrong.code).toBe(78);
      expect(wrong.errors).toMatch(/--url or SENDGATE_URL is missing/);
    });

    it('decides from its copies, passes on, and says what it holds; ends at a signal', async () => {
      const place = await placeFor(worker());
      const settings = [...place.connection, '--state', place.stateFile];
      const first = await run('--check', ...settings, '--listen', '127.0.0.1:0');
      expect(first).toEqual({
        code: 0,
        errors: '',
        output: expect.stringMatching(/^ok .*right to copies/m),
      });

      await using agent = new RunningAgent(place, ['--state', place.stateFile], program);
      await agent.untilSynchronised();
      using postfix = await agent.openPolicy();
      const checks = () => checksOf(worker().front.takeQuestions());
      checks();
      expect(await postfix.ask(listed)).toBe(PASS);
      expect(await agent.check(ACCOUNT, LISTED)).toMatchObject({ verdict: 'allow' });
      expect(checks()).toEqual([]);
      expect(await postfix.ask(unlisted)).toBe(REFUSE);
      expect(await agent.check(ACCOUNT, UNLISTED)).toMatchObject({ verdict: 'deny' });
      expect(checks()).toHaveLength(2);

      const status = await run(
        ...['--status', ...settings],
        ...['--listen', `127.0.0.1:${await agent.httpPort()}`],
      );
      expect(status).toMatchObject({ code: 0, errors: '' });
      expect(status.output).toMatch(/^accounts +[1-9]/m);
      expect(await (await agent.call('/metrics')).text()).toContain(`{version="${VERSION}"} 1\n`);
      agent.child.kill('SIGTERM');
      expect(await agent.ended()).toBe(0);
    });

    it('started while Sendgate is away, it decides by its state', async () => {
      const place = await placeFor(worker());
      const flags = ['--state', place.stateFile, '--timeout', '0.5'];
      {
        await using first = new RunningAgent(place, flags, program);
        await first.untilSynchronised();
        first.child.kill('SIGTERM');
        expect(await first.ended()).toBe(0);
      }
      const { front } = worker();
      await front.stop();
      try {
        await using second = new RunningAgent(place, flags, program);
        using postfix = await second.openPolicy();
        expect(await postfix.ask(listed)).toBe(PASS);
        expect(await postfix.ask(unlisted)).toBe(TRY_LATER);
      } finally {
        await front.resume();
      }
    });
  }
});

async function ask(port: number, bytes: Buffer): Promise<string> {
  const { status, headers, body } = await exchange(port, bytes);
  const shown = [...headers].filter(([name]) => name !== 'date').map((header) => header.join(': '));
  const id = headers.get('x-request-id') ?? 'no id';
  return [status, ...shown.sort(), body].join('\n').replaceAll(id, 'ID');
}

/** Proxies that ask an agent in place of the Worker. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { AgentProcess } from '../agent/program/agent-process.ts';
import { describeProgram } from '../exports/describe-program.ts';
import { findFreePort } from '../mail/loopback-port.ts';
import { startCaddy } from './caddy.ts';
import type { ProxyServer } from './describe-proxy.ts';
import { type GuardedApi, LISTED, OTHER, send, startGuardedApi } from './guarded-api.ts';
import { startNginx } from './nginx.ts';

const HEADER = 'X-Sendgate-Client-Address';

describeProgram('Caddy’s forward_auth through an agent', { caddy: 'caddy' }, (folder) => {
  testThroughAgent(folder, startCaddy, { undecided: 503, withoutAgent: 502 });
});

describeProgram('nginx’s auth_request through an agent', { nginx: 'nginx' }, (folder) => {
  testThroughAgent(folder, startNginx, { undecided: 500, withoutAgent: 500 });
});

function testThroughAgent(
  folder: () => string,
  start: typeof startCaddy | typeof startNginx,
  statuses: { readonly undecided: number; readonly withoutAgent: number },
): void {
  let api: GuardedApi;
  let agent: AgentProcess;
  let proxy: ProxyServer;

  beforeAll(async () => {
    api = await startGuardedApi(folder());
    const token = await api.issueRelayToken(HEADER, { copies: true });
    const tokenFile = join(folder(), 'agent-token');
    writeFileSync(tokenFile, token, { mode: 0o600 });
    const listen = `127.0.0.1:${await findFreePort()}`;
    const flags = ['--token-file', tokenFile, '--listen', listen, '--timeout', '0.5'];
    agent = new AgentProcess(['--url', api.sendgateUrl, ...flags]);
    await agent.untilLogged(/copies-synchronised/);
    proxy = await start(api, token, folder(), { agentUrl: `http://${listen}` });
    // The agent has asked the Worker which header it may believe.
    await vi.waitFor(async () => expect((await send(proxy.port, LISTED)).status).toBe(200), {
      timeout: 20_000,
    });
  }, 60_000);
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]();
    await agent?.[Symbol.asyncDispose]();
    await api?.[Symbol.asyncDispose]();
  });

  it('lets a listed client through with its own credentials, and no other, whatever it says', async () => {
    const reached = api.reached.length;
    const asked = api.questions.length;
    expect(await send(proxy.port, LISTED)).toMatchObject({ status: 200, body: 'sent' });
    // A copy has decided.
    expect(api.questions.slice(asked)).toEqual([]);
    expect(api.reached.at(-1)?.authorization).toBe('Bearer key-of-the-api');
    for (const lie of [
      {},
      { [HEADER]: LISTED },
      { 'X-Forwarded-For': LISTED, 'X-Real-IP': LISTED },
      { 'X-Sendgate-Account': 'nobody@example.com', [HEADER]: LISTED },
      { 'X-Sendgate-Token': 'mine', [HEADER]: LISTED },
    ])
      expect((await send(proxy.port, OTHER, lie)).status, JSON.stringify(lie)).toBe(403);
    expect(api.reached).toHaveLength(reached + 1);
    expect(JSON.stringify(api.reached).toLowerCase()).not.toContain('sendgate');
  });

  it('while the Worker can’t be reached: a listed client goes through, and no other', async () => {
    await api.stopSendgate();
    expect((await send(proxy.port, LISTED)).status).toBe(200);
    expect((await send(proxy.port, OTHER)).status).toBe(statuses.undecided);
  });

  it('without an agent nobody goes through', async () => {
    await agent[Symbol.asyncDispose]();
    const { status, body } = await send(proxy.port, LISTED);
    expect(status).toBe(statuses.withoutAgent);
    expect(body).not.toContain('sent');
  });
}

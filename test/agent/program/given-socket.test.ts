/** The agent on a socket that systemd opens for it. */
import { expect, it } from 'vitest';
import { LISTED, UNLISTED } from '../../mail/smtp-client.ts';
import { PASS, REFUSE } from '../policy/actions.ts';
import { PolicyClient } from '../policy/policy-client.ts';
import { AgentProcess, givenSocket } from './agent-process.ts';
import { ACCOUNT, describeProgram, placeFor } from './describe-program.ts';

describeProgram('a socket that is handed to the agent', (worker) => {
  it('--policy fd:3 serves it, and the agent ends in order', async () => {
    const path = `${worker().setUp('handed').directory}/sendgate`;
    const { connection } = await placeFor(worker());
    const flags = [...connection, '--listen', 'none', '--policy', 'fd:3'];
    await using agent = new AgentProcess(flags, givenSocket(path));
    await agent.untilLogged(/^started /m);
    using client = await PolicyClient.open(path);
    const ask = (client_address: string) => client.ask({ sasl_username: ACCOUNT, client_address });
    expect(await ask(LISTED)).toBe(PASS);
    expect(await ask(UNLISTED)).toBe(REFUSE);
    agent.child.kill('SIGTERM');
    expect(await agent.ended()).toBe(0);
  });
});

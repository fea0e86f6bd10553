import { once } from 'node:events';
import { expect, it } from 'vitest';
import { openPolicyServer } from '../../integrations/postfix/policyd/policy-server.mjs';
import { LISTED, UNLISTED } from '../mail/smtp-client.ts';
import { PASS, REFUSE } from './actions.ts';
import { ACCOUNT, describePolicyd } from './describe-policyd.ts';
import { PolicyClient, requestOf } from './policy-client.ts';
import { flagsFor } from './policyd-flags.ts';
import { listeningPolicyd } from './policyd-process.ts';

describePolicyd('the connections of sendgate-policyd', (worker) => {
  it('holds 1,000 connections, and asks over a few that it keeps', async () => {
    const flags = ['--max-in-flight', '8', '--timeout-seconds', '60'];
    await using policyd = await listeningPolicyd([...flagsFor(worker()), ...flags]);
    using clients = new DisposableStack();
    const opening = Array.from({ length: 1000 }, () => PolicyClient.open(policyd.port));
    const opened = (await Promise.all(opening)).map((client) => clients.use(client));
    const before = worker().front.connections;
    const answers = await Promise.all(
      opened.map((client, index) => client.ask(requestFrom(index % 2 ? UNLISTED : LISTED))),
    );
    expect(answers).toEqual(opened.map((_, index) => (index % 2 ? REFUSE : PASS)));
    expect(worker().front.takeQuestions()).toHaveLength(1000);
    expect(worker().front.connections - before).toBeLessThanOrEqual(8);
    expect(worker().front.mostInFlight).toBeLessThanOrEqual(8);
    // All connections are still open.
    const again = await Promise.all(opened.map((client) => client.ask({})));
    expect(new Set(again)).toEqual(new Set([PASS]));
  });

  it('turns away more than --max-connections, until one ends', async () => {
    const flags = ['--max-connections', '1'];
    await using policyd = await listeningPolicyd([...flagsFor(worker()), ...flags]);
    const first = await PolicyClient.open(policyd.port);
    expect(await first.ask({})).toBe(PASS);
    using second = await PolicyClient.open(policyd.port);
    expect(await second.next()).toBeUndefined();
    first.socket.end();
    await once(first.socket, 'close');
    using third = await PolicyClient.open(policyd.port);
    expect(await third.ask({})).toBe(PASS);
  });

  it('a kept connection that the other side has closed is no failure', async () => {
    await using policyd = await listeningPolicyd(flagsFor(worker()));
    using client = await PolicyClient.open(policyd.port);
    expect(await client.ask(requestFrom(LISTED))).toBe(PASS);
    await worker().front.stop();
    await worker().front.resume();
    expect(await client.ask(requestFrom(LISTED))).toBe(PASS);
  });
});

it('a client that never reads is not read from either, is dropped in the end, and holds up no one', async () => {
  const server = await openPolicyServer({
    listen: { host: '127.0.0.1', port: 0 },
    maxConnections: 10,
    idleMs: 1000,
    decide: async () => PASS,
    now: () => performance.now(),
    log: () => {},
  });
  const port = Number(server.address.split(':').at(-1));
  using deaf = await PolicyClient.open(port);
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
  using other = await PolicyClient.open(port);
  expect(await other.ask({})).toBe(PASS);
  await closed;
  // policyd took no more than the kernel's buffers between the two hold.
  expect(taken).toBeLessThan(total / 2);
  await server.close(0);
});

function requestFrom(address: string): Record<string, string> {
  return { sasl_username: ACCOUNT, client_address: address };
}

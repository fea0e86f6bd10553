#!/usr/bin/env node
/** Answers Postfix's policy delegation with the decisions of Sendgate: see README.md. */
import { once } from 'node:events';
import { SendgateClient } from '../client/sendgate-client.mjs';
import { SettingsError } from '../client/settings-error.mjs';
import { LastGoodMemory } from './policyd/last-good-memory.mjs';
import { logNothing, logToStderr } from './policyd/log.mjs';
import { helpText } from './policyd/options.mjs';
import { PolicyConnection } from './policyd/policy-connection.mjs';
import { PolicyDecider } from './policyd/policy-decider.mjs';
import { openPolicyServer } from './policyd/policy-server.mjs';
import { readSettings } from './policyd/settings.mjs';

/** The exit code of sysexits(3) for a wrong configuration. */
const EX_CONFIG = 78;

const now = () => performance.now();

try {
  await run(readSettings(process.argv.slice(2), process.env));
} catch (error) {
  const lines = error instanceof Error ? error.message.split('\n') : [String(error)];
  for (const line of lines) process.stderr.write(`sendgate-policyd: ${line}\n`);
  process.exitCode = error instanceof SettingsError ? EX_CONFIG : 1;
}

/** @param {import('./policyd/settings.mjs').Settings | 'help'} settings */
async function run(settings) {
  if (settings === 'help') {
    process.stdout.write(helpText());
    return;
  }
  const client = new SendgateClient(settings.sendgate);
  try {
    if (settings.task === 'check') await check(client);
    else if (settings.task === 'stdio') await serveStdio(client, settings);
    else await listen(client, settings);
  } finally {
    client.close();
  }
}

/** @param {SendgateClient} client */
async function check(client) {
  const answer = await client.session();
  if (answer.kind !== 'session') throw new Error(answer.detail);
  if (answer.role !== 'relay')
    throw new Error(`the token’s role is ${answer.role}; a relay token is wanted`);
  process.stdout.write(`Sendgate answers, and the token is the relay token “${answer.name}”\n`);
}

/**
 * @param {SendgateClient} client
 * @param {import('./policyd/settings.mjs').Settings} settings
 */
async function serveStdio(client, settings) {
  // spawn(8) makes standard error a part of the connection, so any message there would become a part of an
  // answer.
  process.removeAllListeners('warning');
  const decide = deciderOf(client, settings, logNothing);
  const connection = new PolicyConnection({ decide, now, log: logNothing });
  await connection.serve(process.stdin, process.stdout);
}

/**
 * Serves until a signal ends the process.
 * @param {SendgateClient} client
 * @param {import('./policyd/settings.mjs').Settings} settings
 */
async function listen(client, settings) {
  const decide = deciderOf(client, settings, logToStderr);
  const server = await openPolicyServer({ ...settings, decide, now, log: logToStderr });
  logToStderr('listening', { address: server.address });
  await Promise.race(['SIGTERM', 'SIGINT'].map((signal) => once(process, signal)));
  // A client that waits for Sendgate still gets its answer. A client that does not take its answer is not
  // waited for.
  await server.close(settings.sendgate.timeoutMs + 1000);
  logToStderr('ended');
}

/**
 * @param {SendgateClient} client
 * @param {import('./policyd/settings.mjs').Settings} settings
 * @param {import('./policyd/log.mjs').Log} log
 */
function deciderOf(client, settings, log) {
  const decider = new PolicyDecider({ client, memory: new LastGoodMemory(settings), now, log });
  return decider.decide.bind(decider);
}

/** Postfix that asks by its policy protocol. Dovecot checks its passwords. */
import { join } from 'node:path';
import { startDovecot } from './dovecot.ts';
import { findFreePort } from './loopback-port.ts';
import type { MailServer, ServerSetup } from './mail-server.ts';
import { startServerProcess } from './owned-process.ts';
import { startPolicyd } from './policyd.ts';
import { authSocketOf, prepareSpool, startPostfix } from './postfix.ts';
import { readPublishedFile } from './published-file.ts';
import { writeTokenFile } from './token-file.ts';

const AGENT = join(import.meta.dirname, '../../agent/sendgate-agent.ts');

/** Postfix that asks the agent of the setup, or one of its own on a socket in its folder. */
export async function startPostfixWithAgent(setup: ServerSetup): Promise<MailServer> {
  const { agent } = setup;
  return agent
    ? await startWith(setup, agent.policyService)
    : await startWith(setup, 'unix:private/sendgate', () => startOwnAgent(setup));
}

/** Postfix that asks the sendgate-policyd of a release which has one. */
export async function startPostfixWithPolicyd(setup: ServerSetup): Promise<MailServer> {
  const port = await findFreePort();
  const listen = `inet:127.0.0.1:${port}`;
  return await startWith(setup, listen, () => startPolicyd({ ...setup, listen, listener: port }));
}

/** Without the right to copies, this agent passes each question on. */
async function startOwnAgent(setup: ServerSetup): Promise<AsyncDisposable> {
  const { directory } = setup;
  const socket = join(directory, 'spool/private/sendgate');
  return await startServerProcess({
    command: process.execPath,
    args: [
      ...[AGENT, '--url', setup.sendgateUrl, '--ca-file', setup.authorityFile],
      ...['--token-file', writeTokenFile(directory, setup.relayToken)],
      ...['--listen', 'none', '--policy', `unix:${socket}`],
    ],
    outputFile: join(directory, 'agent.output'),
    logFile: join(directory, 'agent.log'),
    listeners: [socket],
  });
}

async function startWith(
  setup: ServerSetup,
  policy: string,
  startService?: () => Promise<AsyncDisposable>,
): Promise<MailServer> {
  await using started = new AsyncDisposableStack();
  const { directory, password, certificate } = setup;
  prepareSpool(directory);
  const socket = authSocketOf(directory);
  started.use(await startDovecot({ directory: join(directory, 'dovecot'), socket, password }));
  if (startService) started.use(await startService());
  const published = readPublishedFile(setup, 'postfix/main.cf', {
    'inet:127.0.0.1:10045': policy,
  });
  const postfix = started.use(
    await startPostfix({
      directory,
      main: `
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_tls_cert_file = ${certificate.certFile}
smtpd_tls_key_file = ${certificate.keyFile}
${published}`,
      master: (ports) => readPublishedFile(setup, 'postfix/master.cf', ports),
    }),
  );
  const running = started.move();
  return { port: postfix.port, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

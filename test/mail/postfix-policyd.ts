/**
 * Postfix that asks sendgate-policyd in each of the published ways. Dovecot checks its passwords.
 */
import { chownSync, copyFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { startDovecot } from './dovecot.ts';
import { findFreePort } from './loopback-port.ts';
import type { MailServer, ServerSetup } from './mail-server.ts';
import { startPolicyd, writeTokenFile } from './policyd.ts';
import { authSocketOf, prepareSpool, startPostfix } from './postfix.ts';
import { readPublishedFile } from './published-file.ts';
import { idsOf } from './system-user.ts';

type Configuration = Pick<Parameters<typeof startPostfix>[0], 'main' | 'master'>;

export async function startWithPolicydOverTcp(setup: ServerSetup): Promise<MailServer> {
  const port = await findFreePort();
  const policy = `inet:127.0.0.1:${port}`;
  return await startWith(setup, {
    policyd: { listen: policy, listener: port },
    main: mainFor(setup, policy),
    master: (ports) => readPublishedFile(setup, 'postfix/master.cf', ports),
  });
}

export async function startWithPolicydOnSocket(setup: ServerSetup): Promise<MailServer> {
  const socket = join(setup.directory, 'spool/private/sendgate');
  return await startWith(setup, {
    policyd: { listen: `unix:${socket}`, listener: socket },
    main: mainFor(setup, 'unix:private/sendgate'),
    master: (ports) => readPublishedFile(setup, 'postfix/master.cf', ports),
  });
}

/** Postfix that asks an agent. */
export async function startWithAgent(setup: ServerSetup): Promise<MailServer> {
  const { agent } = setup;
  if (!agent) throw new Error('no agent has been started');
  return await startWith(setup, {
    main: mainFor(setup, agent.policyService),
    master: (ports) => readPublishedFile(setup, 'postfix/master.cf', ports),
  });
}

export async function startWithSpawnedPolicyd(setup: ServerSetup): Promise<MailServer> {
  const { directory, integrations, sendgateUrl, authorityFile } = setup;
  // A program that Postfix spawns does not run as root. It gets a copy in a place that it can read.
  const program = join(directory, 'program');
  for (const part of ['client', 'postfix'])
    cpSync(join(integrations, part), join(program, part), { recursive: true });
  const node = join(directory, 'node');
  copyFileSync(process.execPath, node);
  const token = writeTokenFile(directory, setup.relayToken);
  chownSync(token, ...idsOf('nobody'));
  const spawned = readPublishedFile(setup, 'postfix/master-spawn.cf', {
    'user=sendgate': 'user=nobody',
    '/usr/bin/node': node,
    '/usr/local/lib/sendgate': program,
    'https://sendgate.example.com': `${sendgateUrl} --ca-file ${authorityFile} --timeout-seconds 2`,
    '/etc/sendgate/relay-token': token,
  });
  return await startWith(setup, {
    main: `${mainFor(setup, 'unix:private/sendgate')}sendgate_time_limit = 3600s\n`,
    master: (ports) => readPublishedFile(setup, 'postfix/master.cf', ports) + spawned,
  });
}

function mainFor(setup: ServerSetup, policy: string): string {
  return readPublishedFile(setup, 'postfix/main.cf', { 'inet:127.0.0.1:10045': policy });
}

async function startWith(
  setup: ServerSetup,
  {
    policyd,
    main,
    master,
  }: Configuration & {
    readonly policyd?: Pick<Parameters<typeof startPolicyd>[0], 'listen' | 'listener'>;
  },
): Promise<MailServer> {
  await using started = new AsyncDisposableStack();
  const { directory, password, certificate } = setup;
  prepareSpool(directory);
  const socket = authSocketOf(directory);
  started.use(await startDovecot({ directory: join(directory, 'dovecot'), socket, password }));
  if (policyd) started.use(await startPolicyd({ ...setup, ...policyd }));
  const postfix = started.use(
    await startPostfix({
      directory,
      main: `
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_tls_cert_file = ${certificate.certFile}
smtpd_tls_key_file = ${certificate.keyFile}
${main}`,
      master,
    }),
  );
  const running = started.move();
  return { port: postfix.port, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

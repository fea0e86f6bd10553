/** Dovecot as Postfix's password checker, with the published configuration included. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerSetup } from './mail-server.ts';
import { startServerProcess } from './owned-process.ts';
import { PUBLISHED_AGENT, readPublishedFile } from './published-file.ts';

export interface DovecotOptions {
  readonly directory: string;
  readonly socket: string;
  /** The password of every login. */
  readonly password: string;
  /** The settings of the policy; absent: Dovecot checks passwords and nothing else. */
  readonly policy?: Pick<
    ServerSetup,
    'integrations' | 'sendgateUrl' | 'relayToken' | 'authorityFile' | 'agent'
  >;
  /** Changes to the published policy: each text there, and the text in its place. */
  readonly changes?: Readonly<Record<string, string>>;
  /** The block that says who may ask on the socket; absent: Postfix may, as published. */
  readonly listener?: string;
}

export async function startDovecot(options: DovecotOptions): Promise<AsyncDisposable> {
  const { directory, socket, policy } = options;
  mkdirSync(directory, { mode: 0o755 });
  const configuration = join(directory, 'dovecot.conf');
  const part = policy ? policyConfiguration(options, policy) : listenerConfiguration(options);
  writeFileSync(configuration, baseConfiguration(options) + part);
  return await startServerProcess({
    command: 'dovecot',
    args: ['-F', '-c', configuration],
    outputFile: join(directory, 'output'),
    logFile: join(directory, 'log'),
    listeners: [socket],
  });
}

function policyConfiguration(
  { directory, socket, listener, changes }: DovecotOptions,
  policy: NonNullable<DovecotOptions['policy']>,
): string {
  const common = { '/var/spool/postfix/private/auth': socket, ...changes };
  const published = policy.agent
    ? readPublishedFile(policy, 'dovecot/dovecot-2.3-agent.conf', {
        ...common,
        [PUBLISHED_AGENT]: policy.agent.url,
      })
    : readPublishedFile(policy, 'dovecot/dovecot-2.3.conf', {
        ...common,
        'https://sendgate.example.com': policy.sendgateUrl,
        '/etc/ssl/certs/ca-certificates.crt': policy.authorityFile,
      });
  const token = readPublishedFile(policy, 'dovecot/sendgate-token.conf.ext', {
    RELAY_TOKEN: policy.relayToken,
  });
  const [forEveryone] = published.split('# Where Postfix asks');
  const text = listener === undefined ? published : `${forEveryone}${listener}`;
  writeFileSync(join(directory, '95-sendgate.conf'), text);
  writeFileSync(join(directory, 'sendgate-token.conf.ext'), token, { mode: 0o600 });
  return '!include 95-sendgate.conf\n';
}

function listenerConfiguration({ socket }: DovecotOptions): string {
  return `
service auth {
  unix_listener ${socket} {
    mode = 0666
  }
}
`;
}

/**
 * The settings that a test needs beside the published file. A refusal causes no wait, neither the
 * fixed delay nor the growing one. The login stays as the client wrote it; Dovecot would put it in
 * lower case. A program that has verified a certificate may log in by it.
 */
function baseConfiguration({ directory, password }: DovecotOptions): string {
  return `
base_dir = ${directory}/run
state_dir = ${directory}/state
instance_name = ${directory}
log_path = ${directory}/log
auth_verbose = yes
protocols =
ssl = no
auth_mechanisms = plain login external
auth_ssl_username_from_cert = yes
passdb {
  driver = static
  mechanisms = external
  args = nopassword
}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=dovecot gid=dovecot home=/nonexistent
}
auth_failure_delay = 0
auth_username_format = %u
auth_username_chars =
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`;
}

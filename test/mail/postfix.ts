/** Postfix with the published submission services on loopback ports; what it accepts is thrown away. */
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from './certificates.ts';
import { findFreePort } from './loopback-port.ts';
import { startServerProcess } from './owned-process.ts';
import { readPublishedFile } from './published-file.ts';

const SERVICES = `
cleanup   unix  n  -  n  -      0  cleanup
qmgr      unix  n  -  n  300    1  qmgr
tlsmgr    unix  -  -  n  1000?  1  tlsmgr
rewrite   unix  -  -  n  -      -  trivial-rewrite
bounce    unix  -  -  n  -      0  bounce
defer     unix  -  -  n  -      0  bounce
trace     unix  -  -  n  -      0  bounce
proxymap  unix  -  -  n  -      -  proxymap
discard   unix  -  -  n  -      -  discard
anvil     unix  -  -  n  -      1  anvil
postlog   unix-dgram n - n -    1  postlogd
`;

export interface PostfixOptions {
  readonly directory: string;
  readonly certificate: Certificate;
}

export interface Postfix extends AsyncDisposable {
  readonly submissionPort: number;
  readonly submissionsPort: number;
}

/** Where the published `smtpd_sasl_path = private/auth` is. */
export function authSocketOf(directory: string): string {
  return join(directory, 'spool/private/auth');
}

export function prepareSpool(directory: string): void {
  for (const name of ['', 'etc', 'data', 'spool', 'spool/private'])
    mkdirSync(join(directory, name), { mode: 0o755 });
  const id = Number(execFileSync('id', ['-u', 'postfix'], { encoding: 'utf8' }));
  chownSync(join(directory, 'data'), id, -1);
  chownSync(join(directory, 'spool/private'), id, -1);
}

export async function startPostfix({ directory, certificate }: PostfixOptions): Promise<Postfix> {
  const submissionPort = await findFreePort();
  const submissionsPort = await findFreePort();
  const main = readPublishedFile('postfix-main.cf', {
    '/etc/ssl/certs/ssl-cert-snakeoil.pem': certificate.certFile,
    '/etc/ssl/private/ssl-cert-snakeoil.key': certificate.keyFile,
  });
  const master = readPublishedFile('postfix-master.cf', {
    'submission inet': `127.0.0.1:${submissionPort} inet`,
    'submissions inet': `127.0.0.1:${submissionsPort} inet`,
  });
  const etc = join(directory, 'etc');
  writeFileSync(join(etc, 'main.cf'), baseConfiguration(directory) + main);
  writeFileSync(join(etc, 'master.cf'), SERVICES + master);
  execFileSync('postfix', ['-c', etc, 'check'], { stdio: 'pipe', timeout: 20_000 });
  const daemons = execFileSync('postconf', ['-h', '-d', 'daemon_directory'], { encoding: 'utf8' });
  const postfix = await startServerProcess({
    command: join(daemons.trim(), 'master'),
    args: ['-c', etc, '-s'],
    outputFile: join(directory, 'output'),
    logFile: join(directory, 'log'),
    listeners: [submissionPort, submissionsPort],
  });
  return Object.assign(postfix, { submissionPort, submissionsPort });
}

function baseConfiguration(directory: string): string {
  return `
compatibility_level = 3.6
queue_directory = ${directory}/spool
data_directory = ${directory}/data
maillog_file = ${directory}/log
maillog_file_prefixes = ${directory}
myhostname = mail.example.test
mydestination =
mynetworks = 127.0.0.0/8
inet_protocols = ipv4
default_transport = discard:test
local_transport = discard:test
alias_maps =
alias_database =
local_recipient_maps =
biff = no
smtpd_peername_lookup = no
`;
}

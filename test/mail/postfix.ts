/**
 * Postfix with the published submission services on loopback ports. It throws away the mail that it
 * accepts.
 */
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from './loopback-port.ts';
import type { MailServer } from './mail-server.ts';
import { startServerProcess } from './owned-process.ts';
import { idsOf } from './system-user.ts';

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
  /** The lines that are appended to main.cf and master.cf. */
  readonly main: string;
  readonly master: (services: Readonly<Record<string, string>>) => string;
}

export interface Postfix extends MailServer {
  readonly implicitTlsPort: number;
}

/** The path of the published `smtpd_sasl_path = private/auth`. */
export function authSocketOf(directory: string): string {
  return join(directory, 'spool/private/auth');
}

export function prepareSpool(directory: string): void {
  for (const name of ['etc', 'data', 'spool', 'spool/private'])
    mkdirSync(join(directory, name), { mode: 0o755 });
  const [postfix] = idsOf('postfix');
  for (const name of ['data', 'spool/private']) chownSync(join(directory, name), postfix, -1);
}

export async function startPostfix({ directory, main, master }: PostfixOptions): Promise<Postfix> {
  const port = await findFreePort();
  const implicitTlsPort = await findFreePort();
  const published = master({
    'submission inet': `${port} inet`,
    'submissions inet': `${implicitTlsPort} inet`,
  });
  const etc = join(directory, 'etc');
  writeFileSync(join(etc, 'main.cf'), baseConfiguration(directory) + main);
  writeFileSync(join(etc, 'master.cf'), SERVICES + published);
  execFileSync('postfix', ['-c', etc, 'check'], { stdio: 'pipe', timeout: 20_000 });
  const daemons = execFileSync('postconf', ['-h', '-d', 'daemon_directory'], { encoding: 'utf8' });
  const postfix = await startServerProcess({
    command: join(daemons.trim(), 'master'),
    args: ['-c', etc, '-s'],
    outputFile: join(directory, 'output'),
    logFile: join(directory, 'log'),
    listeners: [port, implicitTlsPort],
  });
  return Object.assign(postfix, { port, implicitTlsPort });
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
mynetworks = 127.0.0.0/8, [::1]/128
inet_protocols = all
inet_interfaces = 127.0.0.1, ::1
default_transport = discard:test
local_transport = discard:test
alias_maps =
alias_database =
local_recipient_maps =
biff = no
smtpd_peername_lookup = no
`;
}

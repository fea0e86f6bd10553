/** Haraka with the published plugin, behind an auth plugin that is not Sendgate's. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from './loopback-port.ts';
import type { MailServer, ServerSetup } from './mail-server.ts';
import { startServerProcess } from './owned-process.ts';
import { readPublishedFile } from './published-file.ts';
import { writeTokenFile } from './token-file.ts';

/** Installed apart from the project's packages, since it is large. */
const HARAKA = join(import.meta.dirname, 'haraka/node_modules/Haraka');
const PROGRAM = join(HARAKA, 'bin/haraka');

/** The proxy that Haraka believes about its client's address. */
export const HARAKA_PROXY = '127.0.0.9';

export function findHarakaObstacle(): string | undefined {
  return existsSync(PROGRAM)
    ? undefined
    : 'Haraka is not installed: npm ci --omit=optional --prefix test/mail/haraka';
}

export async function startHaraka(setup: ServerSetup): Promise<MailServer> {
  const { directory, integrations } = setup;
  const port = await findFreePort();
  const published = join(directory, 'sendgate');
  for (const part of ['client', 'haraka'])
    cpSync(join(integrations, part), join(published, part), { recursive: true });
  const home = join(directory, 'haraka');
  for (const name of ['plugins', 'queue']) mkdirSync(join(home, name), { recursive: true });
  cpSync(join(HARAKA, 'config'), join(home, 'config'), { recursive: true });
  symlinkSync(join(published, 'haraka'), join(home, 'plugins/sendgate'));
  for (const [name, text] of Object.entries(filesFor(setup, port)))
    writeFileSync(join(home, name), text);
  const haraka = await startServerProcess({
    command: process.execPath,
    args: [PROGRAM, '-c', home],
    outputFile: join(directory, 'haraka.output'),
    logFile: join(directory, 'haraka.log'),
    listeners: [port],
  });
  return Object.assign(haraka, { port });
}

function filesFor(setup: ServerSetup, port: number): Record<string, string> {
  return {
    'config/me': 'mail.example.test\n',
    'config/smtp.ini': `listen=127.0.0.1:${port},[::1]:${port}\nnodes=0\n`,
    'config/connection.ini': standardConnectionSettings().replace(
      'hosts[] =',
      `hosts[] = ${HARAKA_PROXY}`,
    ),
    'config/plugins': 'tls\nany_certificate\nown_login\nany_login\nsendgate\nnowhere\n',
    // Haraka would make parameters of its own, which takes a while.
    'config/dhparams.pem': standardDhParameters(),
    'config/tls_cert.pem': setup.certificate.cert,
    'config/tls_key.pem': setup.certificate.key,
    'config/sendgate.ini': readPublishedFile(setup, 'haraka/sendgate.ini', {
      'https://sendgate.example.com': setup.agent?.url ?? setup.sendgateUrl,
      '/etc/sendgate/relay-token': writeTokenFile(setup.directory, setup.relayToken),
      'timeout_seconds = 5': 'timeout_seconds = 2',
      ...(!setup.agent && {
        '; ca_file = /etc/ssl/certs/ca-certificates.crt': `ca_file = ${setup.authorityFile}`,
      }),
    }),
    'plugins/any_login.js': `
exports.register = function () { this.inherits('auth/auth_base') }
exports.hook_lookup_rdns = (next) => next(OK, 'client.example.test')
exports.get_plain_passwd = (user, connection, cb) => cb('${setup.password}')
`,
    // Acts as if a certificate had named the login. It records the login as auth/auth_base does.
    'plugins/any_certificate.js': `
exports.hook_unrecognized_command = function (next, connection, [command, words = '']) {
  const [method, response = ''] = words.split(' ')
  if (command.toUpperCase() !== 'AUTH' || method !== 'EXTERNAL') return next()
  const user = Buffer.from(response, 'base64').toString()
  connection.relaying = true
  connection.results.add({ name: 'auth' }, { pass: this.name, method, user })
  connection.notes.auth_user = user
  connection.respond(235, '2.7.0 Authentication successful', () => next(OK))
}
`,
    // An auth plugin that records nothing of a login but its name.
    'plugins/own_login.js': `
exports.hook_unrecognized_command = function (next, connection, [command, words = '']) {
  const [method, response = ''] = words.split(' ')
  if (command.toUpperCase() !== 'AUTH' || method !== 'OWN') return next()
  connection.relaying = true
  connection.notes.auth_user = Buffer.from(response, 'base64').toString()
  connection.respond(235, '2.7.0 Authentication successful', () => next(OK))
}
`,
    'plugins/nowhere.js': 'exports.hook_queue = (next) => next(OK)\n',
  };
}

function standardConnectionSettings(): string {
  return readFileSync(join(HARAKA, 'config/connection.ini'), 'utf8');
}

function standardDhParameters(): string {
  const group = ['-algorithm', 'DH', '-pkeyopt', 'group:ffdhe2048'];
  return execFileSync('openssl', ['genpkey', '-genparam', ...group], { encoding: 'utf8' });
}

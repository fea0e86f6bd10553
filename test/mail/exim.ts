/**
 * Exim with the published ways to ask Sendgate. It queues the mail that it accepts, and never
 * delivers it.
 */
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDovecot } from './dovecot.ts';
import { findExim } from './exim-program.ts';
import { findFreePort } from './loopback-port.ts';
import type { MailServer, ServerSetup } from './mail-server.ts';
import { startServerProcess } from './owned-process.ts';
import { PUBLISHED_AGENT, readPublishedFile } from './published-file.ts';
import { idsOf } from './system-user.ts';

interface Parts {
  /** Lines of the main configuration. */
  readonly main: string;
  readonly acl: string;
  readonly authenticators: string;
}

export async function startEximWithCurl(setup: ServerSetup): Promise<MailServer> {
  const curlrc = join(setup.directory, 'sendgate.curlrc');
  const common = { RELAY_TOKEN: setup.relayToken, 'max-time = 5': 'max-time = 2' };
  const published = setup.agent
    ? readPublishedFile(setup, 'exim/agent.curlrc', {
        ...common,
        [PUBLISHED_AGENT]: setup.agent.url,
      })
    : readPublishedFile(setup, 'exim/sendgate.curlrc', {
        ...common,
        'https://sendgate.example.com': setup.sendgateUrl,
        '/etc/ssl/certs/ca-certificates.crt': setup.authorityFile,
      });
  writeFileSync(curlrc, published, { mode: 0o640 });
  chownSync(curlrc, ...idsOf('Debian-exim'));
  return await startExim(setup, {
    main: 'acl_smtp_mail = acl_sendgate_mail',
    acl: readPublishedFile(setup, 'exim/acl-sendgate', { '/etc/exim4/sendgate.curlrc': curlrc }),
    authenticators: `
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = \${if eq{$auth3}{${setup.password}}}
  server_set_id = $auth2

login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = \${if eq{$auth2}{${setup.password}}}
  server_set_id = $auth1

# As if a certificate had said who that is.
external_certificate:
  driver = plaintext
  public_name = EXTERNAL
  server_condition = true
  server_set_id = $auth1
`,
  });
}

export async function startEximWithDovecot(setup: ServerSetup): Promise<MailServer> {
  await using started = new AsyncDisposableStack();
  const socket = join(setup.directory, 'auth-exim');
  const place = { '/run/dovecot/auth-exim': socket };
  started.use(
    await startDovecot({
      directory: join(setup.directory, 'dovecot'),
      socket,
      password: setup.password,
      policy: setup,
      listener: readPublishedFile(setup, 'exim/dovecot-listener.conf', place),
    }),
  );
  const exim = started.use(
    await startExim(setup, {
      main: '',
      acl: '',
      authenticators: readPublishedFile(setup, 'exim/authenticators-dovecot', place),
    }),
  );
  const running = started.move();
  return { port: exim.port, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function startExim(setup: ServerSetup, parts: Parts): Promise<MailServer> {
  const { directory } = setup;
  const program = findExim();
  if (program === undefined) throw new Error('Exim is not installed');
  const port = await findFreePort();
  const own = join(directory, 'exim');
  mkdirSync(own, { mode: 0o755 });
  chownSync(own, ...idsOf('Debian-exim'));
  const key = join(directory, 'exim.key');
  writeFileSync(key, setup.certificate.key, { mode: 0o640 });
  chownSync(key, ...idsOf('Debian-exim'));
  const configuration = join(directory, 'exim.conf');
  writeFileSync(configuration, configurationOf({ program, port, own, key }, setup, parts));
  const exim = await startServerProcess({
    command: program,
    args: ['-bdf', '-C', configuration],
    outputFile: join(directory, 'exim.output'),
    logFile: join(own, 'mainlog'),
    listeners: [port],
  });
  return Object.assign(exim, { port });
}

function configurationOf(
  places: { program: string; port: number; own: string; key: string },
  { certificate }: ServerSetup,
  { main, acl, authenticators }: Parts,
): string {
  return `
exim_path = ${places.program}
spool_directory = ${places.own}
log_file_path = ${places.own}/%slog
pid_file_path = ${places.own}/pid
keep_environment =
primary_hostname = mail.example.test
local_interfaces = <; 127.0.0.1 ; ::1
daemon_smtp_ports = ${places.port}
host_lookup =
rfc1413_hosts =
queue_only = true
tls_advertise_hosts = *
tls_certificate = ${certificate.certFile}
tls_privatekey = ${places.key}
auth_advertise_hosts = *
${main}
acl_smtp_rcpt = acl_check_rcpt

begin acl

${acl}

acl_check_rcpt:
  accept authenticated = *
  deny

begin routers

nowhere:
  driver = redirect
  data = :blackhole:

begin authenticators

${authenticators}
`;
}

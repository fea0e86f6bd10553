/** nginx's mail proxy with its forwarding hop, both as published, before a Postfix that checks the passwords. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDovecot } from './dovecot.ts';
import { findFreePort } from './loopback-port.ts';
import type { MailServer, ServerSetup } from './mail-server.ts';
import { startServerProcess } from './owned-process.ts';
import { authSocketOf, prepareSpool, startPostfix } from './postfix.ts';
import { PUBLISHED_AGENT, readPublishedFile } from './published-file.ts';

export async function startNginxMail(setup: ServerSetup): Promise<MailServer> {
  await using started = new AsyncDisposableStack();
  const { directory, password } = setup;
  prepareSpool(directory);
  const socket = authSocketOf(directory);
  started.use(await startDovecot({ directory: join(directory, 'dovecot'), socket, password }));
  const upstream = started.use(
    await startPostfix({
      directory,
      main: mainFor(setup),
      master: (services) =>
        Object.values(services)
          .map((service) => behindProxy(setup, service))
          .join(''),
    }),
  );
  const nginx = started.use(await startNginx(setup, upstream.port));
  const running = started.move();
  return { port: nginx.port, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** TLS is on, as it is in Debian's own main.cf. */
function mainFor({ certificate }: ServerSetup): string {
  return `
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_tls_security_level = may
smtpd_tls_cert_file = ${certificate.certFile}
smtpd_tls_key_file = ${certificate.keyFile}
`;
}

function behindProxy(setup: ServerSetup, service: string): string {
  return readPublishedFile(setup, 'nginx/postfix-master.cf', { '127.0.0.1:10025 inet': service });
}

async function startNginx(setup: ServerSetup, upstreamPort: number): Promise<MailServer> {
  const { directory, certificate } = setup;
  const port = await findFreePort();
  const implicitTlsPort = await findFreePort();
  const hopPort = await findFreePort();
  const token = join(directory, 'sendgate-token.conf');
  const published = { RELAY_TOKEN: setup.relayToken };
  writeFileSync(token, readPublishedFile(setup, 'nginx/sendgate-token.conf', published), {
    mode: 0o600,
  });
  const hop = hopFor(setup, token, {
    '127.0.0.1:8325': `127.0.0.1:${hopPort}`,
    '127.0.0.1:10025': `127.0.0.1:${upstreamPort}`,
  });
  const mail = readPublishedFile(setup, 'nginx/mail.conf', {
    '127.0.0.1:8325': `127.0.0.1:${hopPort}`,
    'listen   587;': `listen 127.0.0.1:${port}; listen [::1]:${port};`,
    'listen   465 ssl;': `listen 127.0.0.1:${implicitTlsPort} ssl;`,
    '/etc/ssl/certs/ssl-cert-snakeoil.pem': certificate.certFile,
    '/etc/ssl/private/ssl-cert-snakeoil.key': certificate.keyFile,
  });
  const configuration = join(directory, 'nginx.conf');
  writeFileSync(configuration, baseConfiguration(directory, hop) + mail);
  const nginx = await startServerProcess({
    command: 'nginx',
    args: ['-c', configuration],
    outputFile: join(directory, 'nginx.output'),
    logFile: join(directory, 'nginx.log'),
    listeners: [port, hopPort],
  });
  return Object.assign(nginx, { port });
}

/** Returns the hop's server. What it includes is in a file. */
function hopFor(
  setup: ServerSetup,
  token: string,
  addresses: Readonly<Record<string, string>>,
): string {
  const { agent } = setup;
  const connection = join(setup.directory, 'sendgate-connection.conf');
  const included = { '/etc/nginx/sendgate-token*.conf': token };
  writeFileSync(
    connection,
    agent
      ? readPublishedFile(setup, 'nginx/agent.conf', included)
      : readPublishedFile(setup, 'nginx/worker.conf', {
          ...included,
          'sendgate.example.com': 'localhost',
          '/etc/ssl/certs/ca-certificates.crt': setup.authorityFile,
        }),
  );
  return agent
    ? readPublishedFile(setup, 'nginx/hop-agent.conf', {
        ...addresses,
        [PUBLISHED_AGENT]: agent.url,
        '/etc/nginx/sendgate-agent.conf': connection,
      })
    : readPublishedFile(setup, 'nginx/hop.conf', {
        ...addresses,
        'https://sendgate.example.com': setup.sendgateUrl,
        '/etc/nginx/sendgate-worker.conf': connection,
      });
}

function baseConfiguration(directory: string, hop: string): string {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
daemon off;
user www-data;
worker_processes 1;
pid ${directory}/nginx.pid;
error_log ${directory}/nginx.log info;
load_module /usr/lib/nginx/modules/ngx_mail_module.so;
events { worker_connections 128; }
http {
${folders.map((name) => `  ${name}_temp_path ${directory}/${name};`).join('\n')}
${hop}
}
`;
}

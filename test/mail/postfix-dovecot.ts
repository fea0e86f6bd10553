/** Postfix with Dovecot's auth policy, both as published. */
import { join } from 'node:path';
import { type DovecotOptions, startDovecot } from './dovecot.ts';
import type { ServerSetup } from './mail-server.ts';
import { authSocketOf, type Postfix, prepareSpool, startPostfix } from './postfix.ts';
import { readPublishedFile } from './published-file.ts';

export async function startPostfixWithDovecot(
  setup: ServerSetup,
  changes: DovecotOptions['changes'] = {},
): Promise<Postfix> {
  await using started = new AsyncDisposableStack();
  const { directory, certificate } = setup;
  prepareSpool(directory);
  started.use(
    await startDovecot({
      directory: join(directory, 'dovecot'),
      socket: authSocketOf(directory),
      password: setup.password,
      policy: setup,
      changes,
    }),
  );
  const postfix = started.use(
    await startPostfix({
      directory,
      main: readPublishedFile(setup, 'dovecot/postfix-main.cf', {
        '/etc/ssl/certs/ssl-cert-snakeoil.pem': certificate.certFile,
        '/etc/ssl/private/ssl-cert-snakeoil.key': certificate.keyFile,
      }),
      master: (ports) => readPublishedFile(setup, 'dovecot/postfix-master.cf', ports),
    }),
  );
  const running = started.move();
  return { ...postfix, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

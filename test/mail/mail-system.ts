/** The whole way of a mail: client, Postfix, Dovecot, the front, the Worker; all on loopback. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../local/server.ts';
import { type Authority, makeAuthority } from './certificates.ts';
import { startDovecot } from './dovecot.ts';
import { PolicyFront, type Question } from './policy-front.ts';
import { authSocketOf, prepareSpool, startPostfix } from './postfix.ts';
import { SendgateApi } from './sendgate-api.ts';
import { type Attempt, type Outcome, sendMail } from './smtp-client.ts';

/** No token, and nothing that a login or an address could hold. */
export const PASSWORD = 'Right-Passw0rd';
export const WRONG_PASSWORD = 'Wrong-Passw0rd';

export interface MailSystem extends AsyncDisposable {
  readonly api: SendgateApi;
  readonly front: PolicyFront;
  readonly authority: Authority;
  /** Where more certificates can be made. */
  readonly certificates: string;
  /** The questions that held a password, or its hash or encoding. */
  secretsSeen(): Question[];
  /** Tries to send with the right password, unless the attempt says otherwise. */
  send(attempt: Omit<Attempt, 'password'> & { readonly password?: string }): Promise<Outcome>;
}

function holdsSecret(text: string): boolean {
  const secrets = [PASSWORD, WRONG_PASSWORD].flatMap((password) => [
    password,
    encodeURIComponent(password),
    ...(['base64', 'hex'] as const).map((encoding) => Buffer.from(password).toString(encoding)),
  ]);
  return /pwhash|password/i.test(text) || secrets.some((secret) => text.includes(secret));
}

export async function startMailSystem(): Promise<MailSystem> {
  await using started = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'sendgate-mail-'));
  started.defer(() => rmSync(directory, { recursive: true, force: true }));
  // Postfix and Dovecot give up root and still have to get here.
  chmodSync(directory, 0o755);
  const certificates = join(directory, 'certificates');
  mkdirSync(certificates);
  const authority = makeAuthority(certificates, 'authority');
  const ca = readFileSync(authority.file, 'utf8');

  const operatorToken = randomBytes(32).toString('hex');
  const stateDir = join(directory, 'state');
  // The receivers of alerts are on loopback, too.
  const vars = { WEBHOOK_TARGETS: 'any' };
  const worker = await startServer({ port: 0, host: '127.0.0.1', stateDir, operatorToken, vars });
  started.defer(() => worker.close());
  const api = new SendgateApi(worker.url, operatorToken);
  const front = started.use(
    await PolicyFront.open(authority.issue('worker', ['localhost']), worker.url),
  );

  const postfixDirectory = join(directory, 'postfix');
  prepareSpool(postfixDirectory);
  started.use(
    await startDovecot({
      directory: join(directory, 'dovecot'),
      sendgateUrl: front.url,
      relayToken: await api.issueRelayToken(),
      authorityFile: authority.file,
      socket: authSocketOf(postfixDirectory),
      password: PASSWORD,
    }),
  );
  const certificate = authority.issue('mail', ['localhost']);
  const postfix = started.use(await startPostfix({ directory: postfixDirectory, certificate }));

  const running = started.move();
  return {
    api,
    front,
    authority,
    certificates,
    secretsSeen: () => front.questions.filter((question) => holdsSecret(JSON.stringify(question))),
    send: (attempt) =>
      sendMail(attempt.implicitTls ? postfix.submissionsPort : postfix.submissionPort, ca, {
        password: PASSWORD,
        ...attempt,
      }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

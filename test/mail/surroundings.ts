/**
 * The surroundings of every mail server here: the Worker behind a front with a certificate, and an
 * authority.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerOptions, startServer } from '../../local/server.ts';
import { type Certificate, makeAuthority } from './certificates.ts';
import type { ServerSetup } from './mail-server.ts';
import { PASSWORD } from './passwords.ts';
import { INTEGRATIONS } from './published-file.ts';
import { SendgateApi } from './sendgate-api.ts';
import { WorkerFront } from './worker-front.ts';

export interface FrontCertificates {
  readonly right: Certificate;
  readonly otherAuthority: Certificate;
  readonly otherHost: Certificate;
}

export interface Surroundings extends AsyncDisposable {
  readonly api: SendgateApi;
  /** Where the Worker is, without the front. */
  readonly workerUrl: string;
  readonly front: WorkerFront;
  readonly certificates: FrontCertificates;
  /** The authority's certificate. */
  readonly ca: string;
  /** Sets up what a mail server needs, with a folder of its own. */
  setUp(name: string): ServerSetup;
}

/** A function that starts a Worker. */
export type StartWorker = (
  options: ServerOptions,
) => Promise<{ readonly url: string; close(): Promise<void> }>;

export async function startSurroundings({
  startWorker = startServer,
  integrations = INTEGRATIONS,
}: {
  readonly startWorker?: StartWorker;
  readonly integrations?: string;
} = {}): Promise<Surroundings> {
  await using started = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'sendgate-mail-'));
  started.defer(() => rmSync(directory, { recursive: true, force: true }));
  // The servers give up root, and must still reach the folder.
  chmodSync(directory, 0o755);
  const folder = join(directory, 'certificates');
  mkdirSync(folder);
  const authority = makeAuthority(folder, 'authority');
  const certificates = {
    right: authority.issue('worker', ['localhost']),
    otherAuthority: makeAuthority(folder, 'stranger').issue('stranger-worker', ['localhost']),
    otherHost: authority.issue('other-host', ['other.example.com']),
  };

  const operatorToken = randomBytes(32).toString('hex');
  const stateDir = join(directory, 'state');
  // The receivers of alerts are on loopback, so every target must be allowed.
  const vars = { WEBHOOK_TARGETS: 'any' };
  const worker = await startWorker({ port: 0, host: '127.0.0.1', stateDir, operatorToken, vars });
  started.defer(() => worker.close());
  const api = new SendgateApi(worker.url, operatorToken);
  const front = started.use(await WorkerFront.open(certificates.right, worker.url));
  const relayToken = await api.issueRelayToken();
  const certificate = authority.issue('mail', ['localhost']);

  const running = started.move();
  return {
    api,
    workerUrl: worker.url,
    front,
    certificates,
    ca: readFileSync(authority.file, 'utf8'),
    setUp(name) {
      const own = join(directory, name);
      mkdirSync(own, { mode: 0o755 });
      return {
        directory: own,
        integrations,
        sendgateUrl: front.url,
        relayToken,
        authorityFile: authority.file,
        certificate,
        password: PASSWORD,
      };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** `--check`: tries everything that the agent needs, and says in words what was found. */
import { once } from 'node:events';
import { accessSync, constants, lstatSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import { callAgent } from './call-agent.ts';
import { findFolderFault, IN_USE, whyNotListening } from './listen-fault.ts';
import { type ListenAddress, nameOf } from './settings/listen-address.ts';
import type { Settings } from './settings/settings.ts';
import { NO_COPIES_YET, type WorkerClient } from './worker-client/worker-client.ts';

export interface Finding {
  readonly isGood: boolean;
  readonly text: string;
}

const ONLY_PASSES_ON = `so the agent would only pass questions on. An outage that \
sendgate-policyd bridged (SENDGATE_OUTAGE_MINUTES) would stop mail.`;
const NO_RIGHT = `it has no right to copies, ${ONLY_PASSES_ON} Issue a relay token with "copies": true`;
const NO_COPIES = `${NO_COPIES_YET}, ${ONLY_PASSES_ON} Upgrade Sendgate, and issue a relay token with \
"copies": true if this one has no right to copies`;

const AGENT_OR_POLICYD =
  'an agent or sendgate-policyd already; end sendgate-policyd before the agent starts';
const NO_STATE =
  'no --state here: after a start while Sendgate is away, every login would wait. The Debian service has a state of its own';

const POLICY_ANSWER_MS = 2_000;

export async function* checkUp(settings: Settings, client: WorkerClient): AsyncGenerator<Finding> {
  yield* checkWorker(settings, client);
  if (settings.stateFile !== undefined) yield checkState(settings.stateFile);
  else yield good(NO_STATE);
  const { token, secret = token } = settings.credentials;
  for (const address of settings.listen)
    yield await checkListener(address, 'an agent already', () => isAgent(address, secret));
  for (const address of settings.policy)
    yield await checkListener(address, AGENT_OR_POLICYD, () => isPolicy(address));
}

async function* checkWorker(
  { url, files }: Settings,
  client: WorkerClient,
): AsyncGenerator<Finding> {
  const session = await client.session();
  if (session.kind === 'unreachable')
    return yield bad(`${url.href} can’t be used: ${session.cause}`);
  yield good(`Sendgate answers at ${url.href}`);
  if (session.kind === 'bad-token')
    return yield bad(
      `it refuses the token in ${files.tokenFile}: it is wrong, expired or revoked. Issue one with "copies": true`,
    );
  if (session.role !== 'relay')
    return yield bad(`the token’s role is ${session.role}; a relay token is wanted`);
  const until = session.expiresAt === null ? '' : `, which expires at ${session.expiresAt}`;
  yield good(`the token is the relay token “${session.name}”${until}`);
  const page = await client.readFeed({ after: undefined, etag: undefined });
  if (page.state === 'failed' && page.cause === NO_COPIES_YET) return yield bad(NO_COPIES);
  if (!session.copies) return yield bad(NO_RIGHT);
  if (page.state === 'page') yield good('it has the right to copies, and the feed can be read');
  else yield bad(`the feed can’t be read: ${page.state === 'failed' ? page.cause : page.state}`);
}

function checkState(path: string): Finding {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found && !found.isFile()) return bad(`the state ${path} is no regular file`);
    if (found && (found.mode & 0o077) !== 0)
      return bad(
        `the state ${path} is not used: other users may read or write it; chmod 600 ${path}`,
      );
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
    if (found) accessSync(path, constants.R_OK);
    return good(`the state ${path} can be written`);
  } catch (error) {
    return bad(`the state ${path} can’t be written: ${messageOf(error)}`);
  }
}

/** `isOurs` asks whether it is one of `ours` that listens there already. */
async function checkListener(
  address: ListenAddress,
  ours: string,
  isOurs: () => Promise<boolean>,
): Promise<Finding> {
  const name = nameOf(address);
  if ('fd' in address) return good(`${name} is given when the agent starts; it was not tried`);
  const fault = 'path' in address ? await tryPath(address.path) : await tryPort(address);
  if (fault === undefined) return good(`${name} is free`);
  if (fault === IN_USE && (await isOurs())) return good(`${name} is served by ${ours}`);
  return bad(`the agent can’t listen on ${name}: ${fault}`);
}

async function tryPort(address: { host: string; port: number }): Promise<string | undefined> {
  const server = createServer();
  try {
    await once(server.listen(address), 'listening');
    return undefined;
  } catch (error) {
    return whyNotListening(address, error);
  } finally {
    server.close();
  }
}

async function tryPath(path: string): Promise<string | undefined> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return IN_USE;
  } catch (error) {
    // Nobody listens on a socket that is left over, and the agent takes its place.
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ECONNREFUSED')
      return whyNotListening({ path }, error);
    return findFolderFault(path);
  } finally {
    socket.destroy();
  }
}

async function isAgent(address: ListenAddress, token: string): Promise<boolean> {
  return (await callAgent(address, '/status', token)).status === 200;
}

/** Asks about nobody. Everything that speaks the protocol passes that on. */
async function isPolicy(address: ListenAddress): Promise<boolean> {
  if ('fd' in address) return false;
  const socket = connect(address).setTimeout(POLICY_ANSWER_MS);
  socket.on('timeout', () => socket.destroy());
  try {
    socket.end('request=smtpd_access_policy\n\n');
    let said = '';
    for await (const chunk of socket) said += chunk;
    return said === 'action=DUNNO\n\n';
  } catch {
    return false;
  }
}

function good(text: string): Finding {
  return { isGood: true, text };
}

function bad(text: string): Finding {
  return { isGood: false, text };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

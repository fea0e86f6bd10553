/** A Sendgate on this machine that a page's commands call, and what its accounts have at first. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startServer } from '../../local/server.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { SendgateApi } from '../mail/sendgate-api.ts';

export type Deployed = Awaited<ReturnType<typeof startDeployed>>;

export async function startDeployed() {
  await using started = new AsyncDisposableStack();
  const folder = started.use(temporaryFolder());
  const stateDir = join(folder.path, 'state');
  const operatorToken = randomBytes(32).toString('hex');
  const server = await startServer({ port: 0, host: '127.0.0.1', stateDir, operatorToken });
  started.defer(() => server.close());
  const owned = started.move();
  return {
    url: server.url,
    stateDir,
    operatorToken,
    api: new SendgateApi(server.url, operatorToken),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

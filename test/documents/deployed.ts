/** A Sendgate on this machine for the commands of a page, and the accounts that it has at first. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startServer } from '../../local/server.ts';
import { AccountPage } from '../../shared/api.ts';
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
  const call = (method: string, path: string) =>
    fetch(new URL(path, server.url), {
      method,
      headers: { Authorization: `Bearer ${operatorToken}` },
    });
  return {
    url: server.url,
    stateDir,
    operatorToken,
    api: new SendgateApi(server.url, operatorToken),
    /** Clears the way for the next page, which makes accounts of the same names. */
    deleteAccounts: async () => {
      const { accounts } = AccountPage.parse(await (await call('GET', '/v1/accounts')).json());
      for (const { account } of accounts)
        await call('DELETE', `/v1/accounts/${encodeURIComponent(account)}`);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

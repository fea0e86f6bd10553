/**
 * Runs a release's Worker on this machine, from its kept bundle, behind the front of `npm start`.
 */
import { Miniflare } from 'miniflare';
import { openFront } from '../../local/front.ts';
import type { SendgateServer, ServerOptions } from '../../local/server.ts';
import { guardWorkerd } from '../../local/workerd-guard.ts';
import { OPERATOR_TOKEN, optionsWith, workerOf } from './worker-in-miniflare.ts';

const NAME = 'released';

/**
 * Starts the release's Worker like `startServer` does this version's. The folder is that of the
 * bundle.
 */
export async function startReleasedServer(
  release: string,
  options: ServerOptions,
): Promise<SendgateServer> {
  await using started = new AsyncDisposableStack();
  guardWorkerd();
  const { operatorToken = OPERATOR_TOKEN } = options;
  const variables = { ...options.vars, OPERATOR_TOKEN: operatorToken };
  const worker = await workerOf(NAME, release, NAME, undefined, variables);
  const miniflare = new Miniflare(optionsWith(options.stateDir, [worker]));
  started.defer(() => miniflare.dispose());
  await miniflare.ready;
  const front = started.use(
    await openFront({
      port: options.port,
      host: options.host,
      tls: options.tls,
      trustClientAddressHeader: options.trustClientAddressHeader ?? false,
      origin: () => miniflare.ready,
    }),
  );
  const running = started.move();
  return {
    url: front.url,
    operatorToken,
    operatorTokenIsNew: false,
    close: () => running.disposeAsync(),
  };
}

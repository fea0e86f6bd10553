/** A Worker of a release before this one, with a state of its own. */
import { temporaryFolder } from '../../local/temporary-folder.ts';
import { startReleasedServer } from '../../versions/released-server.ts';
import type { Release } from '../../versions/releases.ts';

export async function startWorkerOf({ folder }: Release) {
  await using started = new AsyncDisposableStack();
  const state = started.use(temporaryFolder());
  const options = { port: 0, host: '127.0.0.1', stateDir: state.path } as const;
  const trusting = { ...options, trustClientAddressHeader: true };
  const server = await startReleasedServer(folder, trusting);
  started.defer(() => server.close());
  const running = started.move();
  return { ...server, close: () => running.disposeAsync() };
}

/** The floor: a Node process that reads questions and always gives the same answer. No agent in Node can be faster. */
import { join } from 'node:path';
import { startPinned } from '../cores.ts';
import { findFreePort, waitForPort } from '../rivals/program.ts';

export interface Floor extends AsyncDisposable {
  readonly pid: number;
  readonly httpPort: number;
  readonly policyPort: number;
}

export async function startFloor(): Promise<Floor> {
  await using started = new AsyncDisposableStack();
  const [httpPort, policyPort] = [await findFreePort(), await findFreePort()];
  const script = join(import.meta.dirname, 'floor-server.ts');
  const args = ['--no-warnings', script, String(httpPort), String(policyPort)];
  const server = started.use(startPinned(process.execPath, args, { stdio: 'ignore' }));
  await waitForPort('the floor', httpPort);
  await waitForPort('the floor', policyPort);
  const running = started.move();
  return {
    pid: server.pid,
    httpPort,
    policyPort,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

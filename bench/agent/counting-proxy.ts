/** Stands between an agent and its Worker, and counts what goes through. */
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  /** Method and path, without the query. */
  readonly what: string;
  readonly at: number;
}

export interface CountingProxy extends AsyncDisposable {
  readonly port: number;
  /** The calls until now, in their order. */
  readonly calls: readonly Call[];
}

export async function startCountingProxy(workerPort: number): Promise<CountingProxy> {
  const calls: Call[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    calls.push({ what: `${method} ${url.split('?')[0]}`, at: performance.now() });
    const onward = ask({ host: '127.0.0.1', port: workerPort, method, path: url, headers });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A front before the real Worker. It answers some requests in the Worker's place. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * Answers in the Worker's place; undefined: the Worker answers. The request is the one that the
 * Worker would get.
 */
export type InItsPlace = (request: Request) => Promise<Response> | Response | undefined;

export interface WorkerFront extends AsyncDisposable {
  readonly url: string;
  close(): Promise<void>;
}

export async function openFront(worker: string, inItsPlace: InItsPlace): Promise<WorkerFront> {
  const server = createServer(async (incoming, response) => {
    const { host, connection, 'content-length': length, ...headers } = incoming.headers;
    const { method = 'GET' } = incoming;
    const body = method === 'GET' ? null : await buffer(incoming);
    const request = new Request(new URL(incoming.url ?? '', worker), {
      method,
      headers: headers as Record<string, string>,
      body,
    });
    const answer = await (inItsPlace(request) ?? fetch(request));
    response.writeHead(answer.status).end(await answer.text());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = async () => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close, [Symbol.asyncDispose]: close };
}

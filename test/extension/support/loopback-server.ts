/** A server on loopback that answers as a test says, and keeps the requests. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface LoopbackServer extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
}

export async function openLoopbackServer(
  answer: (response: ServerResponse, asked: Asked) => void,
): Promise<LoopbackServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const question = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: '',
    };
    asked.push(question);
    request
      .setEncoding('utf8')
      .on('data', (part: string) => {
        question.body += part;
      })
      .once('end', () => answer(response, question));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

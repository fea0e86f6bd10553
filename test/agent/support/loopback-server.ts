/** Servers of a test on loopback ports, which answer as a broken Worker or a proxy could. */
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface LoopbackServer extends AsyncDisposable {
  readonly url: string;
  readonly server: import('node:net').Server;
}

/** Answers each request with these bytes, and then does with the connection what is told. */
export async function rawServer(
  answer: (socket: Socket, request: string) => void,
): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    let request = '';
    socket.on('data', (chunk) => {
      request += chunk.toString('latin1');
      const head = request.indexOf('\r\n\r\n');
      const length = Number(/^content-length: (\d+)/im.exec(request)?.[1] ?? 0);
      if (head < 0 || request.length < head + 4 + length) return;
      const whole = request;
      request = '';
      answer(socket, whole);
    });
  });
  return listening(server, () => {
    for (const socket of sockets) socket.destroy();
  });
}

export async function httpServer(listener: RequestListener): Promise<LoopbackServer> {
  const server: Server = createHttpServer(listener);
  return listening(server, () => server.closeAllConnections());
}

async function listening(
  server: import('node:net').Server,
  closeAll: () => void,
): Promise<LoopbackServer> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    server,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      closeAll();
      await closed;
    },
  };
}

/** An answer of HTTP/1.1 as text. */
export function answerText(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = { 'Content-Type': 'application/json' },
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return `HTTP/1.1 ${status} Said\r\n${lines.join('')}${length}\r\n${body}`;
}

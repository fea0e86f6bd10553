/** Requests as bytes over a socket, so that a test can send what no client library would. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A port on 127.0.0.1, or the path of a socket. */
export type Target = number | string;

export async function open(target: Target): Promise<Socket> {
  const socket =
    typeof target === 'number' ? connect(target, '127.0.0.1') : connect({ path: target });
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes, and returns all that comes until the other side closes the connection. */
export async function sendBytes(target: Target, bytes: string | Buffer): Promise<string> {
  const socket = await open(target);
  socket.on('error', () => {});
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  return await untilClosed(socket);
}

export async function untilClosed(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk as Buffer));
  await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks).toString('latin1');
}

/** Reads the answer to a request that asked to close the connection. */
export async function exchange(target: Target, bytes: string | Buffer): Promise<RawAnswer> {
  return readAnswer(await sendBytes(target, bytes));
}

export function readAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
  const rest = text.slice(end + 4);
  const isChunked = headers.get('transfer-encoding') === 'chunked';
  const body = Buffer.from(isChunked ? unchunk(rest) : rest, 'latin1').toString('utf8');
  return { status: Number(first.split(' ')[1]), headers, body };
}

function unchunk(text: string): string {
  const end = text.indexOf('\r\n');
  const length = Number.parseInt(text.slice(0, end), 16);
  if (!(length > 0)) return '';
  const begin = end + 2;
  return text.slice(begin, begin + length) + unchunk(text.slice(begin + length + 2));
}

export interface RequestTerms {
  readonly method?: string;
  readonly path: string;
  /** Names and values, in their order. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string | Buffer;
}

/** The bytes of a request that asks to close the connection. A text stands for its UTF-8 in the body alone. */
export function requestBytes({ method = 'GET', path, headers = [], body }: RequestTerms): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(bytes ? [`Content-Length: ${bytes.length}`] : []),
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return bytes ? Buffer.concat([head, bytes]) : head;
}

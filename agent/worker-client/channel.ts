/**
 * Makes calls to the Worker. It keeps connections open, limits the calls at once, the wait and the length of an
 * answer, and gives each call a deadline.
 */
import http from 'node:http';
import https from 'node:https';
import { URL as NodeUrl, urlToHttpOptions } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { withoutTrace } from './failure.ts';

/** The time for which an idle connection is kept. Servers and firewalls on the way keep it longer. */
const IDLE_CONNECTION_MS = 30_000;

const inflate = promisify(gunzip);

export interface ChannelOptions {
  /** Its path ends with a slash. */
  readonly url: URL;
  /** Certificates to trust instead of Node's own, in PEM. */
  readonly ca: string | undefined;
  /** The time for a whole call, including the wait for its turn. */
  readonly timeoutMs: number;
  readonly maxInFlight: number;
  /** The most calls that wait for their turn. One more fails at once. */
  readonly maxWaiting: number;
}

export interface Call {
  readonly method: 'GET' | 'POST';
  /** The path below the Worker's URL, with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The most bytes of the answer, as they come and when they are unpacked. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

export class Channel {
  readonly #options: ChannelOptions;
  readonly #agent: http.Agent;
  readonly #open: typeof http.request;
  readonly #target: http.RequestOptions;
  #calls = 0;

  constructor(options: ChannelOptions) {
    const { url, ca, maxInFlight } = options;
    const { Agent, request } = url.protocol === 'https:' ? https : http;
    this.#options = options;
    this.#open = request;
    // Node 18 takes options that have an `href` for a URL, and then asks for the path of that.
    const { protocol, hostname, port, path } = urlToHttpOptions(new NodeUrl(url.href));
    this.#target = { protocol, hostname, port, path };
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: maxInFlight,
      timeout: IDLE_CONNECTION_MS,
      autoSelectFamily: true,
      ...(ca === undefined ? {} : { ca }),
    });
  }

  /** Rejects with an Error that says what failed. */
  async send(call: Call): Promise<RawAnswer> {
    const { maxInFlight, maxWaiting } = this.#options;
    if (this.#calls >= maxInFlight + maxWaiting) throw new Error('too many calls wait');
    this.#calls++;
    try {
      return await unpack(await this.#sendInTime(call), call.maxBytes);
    } finally {
      this.#calls--;
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  async #sendInTime(call: Call): Promise<RawAnswer> {
    const { timeoutMs } = this.#options;
    let request: http.ClientRequest | undefined;
    let late: Error | undefined;
    const deadline = setTimeout(() => {
      late = new Error(`no answer within ${timeoutMs / 1000} s`);
      request?.destroy(late);
    }, timeoutMs);
    try {
      for (;;) {
        request = this.#request(call);
        try {
          return await readAnswer(request, call.maxBytes);
        } catch (error) {
          if (late) throw late;
          // The server may close a kept connection at the moment when it is used again. So it is asked once more.
          if (!request.reusedSocket || !isReset(error)) throw withoutTrace(error);
        }
      }
    } finally {
      clearTimeout(deadline);
    }
  }

  #request({ method, path, headers, body, signal }: Call): http.ClientRequest {
    const request = this.#open({
      ...this.#target,
      path: `${this.#target.path}${path}`,
      method,
      agent: this.#agent,
      headers:
        body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
      ...(signal && { signal }),
    });
    request.end(body);
    return request;
  }
}

function readAnswer(request: http.ClientRequest, maxBytes: number): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    // A server that switches protocols ends the call without an error.
    request.on('close', () => reject(new Error('the connection closed without an answer')));
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= maxBytes) return chunks.push(chunk);
        reject(new Error(TOO_LONG));
        return request.destroy();
      });
      response.on('end', () => {
        const { statusCode = 0, headers } = response;
        resolve({ status: statusCode, headers, body: Buffer.concat(chunks) });
      });
    });
  });
}

const TOO_LONG = 'the answer is too long to be Sendgate’s';

async function unpack(answer: RawAnswer, maxBytes: number): Promise<RawAnswer> {
  const encoding = answer.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity' || answer.body.length === 0) return answer;
  if (encoding !== 'gzip') throw new Error('the answer is packed in an unknown way');
  try {
    return { ...answer, body: await inflate(answer.body, { maxOutputLength: maxBytes }) };
  } catch (error) {
    const isTooLong = error instanceof RangeError;
    throw new Error(isTooLong ? TOO_LONG : 'the answer can’t be unpacked');
  }
}

function isReset(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

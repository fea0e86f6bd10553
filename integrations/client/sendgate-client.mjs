/** The calls to Sendgate: connections are kept, the number in flight is bounded, each has a deadline. */
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';

const MAX_ANSWER_BYTES = 64 * 1024;
/** Shorter than servers and firewalls on the way keep an idle connection. */
const IDLE_CONNECTION_MS = 30_000;

/**
 * @typedef {{ kind: 'decision', verdict: 'allow' | 'deny', reason: string }} Decision
 * @typedef {{ kind: 'call-refused' | 'unreachable', detail: string }} Fault
 *   call-refused: Sendgate is there and refuses the call itself, such as for its token.
 * @typedef {{ kind: 'session', role: string, name: string }} Session
 */

export class SendgateClient {
  #url;
  #token;
  #timeoutMs;
  #agent;

  /**
   * @param {object} options
   * @param {URL} options.url
   * @param {string} options.token
   * @param {string | undefined} options.ca Certificates to trust in place of Node's own.
   * @param {number} options.timeoutMs For a whole call, waiting for its turn included.
   * @param {number} options.maxInFlight
   */
  constructor({ url, token, ca, timeoutMs, maxInFlight }) {
    this.#url = url;
    this.#token = token;
    this.#timeoutMs = timeoutMs;
    const Agent = url.protocol === 'https:' ? https.Agent : http.Agent;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: maxInFlight,
      timeout: IDLE_CONNECTION_MS,
      autoSelectFamily: true,
      ...(ca === undefined ? {} : { ca }),
    });
  }

  /**
   * May this address send? Never throws.
   * @param {string} account
   * @param {string} address
   * @returns {Promise<Decision | Fault>}
   */
  async check(account, address) {
    const body = JSON.stringify({ account, address });
    return await this.#call('POST', 'v1/check', body, ({ verdict, reason }) =>
      (verdict === 'allow' || verdict === 'deny') && typeof reason === 'string'
        ? { kind: /** @type {const} */ ('decision'), verdict, reason }
        : undefined,
    );
  }

  /**
   * What the token is. Never throws.
   * @returns {Promise<Session | Fault>}
   */
  async session() {
    return await this.#call('GET', 'v1/session', undefined, ({ role, name }) =>
      typeof role === 'string'
        ? { kind: /** @type {const} */ ('session'), role, name: String(name) }
        : undefined,
    );
  }

  close() {
    this.#agent.destroy();
  }

  /**
   * @template Answer
   * @param {'GET' | 'POST'} method
   * @param {string} path
   * @param {string | undefined} body
   * @param {(answer: Record<string, unknown>) => Answer | undefined} read Undefined: not an answer of Sendgate's.
   * @returns {Promise<Answer | Fault>}
   */
  async #call(method, path, body, read) {
    const signal = AbortSignal.timeout(this.#timeoutMs);
    try {
      const { status, text } = await this.#exchange(method, path, body, signal);
      const answer = parseObject(text);
      if (status >= 400 && status < 500)
        return { kind: 'call-refused', detail: describeRefusal(status, answer) };
      const known = status === 200 && answer ? read(answer) : undefined;
      return known ?? { kind: 'unreachable', detail: `no answer of Sendgate’s, status ${status}` };
    } catch (error) {
      return { kind: 'unreachable', detail: this.#describeFailure(error, signal) };
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string | undefined} body
   * @param {AbortSignal} signal
   */
  async #exchange(method, path, body, signal) {
    for (;;) {
      const request = this.#open(method, path, body, signal);
      let response;
      try {
        [response] = await once(request, 'response');
      } catch (error) {
        // The server may close a kept connection just as it is used again; a check can be asked twice.
        if (request.reusedSocket && isReset(error) && !signal.aborted) continue;
        throw error;
      }
      return { status: response.statusCode, text: await readText(response) };
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string | undefined} body
   * @param {AbortSignal} signal
   */
  #open(method, path, body, signal) {
    const { request: open } = this.#url.protocol === 'https:' ? https : http;
    const request = open(new URL(path, this.#url), {
      method,
      agent: this.#agent,
      signal,
      headers: {
        authorization: `Bearer ${this.#token}`,
        accept: 'application/json',
        'user-agent': 'sendgate',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    });
    // What fails after the response has begun is seen by who reads it.
    request.on('error', () => {});
    request.end(body);
    return request;
  }

  /**
   * @param {unknown} error
   * @param {AbortSignal} signal
   */
  #describeFailure(error, signal) {
    if (signal.aborted) return `no answer within ${this.#timeoutMs / 1000} s`;
    if (!(error instanceof Error)) return String(error);
    // Every address of a name failed: each of them says why.
    const causes = error instanceof AggregateError ? error.errors : [error];
    return causes.map((cause) => cause.message).join('; ');
  }
}

/** @param {unknown} error */
function isReset(error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

/** @param {http.IncomingMessage} response */
async function readText(response) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > MAX_ANSWER_BYTES) throw new Error('the answer is too long to be Sendgate’s');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * @param {string} text
 * @returns {Record<string, unknown> | undefined}
 */
function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {number} status
 * @param {Record<string, unknown> | undefined} problem
 */
function describeRefusal(status, problem) {
  const said = typeof problem?.detail === 'string' ? `: ${problem.detail}` : '';
  return `Sendgate answered ${status}${said}`;
}

/**
 * Makes the calls to Sendgate. It keeps connections open, limits the number of calls at once, and gives each
 * call a deadline.
 */
import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { parseObject, readAnswer } from './http-answer.mjs';
import { withoutZone } from './link-local.mjs';
import { describeRefusal, kindOfRefusal } from './refusal.mjs';

/** The time for which an idle connection is kept. Servers and firewalls on the way keep it longer. */
const IDLE_CONNECTION_MS = 30_000;

/**
 * @typedef {object} Question
 * @property {string} account
 * @property {string} address
 * @property {boolean} passwordWasRight Whether the login succeeded with a password. A refusal is then a leak.
 */

/**
 * @typedef {{ kind: 'decision', verdict: 'allow' | 'deny', reason: string }} Decision
 * @typedef {{ kind: 'bad-question' | 'call-refused' | 'unreachable', detail: string }} Fault
 *   bad-question: Sendgate can't decide this question, for example because no account can have this login. The same
 *   question gets the same answer again. call-refused: Sendgate refuses the call itself, for example for its token.
 * @typedef {{ body: string, headers: Readonly<Record<string, string>> }} Posted
 */

export class SendgateClient {
  #open;
  #target;
  #headers;
  #timeoutMs;
  #agent;

  /**
   * @param {object} options
   * @param {URL} options.url
   * @param {string} options.token
   * @param {string | undefined} options.ca Certificates to trust instead of Node's own.
   * @param {number} options.timeoutMs The time for a whole call, including the wait for its turn.
   * @param {number} options.maxInFlight
   */
  constructor({ url, token, ca, timeoutMs, maxInFlight }) {
    const { Agent, request } = url.protocol === 'https:' ? https : http;
    this.#open = request;
    // It is made once for all calls, because there are many calls a second.
    this.#target = urlToHttpOptions(new URL('v1/check', url));
    this.#headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'sendgate',
    };
    this.#timeoutMs = timeoutMs;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: maxInFlight,
      timeout: IDLE_CONNECTION_MS,
      autoSelectFamily: true,
      ...(ca === undefined ? {} : { ca }),
    });
  }

  /**
   * Asks whether the address may send. It never throws.
   * @param {Question} question
   * @returns {Promise<Decision | Fault>}
   */
  async check({ account, address, passwordWasRight }) {
    const posted = {
      body: JSON.stringify({ account, address: withoutZone(address) }),
      headers: passwordWasRight ? { 'x-sendgate-password-right': '1' } : {},
    };
    return await this.#ask(posted);
  }

  /**
   * @param {Posted} posted
   * @returns {Promise<Decision | Fault>}
   */
  async #ask(posted) {
    try {
      const { status, text } = await this.#exchange(posted);
      const answer = parseObject(text);
      if (status >= 400 && status < 500)
        return { kind: kindOfRefusal(status, answer), detail: describeRefusal(status, answer) };
      const { verdict, reason } = (status === 200 && answer) || {};
      return (verdict === 'allow' || verdict === 'deny') && typeof reason === 'string'
        ? { kind: 'decision', verdict, reason }
        : { kind: 'unreachable', detail: `no answer of Sendgate’s, status ${status}` };
    } catch (error) {
      return { kind: 'unreachable', detail: describeFailure(error) };
    }
  }

  /**
   * @param {Posted} posted
   * @returns {Promise<import('./http-answer.mjs').Answer>}
   */
  async #exchange(posted) {
    /** @type {http.ClientRequest | undefined} */
    let request;
    /** @type {Error | undefined} */
    let late;
    const deadline = setTimeout(() => {
      late = new Error(`no answer within ${this.#timeoutMs / 1000} s`);
      request?.destroy(late);
    }, this.#timeoutMs);
    try {
      for (;;) {
        request = this.#request(posted);
        try {
          return await readAnswer(request);
        } catch (error) {
          if (late) throw late;
          // The server may close a kept connection at the moment when it is used again. A check changes
          // nothing, so it is asked a second time.
          if (!request.reusedSocket || !isReset(error)) throw error;
        }
      }
    } finally {
      clearTimeout(deadline);
    }
  }

  /** @param {Posted} posted */
  #request({ body, headers }) {
    const request = this.#open({
      ...this.#target,
      method: 'POST',
      agent: this.#agent,
      headers: { ...this.#headers, ...headers },
    });
    request.end(body);
    return request;
  }
}

/** @param {unknown} error */
function describeFailure(error) {
  if (!(error instanceof Error)) return String(error);
  // An AggregateError means that every address of a name failed. Each of its errors has a reason.
  const causes = error instanceof AggregateError ? error.errors : [error];
  return causes.map((cause) => cause.message).join('; ');
}

/** @param {unknown} error */
function isReset(error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

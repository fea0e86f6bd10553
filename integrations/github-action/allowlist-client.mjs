/** The calls about one account's allowlist. */
import { setTimeout as wait } from 'node:timers/promises';
import { parseSendgateUrl } from '../client/sendgate-url.mjs';

const TIMEOUT_MS = 10_000;
const WAITS_MS = [1000, 2000];

/**
 * @typedef {{ id: string, value: string, expiresAt: string }} Entry
 * @typedef {{ mode: string, revision: number, entries: readonly Entry[] }} Allowlist
 * @typedef {{ code: string, detail: string }} Refusal Nothing was changed.
 * @typedef {{ status: number, body: unknown }} Answer The body is undefined when it is no JSON.
 */

export class AllowlistClient {
  #allowlist;
  #token;

  /** @param {{ url: string, account: string, token: string }} inputs */
  constructor({ url, account, token }) {
    const base = parseSendgateUrl(url);
    if (!base) throw new Error('The input “url” looks like https://sendgate.example.com.');
    this.#allowlist = new URL(`v1/accounts/${encodeURIComponent(account)}/allowlist`, base).href;
    this.#token = token;
  }

  /**
   * Throws, saying why, when it can't be read.
   * @returns {Promise<Allowlist>}
   */
  async read() {
    const answer = await this.#call('GET', '');
    if (answer.status !== 200) throw new Error(refusalOf(answer).detail);
    return /** @type {Allowlist} */ (answer.body);
  }

  /**
   * Adds the address this comes from, if the list is still at that revision.
   * @param {{ expiresInSeconds: number, remark: string, revision: number, key: string }} terms
   * @returns {Promise<Entry | Refusal>}
   */
  async addCurrent({ expiresInSeconds, remark, revision, key }) {
    const answer = await this.#call('POST', '/entries', {
      body: { current: true, expiresInSeconds, remark },
      headers: { 'if-match': `"${revision}"`, 'idempotency-key': key },
    });
    const { added } = /** @type {{ added?: readonly Entry[] }} */ (answer.body ?? {});
    return added?.[0] ?? refusalOf(answer);
  }

  /**
   * Deletes an entry, if the list is still at that revision.
   * @param {string} id
   * @param {number} revision
   * @returns {Promise<Entry | Refusal>}
   */
  async remove(id, revision) {
    const headers = { 'if-match': `"${revision}"` };
    const path = `/entries/${encodeURIComponent(id)}`;
    const answer = await this.#call('DELETE', path, { headers });
    const { removed } = /** @type {{ removed?: readonly Entry[] }} */ (answer.body ?? {});
    return removed?.[0] ?? refusalOf(answer);
  }

  /**
   * Tries again when nothing was heard, or a 5xx; throws when that does not help.
   * @param {string} method
   * @param {string} path
   * @param {{ body?: object, headers?: Record<string, string> }} [request]
   * @returns {Promise<Answer>}
   */
  async #call(method, path, request) {
    for (const ms of WAITS_MS) {
      const answer = await this.#try(method, path, request).catch(() => undefined);
      if (answer && answer.status < 500) return answer;
      await wait(ms);
    }
    return await this.#try(method, path, request);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{ body?: object, headers?: Record<string, string> }} [request]
   * @returns {Promise<Answer>}
   */
  async #try(method, path, { body, headers } = {}) {
    const response = await fetch(`${this.#allowlist}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: parse(text) };
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What went wrong, as the API says it.
 * @param {Answer} answer
 * @returns {Refusal}
 */
function refusalOf({ status, body }) {
  const { code = '', detail } = /** @type {Partial<Refusal>} */ (body ?? {});
  return { code, detail: `Sendgate answered ${status}${detail ? `: ${detail}` : ''}` };
}

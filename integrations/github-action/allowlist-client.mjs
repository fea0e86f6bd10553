/** Makes the calls about one account's allowlist. */
import { setTimeout as wait } from 'node:timers/promises';
import { parseSendgateUrl } from '../client/sendgate-url.mjs';

const TIMEOUT_MS = 10_000;
const WAITS_MS = [1000, 2000];

/**
 * @typedef {{ tokenId: string, name: string }} TokenName
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} value
 * @property {string} remark
 * @property {string | null} expiresAt
 * @property {boolean} expired
 * @property {TokenName} createdBy
 * @typedef {{ mode: string, revision: number, entries: readonly Entry[], lists?: readonly string[] }} Allowlist
 * The lists are the included shared lists. An endpoint of 0.2.0 has none.
 * @typedef {{ code: string, detail: string, value: string }} Refusal Nothing was changed. The value is the
 * refused one.
 * @typedef {{ added?: readonly Entry[], updated?: readonly Entry[], removed?: readonly Entry[] }} Change
 * @typedef {{ status: number, body: unknown }} Answer The body is undefined if it is not JSON.
 */

export class AllowlistClient {
  #allowlist;
  #session;
  #token;

  /** @param {{ url: string, account: string, token: string }} inputs */
  constructor({ url, account, token }) {
    const base = parseSendgateUrl(url);
    if (!base) throw new Error('The input “url” looks like https://sendgate.example.com.');
    this.#allowlist = new URL(`v1/accounts/${encodeURIComponent(account)}/allowlist`, base).href;
    this.#session = new URL('v1/session', base).href;
    this.#token = token;
  }

  /**
   * Reads the list. Throws an error with the reason if it can't be read.
   * @returns {Promise<Allowlist>}
   */
  async read() {
    const answer = await this.#call('GET', this.#allowlist);
    if (answer.status !== 200) throw new Error(refusalOf(answer).detail);
    return /** @type {Allowlist} */ (answer.body);
  }

  /**
   * Returns the id of this client's own token. Throws an error with the reason if it can't be read.
   * @returns {Promise<string>}
   */
  async readTokenId() {
    const answer = await this.#call('GET', this.#session);
    if (answer.status !== 200) throw new Error(refusalOf(answer).detail);
    return /** @type {{ tokenId: string }} */ (answer.body).tokenId;
  }

  /**
   * Adds the address that this call comes from, or renews its expired entry, if the list is still at that
   * revision.
   * @param {{ expiresInSeconds: number, remark: string, revision: number, key: string }} terms
   * @returns {Promise<Entry | Refusal>}
   */
  async addCurrent({ expiresInSeconds, remark, revision, key }) {
    const answer = await this.#call('POST', `${this.#allowlist}/entries`, {
      body: { current: true, expiresInSeconds, remark },
      headers: { 'if-match': `"${revision}"`, 'idempotency-key': key },
    });
    const { added, updated } = changeOf(answer);
    return added?.[0] ?? updated?.[0] ?? refusalOf(answer);
  }

  /**
   * Changes the expiry of an entry, if the list is still at that revision.
   * @param {string} id
   * @param {{ expiresAt: string, revision: number }} terms
   * @returns {Promise<Entry | Refusal>}
   */
  async extend(id, { expiresAt, revision }) {
    const answer = await this.#call('PATCH', this.#pathOf(id), {
      body: { expiresAt },
      headers: { 'if-match': `"${revision}"` },
    });
    return changeOf(answer).updated?.[0] ?? refusalOf(answer);
  }

  /**
   * Deletes an entry, if the list is still at that revision.
   * @param {string} id
   * @param {number} revision
   * @returns {Promise<Entry | Refusal>}
   */
  async remove(id, revision) {
    const headers = { 'if-match': `"${revision}"` };
    const answer = await this.#call('DELETE', this.#pathOf(id), { headers });
    return changeOf(answer).removed?.[0] ?? refusalOf(answer);
  }

  /** @param {string} id The id of an entry. */
  #pathOf(id) {
    return `${this.#allowlist}/entries/${encodeURIComponent(id)}`;
  }

  /**
   * Makes a call. It tries again if there is no answer or a 5xx, and throws if that does not help.
   * @param {string} method
   * @param {string} url
   * @param {{ body?: object, headers?: Record<string, string> }} [request]
   * @returns {Promise<Answer>}
   */
  async #call(method, url, request) {
    for (const ms of WAITS_MS) {
      const answer = await this.#try(method, url, request).catch(() => undefined);
      if (answer && answer.status < 500) return answer;
      await wait(ms);
    }
    return await this.#try(method, url, request);
  }

  /**
   * @param {string} method
   * @param {string} url
   * @param {{ body?: object, headers?: Record<string, string> }} [request]
   * @returns {Promise<Answer>}
   */
  async #try(method, url, { body, headers } = {}) {
    const response = await fetch(url, {
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
 * Returns the change of an answer. It is empty if nothing was changed.
 * @param {Answer} answer
 * @returns {Change}
 */
function changeOf({ status, body }) {
  return status < 300 ? /** @type {Change} */ (body ?? {}) : {};
}

/**
 * Returns the reason of a failure, as the API gives it.
 * @param {Answer} answer
 * @returns {Refusal}
 */
function refusalOf({ status, body }) {
  const problem = /** @type {Partial<Refusal> & { errors?: readonly { value?: string }[] }} */ (
    body ?? {}
  );
  const { code = '', detail, errors } = problem;
  const said = detail ? `: ${detail}` : '';
  return { code, detail: `Sendgate answered ${status}${said}`, value: errors?.[0]?.value ?? '' };
}

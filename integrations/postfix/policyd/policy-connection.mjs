/** One connection from Postfix. Requests are answered one by one, in their order. */
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { showsPassword } from '../../client/sasl-method.mjs';
import { CANNOT_BE_ASKED, PASS } from './policy-action.mjs';
import { policyRequests } from './policy-request.mjs';

/**
 * The time for which an answer is remembered. A client may send a message slowly, and a removal from the list
 * must still have an effect on it.
 */
const REMEMBERED_MS = 60_000;

/**
 * @typedef {(question: import('../../client/sendgate-client.mjs').Question) => Promise<string>} Decide Returns
 * the action.
 */

export class PolicyConnection {
  #decide;
  #now;
  #log;
  #answering = false;
  #stopping = false;
  /** @type {{ key: string, at: number, action: string } | undefined} */
  #remembered;

  /**
   * @param {object} parts
   * @param {Decide} parts.decide
   * @param {() => number} parts.now In milliseconds.
   * @param {import('./log.mjs').Log} parts.log
   */
  constructor({ decide, now, log }) {
    this.#decide = decide;
    this.#now = now;
    this.#log = log;
  }

  /** Whether a request has come and its answer has not been sent yet. */
  get answering() {
    return this.#answering;
  }

  /** Makes the current request the last one. */
  stop() {
    this.#stopping = true;
  }

  /**
   * Serves until the input ends or the connection is stopped. The output stays open.
   * @param {AsyncIterable<Buffer>} input
   * @param {import('node:stream').Writable} output
   */
  async serve(input, output) {
    // Each answer must be taken before the next request is read, so answers can't pile up in memory.
    const write = promisify(
      (/** @type {string} */ text, /** @type {(error?: Error | null) => void} */ done) =>
        output.write(text, done),
    );
    for await (const request of policyRequests(input)) {
      this.#answering = true;
      await write(`action=${await this.#answer(request)}\n\n`);
      this.#answering = false;
      if (this.#stopping) return;
    }
  }

  /**
   * @param {import('./policy-request.mjs').PolicyRequest} request
   * @returns {Promise<string>}
   */
  async #answer(request) {
    if (request?.get('request') !== 'smtpd_access_policy')
      return this.#refuse({ reason: 'no request of Postfix’s policy delegation' });
    const account = request.get('sasl_username');
    const method = request.get('sasl_method');
    // Nobody has logged in. The client can choose any sender address, so that address is no account.
    if (account === undefined && method === undefined) return PASS;
    if (account === undefined) return this.#refuse({ reason: 'a login without a name' });
    const address = request.get('client_address');
    // Without an address Sendgate would check the address of this machine.
    if (address === undefined || isIP(address) === 0)
      return this.#refuse({ account, address: address ?? '', reason: 'no client address' });
    const passwordWasRight = showsPassword(method);
    return await this.#ask({ account, address, passwordWasRight }, request.get('instance'));
  }

  /** @param {Readonly<Record<string, string>>} facts */
  #refuse(facts) {
    this.#log('refused', facts);
    return CANNOT_BE_ASKED;
  }

  /**
   * Asks Sendgate once for a message, although Postfix asks for each recipient.
   * @param {import('../../client/sendgate-client.mjs').Question} question
   * @param {string | undefined} instance It is absent if the program that asks does not distinguish messages.
   */
  async #ask(question, instance) {
    const { account, address, passwordWasRight } = question;
    const key = JSON.stringify([instance, address, account, passwordWasRight]);
    const known = this.#remembered;
    if (instance && known?.key === key && this.#now() - known.at < REMEMBERED_MS)
      return known.action;
    const action = await this.#decide(question);
    this.#remembered = { key, at: this.#now(), action };
    return action;
  }
}

/**
 * Turns Sendgate's answer into an action for Postfix. A failure defers the mail, unless the last-good memory
 * bridges it.
 */
import { CANNOT_BE_ASKED, PASS, REFUSE, TRY_LATER } from './policy-action.mjs';

export class PolicyDecider {
  #client;
  #memory;
  #now;
  #log;

  /**
   * @param {object} parts
   * @param {Pick<import('../../client/sendgate-client.mjs').SendgateClient, 'check'>} parts.client
   * @param {import('./last-good-memory.mjs').LastGoodMemory} parts.memory
   * @param {() => number} parts.now In milliseconds.
   * @param {import('./log.mjs').Log} parts.log
   */
  constructor({ client, memory, now, log }) {
    this.#client = client;
    this.#memory = memory;
    this.#now = now;
    this.#log = log;
  }

  /**
   * @param {import('../../client/sendgate-client.mjs').Question} question
   * @returns {Promise<string>} The action.
   */
  async decide(question) {
    const { account, address } = question;
    const answer = await this.#client.check(question);
    switch (answer.kind) {
      case 'decision':
        return this.#actionFor(answer, account, address);
      case 'bad-question':
        this.#log('refused', { account, address, reason: answer.detail });
        return CANNOT_BE_ASKED;
      case 'call-refused':
        return this.#defer(account, address, answer.detail);
      case 'unreachable': {
        if (!this.#memory.bridges(account, address, this.#now()))
          return this.#defer(account, address, answer.detail);
        this.#log('let through as last time', { account, address, why: answer.detail });
        return PASS;
      }
    }
  }

  /**
   * @param {import('../../client/sendgate-client.mjs').Decision} decision
   * @param {string} account
   * @param {string} address
   */
  #actionFor({ verdict, reason }, account, address) {
    // Sendgate could not read the list. The verdict comes from its fail mode and must not be remembered.
    if (reason === 'unavailable' && verdict === 'deny')
      return this.#defer(account, address, 'Sendgate could not read the list');
    if (reason !== 'unavailable') this.#memory.note(account, address, verdict, this.#now());
    if (verdict === 'allow') return PASS;
    this.#log('refused', { account, address, reason });
    return REFUSE;
  }

  /**
   * @param {string} account
   * @param {string} address
   * @param {string} why
   */
  #defer(account, address, why) {
    this.#log('deferred', { account, address, why });
    return TRY_LATER;
  }
}

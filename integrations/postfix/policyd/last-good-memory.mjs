/** What was allowed of late, so that an outage of Sendgate need not stop those who were sending. */

/** A pair is some 150 bytes; the oldest makes room. */
const MAX_PAIRS = 50_000;

export class LastGoodMemory {
  /** @type {Map<string, number>} When each was last allowed, the longest ago first. */
  #allowedAt = new Map();
  /** @type {number | undefined} */
  #outageSince;
  #outageMs;
  #seenMs;

  /**
   * @param {object} terms
   * @param {number} terms.outageMs How long an outage is bridged; 0: not at all.
   * @param {number} terms.seenMs How long ago the pair may have been allowed.
   */
  constructor({ outageMs, seenMs }) {
    this.#outageMs = outageMs;
    this.#seenMs = seenMs;
  }

  /**
   * Sendgate has decided, so it can be reached.
   * @param {string} account
   * @param {string} address
   * @param {'allow' | 'deny'} verdict
   * @param {number} now
   */
  note(account, address, verdict, now) {
    this.#outageSince = undefined;
    if (this.#outageMs === 0) return;
    const key = memoryKey(account, address);
    this.#allowedAt.delete(key);
    if (verdict === 'allow') this.#allowedAt.set(key, now);
    if (this.#allowedAt.size <= MAX_PAIRS) return;
    for (const oldest of this.#allowedAt.keys()) {
      this.#allowedAt.delete(oldest);
      break;
    }
  }

  /**
   * Sendgate could not be reached: whether the pair may send all the same.
   * @param {string} account
   * @param {string} address
   * @param {number} now
   */
  bridges(account, address, now) {
    this.#outageSince ??= now;
    if (now - this.#outageSince >= this.#outageMs) return false;
    const allowedAt = this.#allowedAt.get(memoryKey(account, address));
    return allowedAt !== undefined && now - allowedAt <= this.#seenMs;
  }
}

/**
 * @param {string} account
 * @param {string} address
 */
function memoryKey(account, address) {
  return `${address} ${account}`;
}

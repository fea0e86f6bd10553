/** Remembers recent allows, so that these clients can continue to send while Sendgate is not reachable. */

/** The most pairs of account and address. A pair takes about 150 bytes, and the oldest is dropped first. */
const MAX_PAIRS = 50_000;

export class LastGoodMemory {
  /** @type {Map<string, number>} The time when each pair was last allowed, oldest first. */
  #allowedAt = new Map();
  /** @type {number | undefined} */
  #outageSince;
  #outageMs;
  #seenMs;

  /**
   * @param {object} terms
   * @param {number} terms.outageMs The longest outage that is bridged. 0 means that none is.
   * @param {number} terms.seenMs The longest time since the pair was last allowed.
   */
  constructor({ outageMs, seenMs }) {
    this.#outageMs = outageMs;
    this.#seenMs = seenMs;
  }

  /**
   * Records a decision of Sendgate. It also shows that Sendgate can be reached.
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
   * Decides whether the pair may send although Sendgate could not be reached.
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

/** Judges an entry that covers exactly this job's address. */

/** @typedef {import('./allowlist-client.mjs').Entry} Entry */

/**
 * Finds the entry that covers only this address. It is undefined if there is none.
 * @param {readonly Entry[]} entries
 * @param {string} address
 */
export function findEntryOf(entries, address) {
  const spellings = [address, `${address}/32`, `${address}/128`, `${address}-${address}`];
  return entries.find(({ value }) => spellings.includes(value));
}

/**
 * Judges an entry. 'for good' never expires. 'extensible' is a lease of the same token that ends before this
 * one, 'own' is one that ends later. 'long enough' and 'too short' belong to another token.
 * @param {Entry} entry
 * @param {object} lease
 * @param {number} lease.end
 * @param {string} lease.tokenId
 * @returns {'for good' | 'expired' | 'extensible' | 'own' | 'long enough' | 'too short'}
 */
export function judgeEntry({ expired, expiresAt, createdBy }, { end, tokenId }) {
  if (expired) return 'expired';
  if (expiresAt === null) return 'for good';
  const short = Date.parse(expiresAt) < end;
  if (createdBy.tokenId === tokenId) return short ? 'extensible' : 'own';
  return short ? 'too short' : 'long enough';
}

/**
 * Describes an entry for a person who has to find it.
 * @param {Entry} entry
 */
export function describeEntry({ id, value, remark, createdBy }) {
  const said = remark === '' ? '' : ` “${remark}”`;
  return `the entry ${value}${said} (${id}, added by ${createdBy.name})`;
}

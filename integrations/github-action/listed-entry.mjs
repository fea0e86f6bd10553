/** What an entry that covers exactly this job's address already means to the job. */

/** @typedef {import('./allowlist-client.mjs').Entry} Entry */

/**
 * The entry of these addresses alone; undefined where there is none.
 * @param {readonly Entry[]} entries
 * @param {string} address
 */
export function findEntryOf(entries, address) {
  const spellings = [address, `${address}/32`, `${address}/128`, `${address}-${address}`];
  return entries.find(({ value }) => spellings.includes(value));
}

/**
 * For good: it never expires. Extensible: a lease of the same token, which ends before this one. Own: one that
 * ends later. Long enough, too short: another's.
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
 * For the one who has to look for it.
 * @param {Entry} entry
 */
export function describeEntry({ id, value, remark, createdBy }) {
  const said = remark === '' ? '' : ` “${remark}”`;
  return `the entry ${value}${said} (${id}, added by ${createdBy.name})`;
}

/**
 * Takes the entry of lease.mjs off the list. It never fails the job: an entry that stays on the list
 * expires.
 */
import { AllowlistClient } from './allowlist-client.mjs';
import { annotate, readInput, readState } from './runner.mjs';

const ATTEMPTS = 10;

try {
  const id = readState('entry');
  if (id !== undefined) await giveBack(id, readState('end'));
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  annotate('warning', `The job’s address stays on the allowlist until it expires. ${why}`);
}

/**
 * @param {string} id
 * @param {string | undefined} end The expiry that this job set.
 */
async function giveBack(id, end) {
  const client = new AllowlistClient({
    url: readInput('url'),
    account: readInput('account'),
    token: readInput('token'),
  });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { entries, lists = [], revision } = await client.read();
    const entry = entries.find((each) => each.id === id);
    if (!entry) return;
    if (entry.expiresAt !== end) {
      const now = entry.expiresAt === null ? 'does not expire' : `ends at ${entry.expiresAt}`;
      annotate('notice', `${entry.value} stays on the allowlist: since this job its entry ${now}.`);
      return;
    }
    // Without its last entry the list would be off, and any address could send. An expiry does not turn it off, and
    // an account that includes a shared list stays on.
    if (entries.length === 1 && lists.length === 0)
      throw new Error('It is the last entry: taken off, it would turn the list off.');
    const removed = await client.remove(id, revision);
    if ('id' in removed) {
      annotate('notice', `${removed.value} is off the allowlist again.`);
      return;
    }
    if (removed.code !== 'revision-changed') throw new Error(removed.detail);
  }
  throw new Error('The allowlist kept changing.');
}

/** Takes off the list what lease.mjs put on it. It never fails the job: what stays on the list expires. */
import { AllowlistClient } from './allowlist-client.mjs';
import { annotate, readInput, readState } from './runner.mjs';

const ATTEMPTS = 10;

try {
  const entry = readState('entry');
  if (entry !== undefined) await giveBack(entry);
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  annotate('warning', `The job’s address stays on the allowlist until it expires. ${why}`);
}

/** @param {string} entry */
async function giveBack(entry) {
  const client = new AllowlistClient({
    url: readInput('url'),
    account: readInput('account'),
    token: readInput('token'),
  });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { entries, revision } = await client.read();
    if (!entries.some(({ id }) => id === entry)) return;
    // Without its last entry the list would be off, and any address could send; expiry does not do that.
    if (entries.length === 1)
      throw new Error('It is the last entry: taken off, it would turn the list off.');
    const removed = await client.remove(entry, revision);
    if ('id' in removed) {
      annotate('notice', `${removed.value} is off the allowlist again.`);
      return;
    }
    if (removed.code !== 'revision-changed') throw new Error(removed.detail);
  }
  throw new Error('The allowlist kept changing.');
}

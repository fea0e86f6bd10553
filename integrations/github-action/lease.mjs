/** Puts this job's address on the list. give-back.mjs takes it off. */
import { randomUUID } from 'node:crypto';
import { AllowlistClient } from './allowlist-client.mjs';
import { describeEntry, findEntryOf, judgeEntry } from './listed-entry.mjs';
import { annotate, readInput, saveState, setOutput } from './runner.mjs';

/** @typedef {import('./allowlist-client.mjs').Entry} Entry */

/** The most attempts. Other jobs change the list as well, and each of their changes costs one attempt. */
const ATTEMPTS = 10;

try {
  await lease();
} catch (error) {
  annotate('error', error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function lease() {
  const client = new AllowlistClient({
    url: readInput('url'),
    account: readInput('account'),
    token: readInput('token'),
  });
  const expiresInSeconds = Number(readInput('expires-in-seconds'));
  if (!Number.isInteger(expiresInSeconds))
    throw new Error('The input “expires-in-seconds” is a whole number, such as 3600.');
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const list = await client.read();
    if (list.mode === 'off') {
      // The first entry would turn the list on and refuse everybody else.
      annotate('notice', 'The allowlist is off: this job may send as any address may.');
      return;
    }
    const key = randomUUID();
    const terms = { expiresInSeconds, remark: remark(), revision: list.revision, key };
    let answer = await client.addCurrent(terms);
    if ('code' in answer && answer.code === 'duplicate-entry') {
      const entry = findEntryOf(list.entries, answer.value);
      if (!entry) throw new Error(answer.detail);
      const used = await use(entry, { client, expiresInSeconds, revision: list.revision });
      if (used === 'as it is') return;
      answer = used;
    }
    if ('id' in answer) return keep(answer);
    if (answer.code !== 'revision-changed') throw new Error(answer.detail);
  }
  throw new Error('The allowlist kept changing; try again.');
}

/**
 * Uses an entry that already has the address. Throws an error if the entry expires before the end of the lease.
 * @param {Entry} entry
 * @param {{ client: AllowlistClient, expiresInSeconds: number, revision: number }} parts
 * @returns {Promise<Entry | import('./allowlist-client.mjs').Refusal | 'as it is'>}
 */
async function use(entry, { client, expiresInSeconds, revision }) {
  const end = Date.now() + expiresInSeconds * 1000;
  const found = describeEntry(entry);
  switch (judgeEntry(entry, { end, tokenId: await client.readTokenId() })) {
    case 'expired':
      throw new Error(
        `This job may not send: its address is on the allowlist by ${found}, which expired at ${entry.expiresAt}. Extend or delete it.`,
      );
    case 'too short':
      throw new Error(
        `This job’s address is on the allowlist by ${found}, which is another’s and ends at ${entry.expiresAt}, before this job’s lease would. Extend or delete it.`,
      );
    case 'extensible':
      return await client.extend(entry.id, { expiresAt: timeOf(end), revision });
    case 'own': {
      // The job that set the current expiry deletes the entry if the expiry is still the same, although this
      // job may need it. A changed expiry prevents that.
      const later = timeOf(Date.parse(entry.expiresAt ?? '') + 1000);
      const answer = await client.extend(entry.id, { expiresAt: later, revision });
      if ('code' in answer) return answer;
    }
  }
  annotate('notice', `This job may send by ${found}. It stays when this job ends.`);
  setOutput('address', entry.value);
  return 'as it is';
}

/** @param {number} ms */
function timeOf(ms) {
  return new Date(ms).toISOString();
}

/** @param {Entry} entry */
function keep({ id, value, expiresAt }) {
  saveState('entry', id);
  saveState('end', expiresAt ?? '');
  setOutput('entry-id', id);
  setOutput('address', value);
  annotate('notice', `${value} may send until this job ends, or ${expiresAt} at the latest.`);
}

function remark() {
  const { GITHUB_REPOSITORY = 'GitHub', GITHUB_RUN_ID = '', GITHUB_JOB = '' } = process.env;
  return `${GITHUB_REPOSITORY} run ${GITHUB_RUN_ID} ${GITHUB_JOB}`.slice(0, 200).trim();
}

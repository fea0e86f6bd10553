/** Puts this job's address on the list; give-back.mjs takes it off. */
import { randomUUID } from 'node:crypto';
import { AllowlistClient } from './allowlist-client.mjs';
import { annotate, readInput, saveState, setOutput } from './runner.mjs';

/** Other jobs change the list as well: each of their changes costs one of these. */
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
    const { mode, revision } = await client.read();
    if (mode === 'off') {
      // The first entry would turn the list on, and everyone else away.
      annotate('notice', 'The allowlist is off: this job may send as any address may.');
      return;
    }
    const key = randomUUID();
    const added = await client.addCurrent({ expiresInSeconds, remark: remark(), revision, key });
    if ('id' in added) return keep(added);
    if (added.code === 'duplicate-entry') {
      annotate('notice', `${added.detail} It stays when this job ends.`);
      return;
    }
    if (added.code !== 'revision-changed') throw new Error(added.detail);
  }
  throw new Error('The allowlist kept changing; try again.');
}

/** @param {import('./allowlist-client.mjs').Entry} entry */
function keep({ id, value, expiresAt }) {
  saveState('entry', id);
  setOutput('entry-id', id);
  setOutput('address', value);
  annotate('notice', `${value} may send until this job ends, or ${expiresAt} at the latest.`);
}

function remark() {
  const { GITHUB_REPOSITORY = 'GitHub', GITHUB_RUN_ID = '', GITHUB_JOB = '' } = process.env;
  return `${GITHUB_REPOSITORY} run ${GITHUB_RUN_ID} ${GITHUB_JOB}`.slice(0, 200).trim();
}

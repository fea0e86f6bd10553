/** What a status from 400 to 499 means for who asked. */

/** Sendgate's statuses for what is asked, whoever asks it. */
const BAD_QUESTION = [400, 413, 422];

/**
 * What only looks like a refusal of Sendgate's, such as a proxy's 400, may pass.
 * @param {number} status
 * @param {Record<string, unknown> | undefined} problem
 */
export function kindOfRefusal(status, problem) {
  const own = String(problem?.type).startsWith('urn:sendgate:problem:');
  return own && BAD_QUESTION.includes(status) ? 'bad-question' : 'call-refused';
}

/**
 * @param {number} status
 * @param {Record<string, unknown> | undefined} problem
 */
export function describeRefusal(status, problem) {
  const said = typeof problem?.detail === 'string' ? `: ${problem.detail}` : '';
  return `Sendgate answered ${status}${said}`;
}

/** Explains what a status from 400 to 499 means for the program that asked. */

/** The statuses with which Sendgate says that the question itself is wrong, whoever asks it. */
const BAD_QUESTION = [400, 413, 422];

/**
 * Distinguishes Sendgate's refusals from answers that only look like one, such as a 400 of a proxy, which may
 * be temporary.
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

/** An example problem for each code. The functions that write real problems write these too. */
import { type Problem, type ProblemCode, problem } from '../../../shared/problem.ts';
import { problemAnswer } from '../../platform/problem-document.ts';
import { authenticationProblem } from '../../tokens/failed-authentications.ts';
import { ACCOUNT, ENTRY, LIST, REQUEST_ID, TOKEN_ID, WEBHOOK_ID } from './examples/scene.ts';

const NO_FIELD = 'There is no such field.';
const OCTAL =
  'The octet 07 has a leading zero, which some programs read as octal. An address looks like 203.0.113.7 or 2001:db8::7.';
const TWICE = `${ENTRY.value} covers the same addresses as ${ENTRY.value}, which is on the list as ${ENTRY.id}.`;

/** No operation answers method-not-allowed: it is for methods that have no operation. */
type Documented = Exclude<ProblemCode, 'method-not-allowed'>;

const PROBLEMS: Readonly<Record<Documented, Problem>> = {
  'invalid-request': problem('invalid-request', `/remarks: ${NO_FIELD}`, [
    { pointer: '/remarks', message: NO_FIELD },
  ]),
  unauthorized: authenticationProblem(false),
  forbidden: problem('forbidden', 'The token is of another account.'),
  'address-not-allowed': problem(
    'address-not-allowed',
    'This address may not send for the account.',
  ),
  'account-unknown': problem(
    'account-unknown',
    'The account has not been provisioned, or was deleted.',
  ),
  'list-unknown': problem('list-unknown', `There is no shared list ${LIST}.`),
  'entry-unknown': problem('entry-unknown', `The list has no entry with the id ${ENTRY.id}.`),
  'token-unknown': problem('token-unknown', `The account has no token with the id ${TOKEN_ID}.`),
  'webhook-unknown': problem(
    'webhook-unknown',
    `The account has no webhook with the id ${WEBHOOK_ID}.`,
  ),
  'not-found': problem(
    'not-found',
    'There is no GET /v1/nothing; /openapi.json lists what there is.',
  ),
  'account-exists': problem('account-exists', `The account ${ACCOUNT} exists already.`),
  'domain-list-on': problem(
    'domain-list-on',
    'The list of @example.com closes this login, and an account of its own would open it: say "suspended": true, or "off": true.',
  ),
  'list-exists': problem('list-exists', `The shared list ${LIST} exists already.`),
  'list-attached': problem('list-attached', `${ACCOUNT} includes the shared list ${LIST} already.`),
  'list-in-use': problem(
    'list-in-use',
    `1 account includes the shared list ${LIST}: ${ACCOUNT}. Detach it there, or say detach=true.`,
  ),
  'duplicate-entry': problem('duplicate-entry', TWICE, [
    { pointer: '/values/0', value: ENTRY.value, message: TWICE },
  ]),
  'limit-reached': problem(
    'limit-reached',
    'The list holds at most 10 entries beside expired ones and has room for 0; this would be 1 more.',
    [],
    { limit: 10, room: 0 },
  ),
  'allowlist-empty': problem(
    'allowlist-empty',
    'Add an entry first: a list without entries is off.',
  ),
  'revision-changed': problem(
    'revision-changed',
    'The allowlist is at revision 8: read it again, then repeat the change.',
    [],
    { revision: 8 },
  ),
  'too-large': problem('too-large', 'A body has at most 900 KiB.'),
  'invalid-value': problem('invalid-value', '1 of 1 values can’t be added; nothing was.', [
    { pointer: '/values/0', value: '203.0.113.07', message: OCTAL },
  ]),
  'rate-limited': authenticationProblem(true),
  'upstream-failed': problem('upstream-failed', 'The upstream could not be reached, or broke off.'),
  unavailable: problem('unavailable', 'Nothing could be read to decide with: try again.'),
  internal: problem(
    'internal',
    'Something failed; nothing was changed, or the change stands: read the list before trying again.',
  ),
};

export const PROBLEM_EXAMPLES = Object.fromEntries(
  Object.entries(PROBLEMS).map(([code, one]) => [
    code,
    { value: JSON.parse(problemAnswer(one, REQUEST_ID).body) },
  ]),
);

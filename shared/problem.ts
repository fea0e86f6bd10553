/**
 * All the problems that answer a refused request (RFC 9457). Clients branch on the code; the title and the
 * status follow from it.
 */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not of the form wanted' },
  unauthorized: { status: 401, title: 'The token is missing, wrong, expired or revoked' },
  forbidden: { status: 403, title: 'The token does not allow this' },
  'address-not-allowed': { status: 403, title: 'This address may not send' },
  'account-unknown': { status: 404, title: 'No such account' },
  'list-unknown': { status: 404, title: 'No such shared list' },
  'entry-unknown': { status: 404, title: 'No such entry' },
  'token-unknown': { status: 404, title: 'No such token' },
  'webhook-unknown': { status: 404, title: 'No such webhook' },
  'not-found': { status: 404, title: 'No such resource' },
  'method-not-allowed': { status: 405, title: 'The resource has no such method' },
  'account-exists': { status: 409, title: 'The account exists already' },
  'domain-list-on': { status: 409, title: 'The list of the domain closes this login' },
  'list-exists': { status: 409, title: 'The shared list exists already' },
  'list-attached': { status: 409, title: 'The account includes the shared list already' },
  'list-in-use': { status: 409, title: 'Accounts include the shared list' },
  'duplicate-entry': { status: 409, title: 'An entry covers exactly these addresses already' },
  'limit-reached': { status: 409, title: 'There is no room for this' },
  'allowlist-empty': { status: 409, title: 'The allowlist has no entries' },
  'revision-changed': { status: 412, title: 'The allowlist has changed' },
  'too-large': { status: 413, title: 'The request body is too large' },
  'invalid-value': { status: 422, title: 'A value can’t be accepted' },
  'rate-limited': { status: 429, title: 'Too many failed attempts' },
  'upstream-failed': { status: 502, title: 'The upstream gave no answer that can be passed on' },
  unavailable: { status: 503, title: 'What is needed to answer can’t be reached' },
  internal: { status: 500, title: 'The request could not be carried out' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export interface ValueError {
  /**
   * A JSON Pointer into the body. `/path/…`, `/query/…` and `/header/…` point to the other parts of the
   * request.
   */
  readonly pointer: string;
  readonly value?: string;
  readonly message: string;
}

export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly ValueError[];
  /**
   * Extra members of this kind of problem (RFC 9457 allows them). For example, limit-reached has `limit` and
   * `room`.
   */
  readonly extensions?: ProblemExtensions;
}

export type ProblemExtensions = Readonly<Record<string, string | number | readonly string[]>>;

export function problem(
  code: ProblemCode,
  detail: string,
  errors: readonly ValueError[] = [],
  extensions: ProblemExtensions = {},
): Problem {
  return { code, detail, errors, extensions };
}

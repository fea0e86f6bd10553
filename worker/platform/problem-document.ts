/** Writes a problem as application/problem+json (RFC 9457), in the same shape everywhere. */
import { PROBLEMS, type Problem, problem } from '../../shared/problem.ts';
import { ConfigurationError } from './configuration.ts';
import { isObjectUnreachable } from './unreachable-object.ts';

export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Retry-After by status: 429 gives the period of the rate limit, 503 a guess when the service is back. */
const RETRY_AFTER_SECONDS: Readonly<Record<number, string>> = { 429: '60', 503: '10' };

export function problemDocument({ code, detail, errors, extensions }: Problem, requestId: string) {
  const { status, title } = PROBLEMS[code];
  const type = `urn:sendgate:problem:${code}`;
  return {
    type,
    title,
    status,
    code,
    detail,
    requestId,
    errors: [...(errors ?? [])],
    ...extensions,
  };
}

export function problemAnswer(refused: Problem, requestId: string): ProblemAnswer {
  const document = problemDocument(refused, requestId);
  const { status } = document;
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json' };
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="sendgate"';
  const retryAfter = RETRY_AFTER_SECONDS[status];
  if (retryAfter) headers['Retry-After'] = retryAfter;
  return { status, headers, body: JSON.stringify(document) };
}

/** Returns the problem that answers an unexpected error. It says nothing about an unknown error. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof Error && isObjectUnreachable(error)) {
    return problem(
      'unavailable',
      'The account can’t be reached now. A change may have been made or not: read the list before trying again.',
    );
  }
  // The answer names the wrong variable, because the operator needs to know it.
  const detail =
    error instanceof ConfigurationError
      ? `The deployment is configured wrongly. ${error.message}`
      : 'Something failed; nothing was changed, or the change stands: read the list before trying again.';
  return problem('internal', detail);
}

/** The conditions that every answer must meet, whatever the request was. */
import type { ProblemDocument } from '../../shared/api.ts';
import { PROBLEMS } from '../../shared/problem.ts';
import type { HostileAnswer } from './assault.ts';
import type { HostileRequest } from './hostile-requests.ts';

export function expectSound(request: HostileRequest, answer: HostileAnswer): void {
  const { status, headers, text } = answer;
  if (status >= 500) fail(`a ${status}`);
  if (status >= 400 && request.method !== 'HEAD') expectProblem(answer);
  const mayBeUnnamed = status < 400 && (isSend(request) || isForProgram(request));
  if (!headers.get('x-request-id') && !mayBeUnnamed) fail('no X-Request-Id');
  if (headers.get('cache-control') !== 'no-store' && !isSend(request)) fail('it may be cached');
  if (request.routed && !isSend(request) && !mayAnswer(request, status)) {
    fail(`a status that /openapi.json does not name: ${status}`);
  }
  if (headers.get('content-type') === 'application/x-ndjson') expectSoundLines(answer);
  if (/\bat \w+.*\.[jt]s:\d+|SQLITE|workerd/.test(text)) fail('something of the inside');
}

/**
 * Whether the answer may have the status. A 413 is also right for a body that the call would not
 * have read.
 */
function mayAnswer({ operation, body }: HostileRequest, status: number): boolean {
  return (
    operation.statuses.has(status) || (status === 413 && body !== undefined && !operation.body)
  );
}

function expectProblem({ status, headers, text }: HostileAnswer): void {
  const type = headers.get('content-type');
  if (type !== 'application/problem+json') fail(`a ${status} that is no problem but ${type}`);
  // Checks the problem by hand. The schema of the wire takes longer than the request did, and other
  // tests check it.
  const problem = JSON.parse(text) as ProblemDocument;
  if (problem.status !== status || PROBLEMS[problem.code]?.status !== status) {
    fail(`a ${status} that says ${problem.code}, ${problem.status}`);
  }
  if (!problem.detail || !problem.requestId) fail('a problem that names no cause, or no request');
  if ((status === 400 || status === 422) && !problem.errors.some(({ message }) => message)) {
    fail('a bad request whose problem names no field');
  }
  // An add of 1,001 bad ranges names each of them, in some 160 characters.
  if (text.length > 200_000) fail(`a problem of ${text.length} characters`);
}

/** A line that is refused is held to what a whole answer is held to. */
function expectSoundLines({ headers, text }: HostileAnswer): void {
  const problems = new Headers(headers);
  problems.set('content-type', 'application/problem+json');
  for (const line of text.trimEnd().split('\n')) {
    const { status, problem } = JSON.parse(line) as { status: number; problem?: object };
    if (status >= 500) fail(`a line that is a ${status}`);
    if (status >= 400)
      expectProblem({ status, headers: problems, text: JSON.stringify(problem ?? null) });
  }
}

export function expectNothingOf(
  secrets: readonly string[],
  { headers, text }: HostileAnswer,
): void {
  const told = text + [...headers].flat().join();
  const leaked = secrets.find((secret) => told.includes(secret));
  if (leaked !== undefined) fail(`what is another’s in it: ${leaked}`);
}

const PUBLIC = ['/healthz', '/v1/address', '/openapi.json'];

/** Whether someone was let in or told something. The adapters say it in their own protocols. */
export function isGranted(
  { method, path }: HostileRequest,
  { status, headers, text }: HostileAnswer,
) {
  if (status >= 300) return false;
  const { pathname, searchParams } = new URL(path, 'https://worker.test');
  if (method === 'OPTIONS' && status === 204 && text === '') return isGuarded(pathname);
  if (pathname.startsWith('/v1/nginx-mail')) return headers.has('auth-server');
  if (method === 'HEAD') return !PUBLIC.includes(pathname) && !isAdapter(pathname);
  if (pathname.startsWith('/v1/dovecot')) {
    return JSON.parse(text).status !== -1 && searchParams.get('command') !== 'report';
  }
  if (pathname.startsWith('/v1/stalwart')) return JSON.parse(text).action !== 'reject';
  return !PUBLIC.includes(pathname);
}

/**
 * Whether a proxy may pass on its client's own method here. The answer to a preflight would then
 * let the client through.
 */
function isGuarded(pathname: string): boolean {
  return /^\/(v1\/forward-auth|send)(\/|$)/.test(pathname);
}

function isAdapter(pathname: string): boolean {
  return /^\/v1\/(dovecot|stalwart|nginx-mail)(\/|$)/.test(pathname);
}

function isSend({ path }: HostileRequest): boolean {
  return path.startsWith('/send/');
}

/** Whether a program asks here. Its answers are logged nowhere, so they need no request id. */
function isForProgram({ path }: HostileRequest): boolean {
  const { pathname } = new URL(path, 'https://worker.test');
  return isAdapter(pathname) || /^\/v1\/(check|forward-auth)(\/|$)/.test(pathname);
}

function fail(what: string): never {
  throw new Error(`There was ${what}.`);
}

/**
 * `/send/{upstream}/…`: the edge itself stands in front of an API. It passes a request on to a configured API
 * only if the request comes from an address on the account's list. A checker's token in X-Sendgate-Token tells
 * the account, because Authorization may be needed for the provider.
 */

import type * as api from '../../shared/api.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import type { AccountAsker } from '../deciding/asker.ts';
import type { Isolate } from '../deciding/isolate.ts';
import { COMMON_HEADERS, REQUEST_ID } from '../platform/answer-headers.ts';
import { ownAddressOf } from '../platform/caller-address.ts';
import { CheckCall, type Outliving } from '../platform/check-call.ts';
import { logError } from '../platform/log.ts';
import { problemAnswer, problemOfError } from '../platform/problem-document.ts';
import type { RequestHeaders } from '../platform/request-headers.ts';
import type { SendUpstream } from '../platform/send-upstreams.ts';
import { authenticationProblem } from '../tokens/failed-authentications.ts';
import { findSendgateToken } from '../tokens/header-token.ts';
import { type Forwarded, forward } from './forwarding.ts';
import type { RequestLine } from './protocol.ts';
import { isPlainPath, overridesMethod } from './upstream-path.ts';

export function isSendPath(path: string): boolean {
  return path.startsWith('/send/') || path === '/send';
}

/**
 * Answers a call. A refusal is answered with a problem; a request that was passed on gets only the upstream's
 * answer.
 */
export async function answerSend(
  request: Request,
  line: RequestLine,
  isolate: Isolate,
  context: Outliving,
): Promise<Response> {
  const requestId = crypto.randomUUID();
  try {
    const sent = await send(request, line, isolate, new CheckCall(context), requestId);
    return sent.ok ? sent.value : refuse(sent.error, requestId);
  } catch (error) {
    logError('send-failed', { requestId, error: String(error) });
    return refuse(problemOfError(error), requestId);
  }
}

function refuse(refused: Problem, requestId: string): Response {
  const { status, headers, body } = problemAnswer(refused, requestId);
  const own = { ...headers, ...COMMON_HEADERS, [REQUEST_ID]: requestId };
  return new Response(body, { status, headers: own });
}

async function send(
  request: Request,
  line: RequestLine,
  isolate: Isolate,
  call: CheckCall,
  requestId: string,
): Promise<Result<Response, Problem>> {
  const { sendUpstreams } = isolate.decisionPoint.configuration;
  if (sendUpstreams.size === 0) return failure(unknownResource(line));
  const checker = await findChecker(line.headers, isolate, call, requestId);
  if (!checker.ok) return checker;
  const { pathname, search } = new URL(request.url);
  const [, name = '', path = ''] = /^\/send\/([^/]+)(.*)$/.exec(pathname) ?? [];
  const upstream = sendUpstreams.get(name);
  if (!upstream) return failure(unknownResource(line));
  const refused =
    findRefusedCall(line.method, path, search, checker.value.account, upstream) ??
    (await findRefusedAddress(line.headers, checker.value, isolate, call, requestId));
  if (refused) return failure(refused);
  const forwarded = await forward(request, `${upstream.url}${path}${search}`, upstream);
  if (forwarded.kind === 'answered') return success(forwarded.response);
  logFailure(forwarded, name, requestId);
  return failure(problem('upstream-failed', FAILURES[forwarded.kind]));
}

const FAILURES = {
  late: 'The upstream did not begin to answer in time; it may have done what was asked.',
  redirected: 'The upstream answered with a redirection, which is not followed.',
  unreachable: 'The upstream could not be reached, or broke off.',
};

function logFailure(forwarded: Forwarded, upstream: string, requestId: string): void {
  const error = forwarded.kind === 'unreachable' ? String(forwarded.error) : null;
  logError('send-failed', { requestId, upstream, failure: forwarded.kind, error });
}

async function findChecker(
  headers: RequestHeaders,
  { decisionPoint }: Isolate,
  call: CheckCall,
  requestId: string,
): Promise<Result<AccountAsker, Problem>> {
  const asker = await decisionPoint.verify(findSendgateToken(headers), headers, call);
  switch (asker.kind) {
    case 'unauthorized': {
      const isLimited = await decisionPoint.failures.count(headers, requestId);
      return failure(authenticationProblem(isLimited, 'X-Sendgate-Token: <token>'));
    }
    // The fail mode does not matter here: without a known asker nothing is sent with the provider's key.
    case 'unverifiable':
      return failure(UNAVAILABLE);
    case 'list':
    case 'relay':
      return failure(forbidden('Sending is for an account’s token with the role checker.'));
    case 'account':
      return asker.role === 'checker'
        ? success(asker)
        : failure(forbidden(`Sending is for the role checker; the token’s role is ${asker.role}.`));
  }
}

function findRefusedCall(
  method: string,
  path: string,
  search: string,
  account: string,
  { accounts, calls }: SendUpstream,
): Problem | undefined {
  if (accounts?.includes(account) === false) {
    return forbidden('The account may not send through this upstream.');
  }
  if (!isPlainPath(path)) return answerBadRequest('/path', PATH_FORM);
  if (overridesMethod(search)) return answerBadRequest('/query/_method', NO_OVERRIDE);
  const request = `${method} ${path || '/'}`;
  const allowed = calls?.some((call) =>
    call.endsWith('/*') ? request.startsWith(call.slice(0, -1)) : request === call,
  );
  return allowed === false ? forbidden('The upstream is not open for this call.') : undefined;
}

const PATH_FORM =
  'Each part of a path has characters of its own: no dots alone, and no slash, backslash, semicolon, percent sign or control character, even encoded.';
const NO_OVERRIDE = 'The method is the one of the request: _method can’t change it.';

function answerBadRequest(pointer: string, message: string): Problem {
  return problem('invalid-request', message, [{ pointer, message }]);
}

async function findRefusedAddress(
  headers: RequestHeaders,
  asker: AccountAsker,
  { decisionPoint }: Isolate,
  call: CheckCall,
  requestId: string,
): Promise<Problem | undefined> {
  const own = ownAddressOf(headers);
  if (!own.ok) return notAllowed(own.error);
  const decision = await decisionPoint.decideOwn(asker, own.value, call);
  if (decision === 'forbidden') return forbidden('The token is of another account.');
  if (decision.verdict === 'allow') return undefined;
  decisionPoint.logRefusal(requestId, decision);
  return decision.reason === 'unavailable' ? UNAVAILABLE : notAllowed(describe(decision));
}

function describe({ address, account, reason }: api.Decision): string {
  return `${address} may not send for ${account}: ${reason}.`;
}

function unknownResource({ method, path }: RequestLine): Problem {
  const detail = `There is no ${method} ${path}; /openapi.json lists what there is.`;
  return problem('not-found', detail);
}

const forbidden = (detail: string) => problem('forbidden', detail);
const notAllowed = (detail: string) => problem('address-not-allowed', detail);
const UNAVAILABLE = problem('unavailable', 'Nothing could be read to decide with: try again.');

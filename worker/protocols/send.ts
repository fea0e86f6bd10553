/**
 * `/send/{upstream}/…`: the edge as the guard itself. A request is passed on to a configured API only
 * when it comes from an address on the account's list. Who the account is, a checker's token of it
 * says in X-Sendgate-Token, for Authorization may be the provider's.
 */
import { z } from 'zod';
import { ProblemDocument } from '../../shared/api.ts';
import { problem } from '../../shared/problem.ts';
import type { AccountAsker } from '../deciding/asker.ts';
import type { AppContext } from '../management/app-env.ts';
import { findSendgateToken } from '../management/bearer-auth.ts';
import { onError, ProblemError, unknownResource } from '../management/problem-response.ts';
import { requestIdOf } from '../management/request-id.ts';
import { REQUEST_ID } from '../platform/answer-headers.ts';
import { findCallerAddress } from '../platform/caller-address.ts';
import { CheckCall } from '../platform/check-call.ts';
import { expectConfiguration } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import type { SendUpstream } from '../platform/send-upstreams.ts';
import { refuseAuthentication } from '../tokens/failed-authentication.ts';
import { forward } from './forwarding.ts';

export const SEND_PATH = '/send/*';

const problemOf = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemDocument } },
});

/** For /openapi.json, which can't say that a method or a path may be any. */
export const SEND_OPERATION = {
  method: 'post' as const,
  path: '/send/{upstream}/{path}',
  summary: 'Pass a request on to an upstream, if it comes from an address on the account’s list',
  security: [{ sendgateToken: [] }],
  description:
    'For checker. Any method; the path may have slashes. Off until SEND_UPSTREAMS is set.',
  request: { params: z.object({ upstream: z.string(), path: z.string() }) },
  responses: {
    200: { description: 'Whatever the upstream answers, with its own status' },
    400: problemOf('invalid-request'),
    401: problemOf('unauthorized'),
    403: problemOf('address-not-allowed, forbidden'),
    404: problemOf('not-found'),
    429: problemOf('rate-limited'),
    502: problemOf('upstream-failed'),
    503: problemOf('unavailable'),
  },
};

export async function send(c: AppContext): Promise<Response> {
  const upstreams = expectConfiguration(c.env).sendUpstreams;
  if (upstreams.size === 0) throw new ProblemError(unknownResource(c));
  const call = new CheckCall(c.executionCtx);
  const asker = await expectChecker(c, call);
  const { pathname, search } = new URL(c.req.url);
  const [, name = '', path = ''] = /^\/send\/([^/]+)(.*)$/.exec(pathname) ?? [];
  const upstream = upstreams.get(name);
  if (!upstream) throw new ProblemError(unknownResource(c));
  refuseCall(`${c.req.method} ${path || '/'}`, path, asker.account, upstream);
  await refuseAddress(c, asker, call);
  const forwarded = await forward(c.req.raw, `${upstream.url}${path}${search}`, upstream);
  if (forwarded.kind === 'answered') return forwarded.response;
  const error = forwarded.kind === 'unreachable' ? String(forwarded.error) : null;
  const fields = { requestId: requestIdOf(c), upstream: name, failure: forwarded.kind, error };
  logError('send-failed', fields);
  throw new ProblemError(problem('upstream-failed', FAILURES[forwarded.kind]));
}

const FAILURES = {
  late: 'The upstream did not begin to answer in time; it may have done what was asked.',
  redirected: 'The upstream answered with a redirection, which is not followed.',
  unreachable: 'The upstream could not be reached, or broke off.',
};

async function expectChecker(c: AppContext, call: CheckCall): Promise<AccountAsker> {
  const token = findSendgateToken(c.req.raw.headers);
  const asker = await c.get('decisionPoint').verify(token, call);
  switch (asker.kind) {
    case 'unauthorized':
      return refuseAuthentication(c, 'X-Sendgate-Token: <token>');
    // Whatever the fail mode: nothing is sent with the provider's key for who can't be told.
    case 'unverifiable':
      throw unavailable();
    case 'relay':
      throw forbidden('Sending is for an account’s token with the role checker.');
    case 'account':
      if (asker.role === 'checker') return asker;
      throw forbidden(`Sending is for the role checker; the token’s role is ${asker.role}.`);
  }
}

function refuseCall(
  request: string,
  path: string,
  account: string,
  { accounts, calls }: SendUpstream,
): void {
  if (accounts?.includes(account) === false) {
    throw forbidden('The account may not send through this upstream.');
  }
  if (leavesItsFolder(path)) {
    const message = 'A path has no dots for segments and no backslashes.';
    throw new ProblemError(problem('invalid-request', message, [{ pointer: '/path', message }]));
  }
  const allowed = calls?.some((call) =>
    call.endsWith('/*') ? request.startsWith(call.slice(0, -1)) : request === call,
  );
  if (allowed === false) throw forbidden('The upstream is not open for this call.');
}

/** `..%2f` is one segment here, and may be two where it is decoded. */
function leavesItsFolder(path: string): boolean {
  try {
    return /(?:^|\/)\.{1,2}(?:\/|$)|\\/.test(decodeURIComponent(path));
  } catch {
    return true;
  }
}

async function refuseAddress(c: AppContext, asker: AccountAsker, call: CheckCall): Promise<void> {
  const address = findCallerAddress(c.req.raw.headers);
  if (!address) throw notAllowed('The address of this connection is not known.');
  const decision = await c.get('decisionPoint').decide(asker, asker.account, address, call);
  if (decision === 'forbidden') throw forbidden('The token is of another account.');
  if (decision.verdict === 'allow') return;
  c.get('decisionPoint').refusals.log(requestIdOf(c), decision);
  const { account, reason } = decision;
  throw reason === 'unavailable'
    ? unavailable()
    : notAllowed(`${decision.address} may not send for ${account}: ${reason}.`);
}

/** A refusal of a request that was not passed on; what was passed on is answered by the upstream alone. */
export function refuseSending(error: Error, c: AppContext): Response {
  const response = onError(error, c);
  response.headers.set(REQUEST_ID, requestIdOf(c));
  response.headers.set('Cache-Control', 'no-store');
  return response;
}

const forbidden = (detail: string) => new ProblemError(problem('forbidden', detail));
const notAllowed = (detail: string) => new ProblemError(problem('address-not-allowed', detail));
const unavailable = () =>
  new ProblemError(problem('unavailable', 'Nothing could be read to decide with: try again.'));

import { parseValue } from '../../shared/ip-range.ts';
import { problem } from '../../shared/problem.ts';
import type { AppContext } from '../management/app-env.ts';
import { ProblemError } from '../management/problem-response.ts';
import { requestIdOf } from '../management/request-id.ts';
import { findCallerAddress } from '../platform/caller-address.ts';
import { logInfo } from '../platform/log.ts';

/** Counts a failed authentication of the caller's address; true when it has made too many. */
export async function countFailedAuthentication(c: AppContext): Promise<boolean> {
  const key = callerKey(findCallerAddress(c.req.raw.headers)?.text);
  const { success } = await c.env.AUTH_FAILURES.limit({ key });
  logInfo('authentication-failed', {
    requestId: requestIdOf(c),
    caller: key,
    limited: !success,
  });
  return !success;
}

/** An IPv6 host has a whole /64 to call from (RFC 4291, 2.5.4). */
function callerKey(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  if (!address.includes(':')) return address;
  const segment = parseValue('segment', `${address}/64`);
  return segment.ok ? segment.value.value : address;
}

/** Refuses the request: 401, or 429 to a caller that has failed too often. */
export async function refuseAuthentication(
  c: AppContext,
  form = 'Authorization: Bearer <token>',
): Promise<never> {
  if (await countFailedAuthentication(c)) {
    throw new ProblemError(problem('rate-limited', 'Too many failed attempts: wait a minute.'));
  }
  const detail = `Send a token that stands as ${form}.`;
  throw new ProblemError(problem('unauthorized', detail));
}

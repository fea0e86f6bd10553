import { parseValue } from '../../shared/ip-range.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { findCallerAddress } from '../platform/caller-address.ts';
import type { Env } from '../platform/env.ts';
import { logInfo } from '../platform/log.ts';

/** Counts a failed authentication of the caller's address; true when it has made too many. */
export async function countFailedAuthentication(
  env: Env,
  headers: Headers,
  requestId: string,
): Promise<boolean> {
  const caller = callerKey(findCallerAddress(headers)?.text);
  const { success } = await env.AUTH_FAILURES.limit({ key: caller });
  logInfo('authentication-failed', { requestId, caller, limited: !success });
  return !success;
}

/** The refusal of a call whose token is none; `form` says where one goes. */
export function authenticationProblem(
  isLimited: boolean,
  form = 'Authorization: Bearer <token>',
): Problem {
  return isLimited
    ? problem('rate-limited', 'Too many failed attempts: wait a minute.')
    : problem('unauthorized', `Send a token that stands as ${form}.`);
}

/** An IPv6 host has a whole /64 to call from (RFC 4291, 2.5.4). */
function callerKey(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  if (!address.includes(':')) return address;
  const segment = parseValue('segment', `${address}/64`);
  return segment.ok ? segment.value.value : address;
}

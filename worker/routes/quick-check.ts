/**
 * The one call that comes all the time: an allowed `GET /v1/check`, answered at once from what the isolate
 * holds. Whatever is not plainly that gets no answer here, and goes the way of all calls: so nothing is
 * refused here, nothing read, and no mistake explained.
 */
import { parseAccountId } from '../../shared/account-id.ts';
import { parseClientAddress } from '../../shared/client-address.ts';
import { CheckCall } from '../check-call.ts';
import type { DecisionPoint } from '../decision-point.ts';
import { headersOf } from '../middleware/answer-headers.ts';
import { findBearerToken } from '../middleware/bearer-auth.ts';

/** Either order; a plus stands for a blank, which is left to who reads all queries. */
const QUESTION =
  /^https?:\/\/[^/]+\/v1\/check\?(?:account=([^&=+]+)&address=([^&=+]+)|address=([^&=+]+)&account=([^&=+]+))$/;

export function answerQuickly(
  request: Request,
  decisionPoint: DecisionPoint,
  context: ExecutionContext,
): Response | undefined {
  // A page reads headers that a program does not.
  if (request.method !== 'GET' || request.headers.has('origin')) return undefined;
  const question = findQuestion(request.url);
  const account = question && parseAccountId(question.account);
  const address = question && parseClientAddress(question.address);
  if (!account?.ok || !address?.ok) return undefined;
  const call = new CheckCall((promise) => context.waitUntil(promise));
  const token = findBearerToken(request.headers);
  const decision = decisionPoint.allowHeld(token, account.value, address.value, call);
  if (!decision) return undefined;
  // Response.json, and a Headers made before, take twice as long.
  const headers = { 'Content-Type': 'application/json', ...headersOf(crypto.randomUUID()) };
  return new Response(JSON.stringify(decision), { headers });
}

function findQuestion(url: string): { account: string; address: string } | undefined {
  const match = QUESTION.exec(url);
  const account = match?.[1] ?? match?.[4];
  const address = match?.[2] ?? match?.[3];
  if (account === undefined || address === undefined) return undefined;
  try {
    return { account: decode(account), address: decode(address) };
  } catch {
    return undefined;
  }
}

/** Nearly all there is to decode is the at sign of a login. */
function decode(text: string): string {
  const decoded = text.replace('%40', '@');
  return decoded.includes('%') ? decodeURIComponent(text) : decoded;
}

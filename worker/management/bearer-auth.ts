/**
 * Finds out who makes a management call. The object that issued the token verifies it, so a revoked token stops
 * working at once.
 */
import { createMiddleware } from 'hono/factory';
import { parseAccountId } from '../../shared/account-id.ts';
import type * as api from '../../shared/api.ts';
import { problem } from '../../shared/problem.ts';
import { CheckCall } from '../platform/check-call.ts';
import { directoryOf } from '../platform/objects.ts';
import { findObjectId } from '../replicas/edge-replicas.ts';
import { authenticationProblem } from '../tokens/failed-authentications.ts';
import { findBearerToken } from '../tokens/header-token.ts';
import { isOperatorToken } from '../tokens/operator-token.ts';
import { digestOf, findTokenText, type TokenText } from '../tokens/token-text.ts';
import type { AppContext, AppEnv } from './app-env.ts';
import { ProblemError } from './problem-response.ts';

export type Role = api.Session['role'];
/** What a relay token can be issued with beside its role. */
export type Right = 'copies';

/** The session of the operator. Histories need an id for it, and the secret itself has none. */
const OPERATOR: api.Session = {
  role: 'operator',
  account: null,
  list: null,
  tokenId: 'operator',
  name: 'operator',
  expiresAt: null,
};

/**
 * Lets these roles through. If the path names an account or a shared list, a token must belong to it; operators may
 * use any. `right` is what the token must have been issued with.
 */
export function bearerAuth(who: readonly Role[], right?: Right) {
  return createMiddleware<AppEnv>(async function bearerAuth(c, next) {
    const session = (await authenticate(c)) ?? (await refuseAuthentication(c));
    if (!who.includes(session.role)) {
      const detail = `This is for ${who.join(', ')}; the token’s role is ${session.role}.`;
      throw new ProblemError(problem('forbidden', detail));
    }
    if (right) refuseWithout(right, session);
    refuseOther(c, session);
    c.set('session', session);
    await next();
  });
}

/**
 * A directory of version 0.2.0 does not say which rights a token has. That is no refusal: who is refused may drop the
 * copies that it holds.
 */
function refuseWithout(right: Right, session: api.Session): void {
  const has = session[right];
  if (has) return;
  const refused =
    has === undefined
      ? problem(
          'unavailable',
          'The directory can’t say yet whether the token has the right to copies.',
        )
      : problem(
          'forbidden',
          'The token has no right to copies: issue one with POST /v1/relay-tokens and "copies": true.',
        );
  throw new ProblemError(refused);
}

async function authenticate(c: AppContext): Promise<api.Session | undefined> {
  const text = findBearerToken(c.req.raw.headers);
  if (text === undefined) return undefined;
  const digest = await digestOf(text);
  if (await isOperatorToken(c.get('decisionPoint').configuration, digest)) return OPERATOR;
  const token = findTokenText(text);
  if (!token || !(await mayStand(c, token))) return undefined;
  const session = await authenticateAtIssuer(c, token, digest);
  if (!session) c.get('decisionPoint').failures.rememberText(text, Date.now());
  return session ?? undefined;
}

/**
 * Decides whether a token may be real, before its object is asked. The edge knows the relay tokens, so invented
 * ones cause no calls of the only directory. An account's token goes to the account's object. But if the caller
 * or the text failed before, the edge checks its copies first.
 */
async function mayStand(c: AppContext, { text, objectId }: TokenText): Promise<boolean> {
  const point = c.get('decisionPoint');
  const { headers } = c.req.raw;
  const now = Date.now();
  const isSuspect = point.failures.hasFailed(text, now) || point.failures.isLimited(headers, now);
  if (objectId !== undefined && !isSuspect) return true;
  const asker = await point.verify(text, headers, new CheckCall(c.executionCtx));
  return asker.kind !== 'unauthorized';
}

async function authenticateAtIssuer(
  c: AppContext,
  { id, objectId }: TokenText,
  digest: string,
): Promise<api.Session | null> {
  if (objectId === undefined) return directoryOf(c.env).authenticate(id, digest);
  const object = findObjectId(c.env, objectId);
  const session = object ? await c.env.ACCOUNTS.get(object).authenticate(id, digest) : null;
  // An object of version 0.2.0 knows of no shared lists.
  return session && { ...session, list: session.list ?? null };
}

/** Decides whether the caller has the operator's own secret. */
export async function isOperator(c: AppContext): Promise<boolean> {
  const text = findBearerToken(c.req.raw.headers);
  const { configuration } = c.get('decisionPoint');
  return text !== undefined && isOperatorToken(configuration, await digestOf(text));
}

/** Refuses the request with 401, or with 429 if the caller has failed too often. */
export async function refuseAuthentication(c: AppContext): Promise<never> {
  const { headers } = c.req.raw;
  const isLimited = await c.get('decisionPoint').failures.count(headers, c.get('requestId'));
  throw new ProblemError(authenticationProblem(isLimited));
}

/**
 * Refuses a token of another account or of another shared list, before that is looked up. So the caller does not
 * learn whether it exists.
 */
function refuseOther(c: AppContext, session: api.Session): void {
  // The operator and the relays are of no account and of no list.
  const { list: own = null } = session;
  if (session.account === null && own === null) return;
  const { account, list } = c.req.param();
  if (account !== undefined) {
    const named = parseAccountId(account);
    if (named.ok && named.value === session.account) return;
    throw new ProblemError(problem('forbidden', 'The token is of another account.'));
  }
  if (list === undefined || list === own) return;
  throw new ProblemError(problem('forbidden', 'The token is of another shared list.'));
}

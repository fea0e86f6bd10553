/** Who makes a management call: the token is verified where it was issued, so a revoked one is dead at once. */
import { createMiddleware } from 'hono/factory';
import { parseAccountId } from '../../shared/account-id.ts';
import type * as api from '../../shared/api.ts';
import { problem } from '../../shared/problem.ts';
import { CheckCall } from '../platform/check-call.ts';
import { directoryOf } from '../platform/directory.ts';
import { findObjectId } from '../replicas/edge-replicas.ts';
import {
  authenticationProblem,
  countFailedAuthentication,
} from '../tokens/failed-authentication.ts';
import { findBearerToken } from '../tokens/header-token.ts';
import { isOperatorToken } from '../tokens/operator-token.ts';
import { digestOf, findTokenText } from '../tokens/token-text.ts';
import type { AppContext, AppEnv } from './app-env.ts';
import { ProblemError } from './problem-response.ts';

export type Role = api.Session['role'];

/** The operator's calls carry this id in histories: the secret itself has none. */
const OPERATOR: api.Session = {
  role: 'operator',
  account: null,
  tokenId: 'operator',
  name: 'operator',
  expiresAt: null,
};

/** Lets the roles through, each to its own account where the path names one; operators to all. */
export function bearerAuth(who: readonly Role[]) {
  return createMiddleware<AppEnv>(async function bearerAuth(c, next) {
    const session = (await authenticate(c)) ?? (await refuseAuthentication(c));
    if (!who.includes(session.role)) {
      const detail = `This is for ${who.join(', ')}; the token’s role is ${session.role}.`;
      throw new ProblemError(problem('forbidden', detail));
    }
    refuseOtherAccount(c, session);
    c.set('session', session);
    await next();
  });
}

async function authenticate(c: AppContext): Promise<api.Session | undefined> {
  const text = findBearerToken(c.req.raw.headers);
  if (text === undefined) return undefined;
  const digest = await digestOf(text);
  if (await isOperatorToken(c.get('decisionPoint').configuration, digest)) return OPERATOR;
  const token = findTokenText(text);
  if (!token) return undefined;
  if (token.objectId === undefined) {
    // The edge knows the relay tokens: made-up ones do not become calls of the one directory.
    const call = new CheckCall(c.executionCtx);
    const asker = await c.get('decisionPoint').verify(text, call);
    if (asker.kind === 'unauthorized') return undefined;
    const relay = await directoryOf(c.env).authenticate(token.id, digest);
    return relay ?? undefined;
  }
  const id = findObjectId(c.env, token.objectId);
  return (id && (await c.env.ACCOUNTS.get(id).authenticate(token.id, digest))) ?? undefined;
}

/** Whether the caller has the operator's own secret. */
export async function isOperator(c: AppContext): Promise<boolean> {
  const text = findBearerToken(c.req.raw.headers);
  const { configuration } = c.get('decisionPoint');
  return text !== undefined && isOperatorToken(configuration, await digestOf(text));
}

/** Refuses the request: 401, or 429 to a caller that has failed too often. */
export async function refuseAuthentication(c: AppContext): Promise<never> {
  const { headers } = c.req.raw;
  const isLimited = await countFailedAuthentication(c.env, headers, c.get('requestId'));
  throw new ProblemError(authenticationProblem(isLimited));
}

/** Refused before the account is looked for: who may not see it does not learn whether it exists. */
function refuseOtherAccount(c: AppContext, session: api.Session): void {
  const path = c.req.param('account');
  if (path === undefined || session.account === null) return;
  const account = parseAccountId(path);
  if (account.ok && account.value === session.account) return;
  throw new ProblemError(problem('forbidden', 'The token is of another account.'));
}

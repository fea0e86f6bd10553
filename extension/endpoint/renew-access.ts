/**
 * A manager's token before it ends: a new one is issued and kept, and only then the old one is revoked, by the new one.
 * Whenever that breaks off, this browser holds a good token.
 */
import type { IssuedToken, Session } from '../../shared/api.ts';
import { failure, success } from '../../shared/result.ts';
import type { Connection } from '../model/connection.ts';
import type { ApiAnswer, Trouble } from '../model/trouble.ts';
import { forgetReplacedToken, keepRenewedToken } from '../storage/connections.ts';
import { connections } from '../storage/settings.ts';
import { apiClient } from './api-client.ts';

/** The usual term of a manager's token. */
const USUAL_SECONDS = 90 * 86_400;

/** The new session. `seen` is the connection as it was looked at: another page may have renewed it since. */
export function renewAccess(seen: Pick<Connection, 'id' | 'session'>): ApiAnswer<Session> {
  return navigator.locks.request(`renewal:${seen.id}`, async () => {
    // The connection remembers one token to be revoked: the one before must not be forgotten for the next.
    await revokeReplaced(seen.id);
    const connection = (await connections.getValue()).find(({ id }) => id === seen.id);
    const account = connection?.session.account;
    if (!connection || !account) return failure({ kind: 'unreachable' } as const);
    if (connection.session.tokenId !== seen.session.tokenId) return success(connection.session);
    const issued = await issueAlike(connection, account);
    if (!issued.ok) return issued;
    const { id, name, expiresAt, token } = issued.value;
    const session = { ...connection.session, tokenId: id, name, expiresAt };
    const renewed = { ...connection, token, session };
    if (await keepRenewedToken(connection, renewed)) await revokeReplaced(seen.id);
    // Somebody has given it another token meanwhile: this one is nobody's.
    else await apiClient(renewed).revokeToken(account, id);
    return success(session);
  });
}

/** Old tokens that could not be revoked when they were renewed. */
export async function revokeAllReplaced(): Promise<void> {
  const all = await connections.getValue();
  for (const { id, replacedTokenId } of all) {
    if (replacedTokenId !== undefined) await revokeReplaced(id);
  }
}

/** Issues a token with the same term as the one before. */
async function issueAlike(connection: Connection, account: string): ApiAnswer<IssuedToken> {
  const client = apiClient(connection);
  const known = await client.tokens(account);
  if (!known.ok) return known;
  const own = known.value.tokens.find(({ id }) => id === connection.session.tokenId);
  const { name } = connection.session;
  return client.issueToken(account, {
    role: 'manager',
    name,
    expiresInSeconds: own?.expiresAt ? secondsBetween(own.createdAt, own.expiresAt) : USUAL_SECONDS,
  });
}

function secondsBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}

async function revokeReplaced(connectionId: string): Promise<void> {
  const connection = (await connections.getValue()).find(({ id }) => id === connectionId);
  const account = connection?.session.account;
  const old = connection?.replacedTokenId;
  if (!connection || !account || old === undefined) return;
  const revoked = await apiClient(connection).revokeToken(account, old);
  if (revoked.ok || isSettled(revoked.error)) await forgetReplacedToken(connectionId, old);
}

/** Another try would change nothing: it is gone, or the token by now is of another role. */
function isSettled(trouble: Trouble): boolean {
  return (
    trouble.kind === 'refused' && ['token-unknown', 'forbidden'].includes(trouble.problem.code)
  );
}

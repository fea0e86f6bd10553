/** Adds, changes, orders and forgets the connections that this browser keeps. */
import { failure, type Result, success } from '../../shared/result.ts';
import type { AwaitedConnection, Connection } from '../model/connection.ts';
import { isSamePlace } from '../model/places.ts';
import type { TestedConnection } from '../model/tested-connection.ts';
import { awaitedConnections, connections, inPlace, itemsOf, senders } from './settings.ts';

/**
 * The data that tells one connection from another: the endpoint, and the account. A null account means the operator.
 */
export interface ConnectionIdentity {
  readonly endpoint: string;
  readonly account: string | null;
}

export function identityOf({ endpoint, session }: Connection): ConnectionIdentity {
  return { endpoint, account: session.account };
}

function isSame(left: ConnectionIdentity, right: ConnectionIdentity): boolean {
  return left.endpoint === right.endpoint && left.account === right.account;
}

/** Keeps a tested connection. If there already is one for this account of this deployment, it fails with that one. */
export async function addConnection(
  { endpoint, token, session }: TestedConnection,
  imported?: Pick<AwaitedConnection, 'otherFamilyEndpoint' | 'accounts'>,
): Promise<Result<Connection, Connection>> {
  const all = await connections.getValue();
  const wanted = { endpoint, account: session.account };
  const twin = all.find((connection) => isSame(identityOf(connection), wanted));
  if (twin) return failure(twin);
  const own = session.account === null ? [] : [session.account];
  const added: Connection = {
    id: crypto.randomUUID(),
    endpoint,
    otherFamilyEndpoint: imported?.otherFamilyEndpoint ?? null,
    token,
    session,
    accounts: imported && session.account === null ? imported.accounts : own,
  };
  await connections.setValue([...all, added]);
  await forgetAwaited(wanted);
  return success(added);
}

/** Replaces the token and the session by those just tested. The caller has made sure that the account is the same. */
export async function replaceToken(
  id: string,
  { token, session }: TestedConnection,
): Promise<void> {
  await change(id, ({ replacedTokenId, ...others }) => ({
    ...others,
    token,
    session,
    // A person may have gone back to the one that is still to be revoked.
    ...(replacedTokenId !== undefined &&
      replacedTokenId !== session.tokenId && { replacedTokenId }),
  }));
}

/** In one write with what is still to be done; false where the connection has another token by now, or is gone. */
export async function keepRenewedToken(
  before: Connection,
  { token, session }: Pick<Connection, 'token' | 'session'>,
): Promise<boolean> {
  const all = await connections.getValue();
  const isSame = ({ id, token: kept }: Connection) => id === before.id && kept === before.token;
  if (!all.some(isSame)) return false;
  const replacedTokenId = before.session.tokenId;
  await connections.setValue(
    all.map((connection) =>
      isSame(connection) ? { ...connection, token, session, replacedTokenId } : connection,
    ),
  );
  return true;
}

export async function forgetReplacedToken(id: string, tokenId: string): Promise<void> {
  await change(id, (connection) => {
    const { replacedTokenId, ...others } = connection;
    return replacedTokenId === tokenId ? others : connection;
  });
}

export async function setOtherFamilyEndpoint(id: string, endpoint: string | null): Promise<void> {
  await change(id, (connection) => ({ ...connection, otherFamilyEndpoint: endpoint }));
}

/** Sets which accounts the popup and the panel offer. Only connections of operators have such a choice. */
export async function setShownAccounts(id: string, accounts: readonly string[]): Promise<void> {
  const before = (await connections.getValue()).find((connection) => connection.id === id);
  await change(id, (connection) => ({ ...connection, accounts }));
  const gone = before?.accounts.filter((account) => !accounts.includes(account)) ?? [];
  await forgetAccounts(id, gone);
}

/** Moves the connection up (-1) or down (1) by one position. A connection at the end of the list stays there. */
export async function moveConnection(id: string, by: -1 | 1): Promise<void> {
  const all = await connections.getValue();
  const from = all.findIndex((connection) => connection.id === id);
  const moved = all[from];
  const other = all[from + by];
  if (!moved || !other) return;
  await connections.setValue(all.with(from, other).with(from + by, moved));
}

/** Removes a connection and all that was kept about its accounts. The token stays valid at the deployment. */
export async function removeConnection(id: string): Promise<void> {
  const all = await connections.getValue();
  const removed = all.find((connection) => connection.id === id);
  await connections.setValue(all.filter((connection) => connection.id !== id));
  await forgetAccounts(id, removed?.accounts ?? []);
}

export async function forgetAwaited(wanted: ConnectionIdentity): Promise<void> {
  const all = await awaitedConnections.getValue();
  const left = all.filter((awaited) => !isSame(awaited, wanted));
  if (left.length < all.length) await awaitedConnections.setValue(left);
}

/** Keeps the imported connections that are neither connected nor waiting yet. Returns how many they are. */
export async function awaitConnections(imported: readonly AwaitedConnection[]): Promise<number> {
  const here = (await connections.getValue()).map(identityOf);
  const waiting = await awaitedConnections.getValue();
  const known: readonly ConnectionIdentity[] = [...here, ...waiting];
  const added = imported.filter(
    (one, index) => ![...known, ...imported.slice(0, index)].some((other) => isSame(one, other)),
  );
  await awaitedConnections.setValue([...waiting, ...added]);
  return added.length;
}

async function forgetAccounts(connectionId: string, accounts: readonly string[]): Promise<void> {
  for (const account of accounts) {
    const place = { connectionId, account };
    await inPlace(place, async () => {
      for (const item of itemsOf(place)) await item.removeValue();
      if (isSamePlace((await senders.getValue())?.place ?? null, place))
        await senders.removeValue();
    });
  }
}

async function change(id: string, to: (connection: Connection) => Connection): Promise<void> {
  const all = await connections.getValue();
  await connections.setValue(
    all.map((connection) => (connection.id === id ? to(connection) : connection)),
  );
}

/** Gives a sender or an alert the server that asked, by its name, and its login, as a client reads them. */
import type { TokenRef } from '../../../shared/api.ts';

interface AskedBy<Server extends TokenRef | null> {
  readonly login: string | null;
  readonly serverId: string | null;
  readonly server: Server;
}

/**
 * An object of version 0.2.0 names no server, which it left to its caller, and no login. One may answer during an
 * update; its servers have no name then.
 */
export function withServer<Server extends TokenRef | null, Seen extends AskedBy<Server>>(
  seen: Seen & AskedBy<Server>,
) {
  const { serverId, server, login, ...rest } = seen;
  const unnamed = serverId === null ? null : { tokenId: serverId, name: '' };
  const named = server === undefined ? (unnamed as Server) : server;
  return { ...rest, login: login ?? null, server: named };
}

/** Gives a sender or an alert the server that asked, by its name, as a client reads it. */
import type { TokenRef } from '../../../shared/api.ts';

interface AskedBy<Server extends TokenRef | null> {
  readonly serverId: string | null;
  readonly server: Server;
}

/**
 * An object of version 0.2.0 names no server: it left that to its caller. One may answer during an update; its servers
 * have no name then.
 */
export function withServer<Server extends TokenRef | null, Seen extends AskedBy<Server>>(
  seen: Seen & AskedBy<Server>,
) {
  const { serverId, server, ...rest } = seen;
  const unnamed = serverId === null ? null : { tokenId: serverId, name: '' };
  return { ...rest, server: server === undefined ? (unnamed as Server) : server };
}

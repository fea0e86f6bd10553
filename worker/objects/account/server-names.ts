/**
 * The names of the mail servers that asked. Each is known here by the id of its token, which is the account's own or a
 * relay's. A name is an ornament: nothing fails for want of one, and nothing waits long for it.
 */
import type { Token, TokenRef } from '../../../shared/api.ts';
import { withDeadline } from '../../platform/deadline.ts';

const NAMES_DEADLINE_MS = 2_000;

interface AskedBy {
  /** The id of the token that the server asked with; null where no server asked. */
  readonly serverId: string | null;
}

/** A sender or an alert with its server's name. `serverId` stays: isolates of version 0.2.0 read it. */
export type Named<Seen extends AskedBy> = Seen & {
  readonly server: Seen['serverId'] extends string ? TokenRef : TokenRef | null;
};

export class ServerNames {
  readonly #findOwn: (tokenId: string) => string | undefined;
  readonly #listRelays: () => Promise<readonly Token[]>;

  constructor(
    findOwn: (tokenId: string) => string | undefined,
    listRelays: () => Promise<readonly Token[]>,
  ) {
    this.#findOwn = findOwn;
    this.#listRelays = listRelays;
  }

  /** Reads the names once for all of these, and returns the function that adds its server's name to one of them. */
  async read(seen: readonly AskedBy[]): Promise<<Seen extends AskedBy>(one: Seen) => Named<Seen>> {
    const names = await this.#readNames(seen);
    return <Seen extends AskedBy>(one: Seen) => {
      const { serverId: tokenId } = one;
      const server = tokenId === null ? null : { tokenId, name: names.get(tokenId) ?? '' };
      return { ...one, server } as Named<Seen>;
    };
  }

  /** The name of this token's server; empty when it is not known. */
  async readOne(tokenId: string): Promise<string> {
    const names = await this.#readNames([{ serverId: tokenId }]);
    return names.get(tokenId) ?? '';
  }

  /** A token that was revoked since has no name. The directory is asked only for tokens that are not the account's. */
  async #readNames(seen: readonly AskedBy[]): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    const foreign = new Set<string>();
    for (const { serverId } of seen) {
      if (serverId === null) continue;
      const own = this.#findOwn(serverId);
      if (own === undefined) foreign.add(serverId);
      else names.set(serverId, own);
    }
    if (foreign.size === 0) return names;
    const relays = await withDeadline(this.#listRelays(), NAMES_DEADLINE_MS).catch(() => []);
    for (const { id, name } of relays) if (foreign.has(id)) names.set(id, name);
    return names;
  }
}

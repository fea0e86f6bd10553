/** What was seen or refused names the mail server's token by its id; this puts the names in. */

import { directoryOf } from '../../platform/objects.ts';
import type { AppContext } from '../app-env.ts';
import { accountObject } from './account-object.ts';

type Names = ReadonlyMap<string, string>;

/** The names of the tokens that may have asked: the account's own and the relays'. */
export async function readServerNames(c: AppContext, account: string): Promise<Names> {
  const [own, relays] = await Promise.all([
    accountObject(c, account).listTokens(),
    // A name is an ornament: without the directory the rest is still worth showing.
    directoryOf(c.env)
      .listTokens()
      .catch(() => []),
  ]);
  const tokens = own.ok ? [...own.value, ...relays] : relays;
  return new Map(tokens.map(({ id, name }) => [id, name]));
}

/** A token that was revoked since has no name any more. */
export function nameServer<Seen extends { readonly serverId: string }>(
  { serverId, ...seen }: Seen,
  names: Names,
) {
  return { ...seen, server: { tokenId: serverId, name: names.get(serverId) ?? '' } };
}

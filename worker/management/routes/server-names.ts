/** What was seen or refused names the mail server's token by its id; this puts the names in. */
import type { Token } from '../../../shared/api.ts';
import { withDeadline } from '../../platform/deadline.ts';
import { directoryOf } from '../../platform/objects.ts';
import type { AppContext } from '../app-env.ts';
import { accountObject } from './account-object.ts';

/** Whoever waits for an answer does not wait longer for the names in it. */
const NAMES_DEADLINE_MS = 2_000;

type Names = ReadonlyMap<string, string>;

/** The names of the tokens that may have asked: the account's own and the relays'. */
export async function readServerNames(c: AppContext, account: string): Promise<Names> {
  const lists = await Promise.all([
    inTime(listOwn(c, account)),
    inTime(directoryOf(c.env).listTokens()),
  ]);
  return new Map(lists.flat().map(({ id, name }) => [id, name]));
}

async function listOwn(c: AppContext, account: string): Promise<Token[]> {
  const own = await accountObject(c, account).listTokens();
  return own.ok ? own.value : [];
}

/** A name is an ornament: without it the rest is still worth showing. */
function inTime(tokens: Promise<Token[]>): Promise<Token[]> {
  return withDeadline(tokens, NAMES_DEADLINE_MS).catch(() => []);
}

/** A token that was revoked since has no name any more. */
export function nameServer<Seen extends { readonly serverId: string }>(
  { serverId, ...seen }: Seen,
  names: Names,
) {
  return { ...seen, server: { tokenId: serverId, name: names.get(serverId) ?? '' } };
}

/** Asks the directory for the accounts of a page. */
import { type AccountPlace, type AccountsFound, BY_NAME } from '../../../shared/account-search.ts';
import type { AccountPageQuery } from '../../../shared/api.ts';
import { findCanonicalDomain } from '../../../shared/login-domain.ts';
import type { Env } from '../../platform/env.ts';
import { directoryOf } from '../../platform/objects.ts';

export async function findAccounts(
  env: Env,
  { q = '', mode, suspended, sort }: AccountPageQuery,
  after: AccountPlace | undefined,
  limit: number,
): Promise<AccountsFound> {
  const directory = directoryOf(env);
  const parts = spellingsOf(q);
  if (parts.length === 0 && mode === undefined && suspended === undefined && sort === BY_NAME) {
    // The plain list is asked for in words that the directory of the release before knows, too.
    const [names, { totals }] = await Promise.all([
      directory.listAccounts(after?.account ?? '', limit),
      directory.readUsage(0),
    ]);
    return { places: names.map((account) => ({ key: 0, account })), total: totals.accounts };
  }
  return directory.findAccounts({
    parts,
    ...(mode !== undefined && { mode }),
    ...(suspended !== undefined && { suspended: suspended === 'true' }),
    sort,
    ...(after && { after }),
    limit,
  });
}

/**
 * Returns the spellings to search for: the text as a login is stored and, if its domain is beyond ASCII, the
 * text with the ASCII form of the domain. A blank text has none.
 */
function spellingsOf(text: string): string[] {
  const part = text.normalize('NFC').trim().toLowerCase().normalize('NFC');
  if (part === '') return [];
  const at = part.lastIndexOf('@') + 1;
  const domain = findCanonicalDomain(part.slice(at));
  return [...new Set([part, ...(domain === undefined ? [] : [part.slice(0, at) + domain])])];
}

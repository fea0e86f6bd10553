import type * as api from '../../../shared/api.ts';

/** What answers about an account have in common, however far its publishing has come in between. */
export function withoutPublication(body: unknown): object {
  const { publishedRevision: _, unpublishedSince: _since, ...account } = body as api.Account;
  return account;
}

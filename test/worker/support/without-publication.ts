import type * as api from '../../../shared/api.ts';

/** The part of an account's answer that does not change while its publishing goes on. */
export function withoutPublication(body: unknown): object {
  const { publishedRevision: _, unpublishedSince: _since, ...account } = body as api.Account;
  return account;
}

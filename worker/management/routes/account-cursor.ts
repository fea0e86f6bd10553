/** The end of a page of accounts: a name. If the order is by a number, that number stands before the name. */
import { describeAccountIdProblem, parseStoredAccountId } from '../../../shared/account-id.ts';
import type { AccountPlace, AccountSort } from '../../../shared/account-search.ts';
import type { AccountPageQuery } from '../../../shared/api.ts';
import { type Problem, type ProblemCode, problem } from '../../../shared/problem.ts';
import { failure, type Result, success } from '../../../shared/result.ts';
import { shorten } from '../../platform/shown-value.ts';

const NUMBERED = /^(\d{1,15}):(.+)$/s;

export function isByName(sort: AccountSort): boolean {
  return sort === 'account' || sort === '-account';
}

export function writeAccountCursor(sort: AccountSort, { key, account }: AccountPlace): string {
  return isByName(sort) ? account : `${key}:${account}`;
}

export function readAccountCursor({
  sort,
  cursor,
}: AccountPageQuery): Result<AccountPlace | undefined, Problem> {
  if (cursor === undefined) return success(undefined);
  const [, key = '', name = ''] = isByName(sort)
    ? [cursor, '0', cursor]
    : (NUMBERED.exec(cursor) ?? []);
  if (key === '') {
    return refuse(
      'invalid-request',
      cursor,
      'A cursor is what the page before in this order gave.',
    );
  }
  const account = parseStoredAccountId(name);
  if (account.ok) return success({ key: Number(key), account: account.value });
  return refuse('invalid-value', cursor, describeAccountIdProblem(account.error, name));
}

function refuse(code: ProblemCode, value: string, message: string): Result<never, Problem> {
  const error = { pointer: '/query/cursor', value: shorten(value), message };
  return failure(problem(code, `/query/cursor: ${message}`, [error]));
}

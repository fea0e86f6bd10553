/**
 * Accounts by a part of their login, by mode and suspension, in any order: answered from the rows that the accounts'
 * objects told, so no object is asked. Without an index: it would be written with each change of each account, and an
 * operator searches seldom. So a search reads each account's row once for the page and once for the count, at most.
 */
import type { AccountPlace, AccountSearch, AccountsFound } from '../../../shared/account-search.ts';

export const NONE_FOUND: AccountsFound = { places: [], total: 0 };

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** A number that was not told yet counts as 0: an account without a check was last asked about before all others. */
const KEYS = {
  account: '0',
  count: 'a.entry_count',
  // Raised with each word of an account, by a change or by its publication. Below 0: there was none since version 0.1.0.
  changed: 'max(a.sequence, 0)',
  lastCheckAt: `coalesce(
    CASE WHEN json_valid(u.body) THEN CAST(u.body ->> '$.lastCheckAt' AS INTEGER) END, 0)`,
} as const;

export function searchAccounts(sql: SqlStorage, search: AccountSearch): AccountsFound {
  const name = search.sort.replace('-', '') as keyof typeof KEYS;
  const isDescending = search.sort.startsWith('-');
  const wanted = all(conditionsOf(search));
  const onPage = search.after ? behind(search.after, name, isDescending) : ANY;
  const direction = isDescending ? 'DESC' : 'ASC';
  // Names go up wherever the numbers are equal.
  const order = name === 'account' ? `account ${direction}` : `key ${direction}, account`;
  const told = name === 'lastCheckAt' ? 'LEFT JOIN usage u USING (account)' : '';
  const places = sql
    .exec<{ key: number; account: string }>(
      `SELECT key, account FROM
         (SELECT ${KEYS[name]} AS key, a.account AS account FROM accounts a ${told} WHERE ${wanted.sql})
       WHERE ${onPage.sql} ORDER BY ${order} LIMIT ?`,
      ...wanted.values,
      ...onPage.values,
      search.limit,
    )
    .toArray();
  const query = `SELECT count(*) AS total FROM accounts a WHERE ${wanted.sql}`;
  return { places, total: sql.exec<{ total: number }>(query, ...wanted.values).one().total };
}

function conditionsOf({ parts, mode, suspended }: AccountSearch): Condition[] {
  // Not LIKE: a percent sign and an underscore stand for themselves.
  const named = parts.map(() => 'instr(a.account, ?) > 0').join(' OR ');
  return [
    ...(parts.length > 0 ? [{ sql: `(${named})`, values: parts }] : []),
    ...(mode === undefined ? [] : [{ sql: 'a.mode = ?', values: [mode] }]),
    ...(suspended === undefined ? [] : [{ sql: 'a.suspended = ?', values: [suspended ? 1 : 0] }]),
  ];
}

function behind(
  { key, account }: AccountPlace,
  name: keyof typeof KEYS,
  isDescending: boolean,
): Condition {
  const isBehind = isDescending ? '<' : '>';
  if (name === 'account') return { sql: `account ${isBehind} ?`, values: [account] };
  return {
    sql: `(key ${isBehind} ? OR (key = ? AND account > ?))`,
    values: [key, key, account],
  };
}

const ANY: Condition = { sql: '1', values: [] };

function all(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return ANY;
  return {
    sql: conditions.map((condition) => condition.sql).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

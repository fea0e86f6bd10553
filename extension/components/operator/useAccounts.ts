import { useEffect, useRef, useState } from 'preact/hooks';
import type { Account } from '../../../shared/api.ts';
import type { ListedAccount } from '../../model/listed-account.ts';
import type { Trouble } from '../../model/trouble.ts';
import type { AccountCalls } from './account-calls.ts';

/**
 * Reads the accounts of a deployment page by page. If a later page can't be read, the accounts of the earlier pages
 * stay.
 */
export function useAccounts(client: AccountCalls) {
  const [accounts, setAccounts] = useState<readonly ListedAccount[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const latest = useRef(client);
  latest.current = client;

  const read = async (from: string | null) => {
    const answer = await client.accounts(from);
    if (latest.current !== client) return;
    setTrouble(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const page = answer.value;
    const names = new Set(page.accounts.map(({ account }) => account));
    // An account that was created in the meantime may be on this page, too. It must not be listed twice.
    const isElsewhere = ({ account }: ListedAccount) => !names.has(account);
    setAccounts((known) => [
      ...(from === null ? [] : (known ?? []).filter(isElsewhere)),
      ...page.accounts,
    ]);
    setCursor(page.cursor);
  };
  useEffect(() => {
    void read(null);
  }, [client]);

  /** Puts a changed account at its place in the order of names. */
  const keep = (account: Account) =>
    setAccounts((known) =>
      [...(known ?? []).filter((other) => other.account !== account.account), account].sort(
        (left, right) => (left.account < right.account ? -1 : 1),
      ),
    );
  const forget = (name: string) =>
    setAccounts((known) => (known ?? []).filter(({ account }) => account !== name));

  return {
    accounts,
    trouble,
    hasMore: cursor !== null,
    loadMore: () => read(cursor),
    /** Reads again from the cursor, or from the first page if nothing was read yet. */
    retry: () => read(accounts === null ? null : cursor),
    keep,
    forget,
  };
}

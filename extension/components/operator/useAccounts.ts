import { useEffect, useRef, useState } from 'preact/hooks';
import type { Account } from '../../../shared/api.ts';
import type { ListedAccount } from '../../model/listed-account.ts';
import type { Trouble } from '../../model/trouble.ts';
import type { AccountCalls } from './account-calls.ts';

/** The accounts of a deployment, a page at a time; those last read stay when reading on fails. */
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
    // One that was made meanwhile may be on this page, too.
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

  /** What a change has answered, in the place where it belongs. */
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
    /** From the first page on, where nothing was read yet. */
    retry: () => read(accounts === null ? null : cursor),
    keep,
    forget,
  };
}

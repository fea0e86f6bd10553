import { useEffect, useRef, useState } from 'preact/hooks';
import type { Account } from '../../../shared/api.ts';
import {
  arrangeAccounts,
  needsEveryPage,
  queryOf,
  type SoughtAccounts,
} from '../../model/account-search.ts';
import {
  addPage,
  type FoundAccounts,
  forgetAccount,
  keepAccount,
  withChanged,
} from '../../model/found-accounts.ts';
import type { Trouble } from '../../model/trouble.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import type { AccountCalls } from './account-calls.ts';

/**
 * Reads the accounts that match a search, page by page. The accounts of the last search stay until the answer comes,
 * and also if the call fails. A late answer to an earlier search is ignored.
 */
export function useAccounts(client: AccountCalls, search: SoughtAccounts) {
  const [found, setFound] = useState<FoundAccounts | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  /** The number of accounts that were read so far. Null while nothing is being read. */
  const [readSoFar, setReadSoFar] = useState<number | null>(0);
  const [canSearch, setCanSearch] = useState(true);
  const searches = useRef(true);
  const latest = useRef<symbol | null>(null);
  /** The accounts that were changed since the present reading began. */
  const changed = useRef<Account[]>([]);

  const noteOlder = () => {
    searches.current = false;
    setCanSearch(false);
  };

  const read = async (from: FoundAccounts | null) => {
    const turn = Symbol('turn');
    latest.current = turn;
    changed.current = [];
    let known = from;
    let isDone = false;
    while (!isDone) {
      setReadSoFar(known?.accounts.length ?? 0);
      const asked = searches.current;
      const answer = await client.accounts(queryOf(search, asked), known?.cursor ?? null);
      if (latest.current !== turn) return;
      if (answer.ok) {
        if (answer.value.total === undefined) noteOlder();
        known = addPage(known, answer.value, search);
        const isWhole = needsEveryPage(search, searches.current);
        isDone = !isWhole || known.cursor === null;
        if (isDone) setFound(withChanged(isWhole ? arrange(known) : known, changed.current));
        setTrouble(null);
      } else if (asked && isRefusal(answer.error, 'invalid-request')) {
        // A Worker before 0.3.0 refuses a search. It can still be asked for all accounts.
        noteOlder();
        known = null;
      } else {
        setTrouble(answer.error);
        isDone = true;
      }
    }
    setReadSoFar(null);
  };
  useEffect(() => {
    searches.current = true;
    setCanSearch(true);
  }, [client]);
  useEffect(() => {
    void read(null);
  }, [client, search]);

  const isReading = readSoFar !== null;
  return {
    found,
    trouble,
    canSearch,
    readSoFar,
    isReading,
    /** Reads the next page, if there is one and nothing else is being read. */
    readMore: () => {
      if (!isReading && trouble === null && found?.search === search && found.cursor !== null) {
        void read(found);
      }
    },
    /** Reads on after a failure. Without a failure, it reads the first page anew. */
    reload: () => read(trouble !== null && found?.search === search ? found : null),
    keep: (account: Account) => {
      changed.current.push(account);
      setFound((known) => known && keepAccount(known, account));
    },
    forget: (name: string) => setFound((known) => known && forgetAccount(known, name)),
  };
}

function arrange(known: FoundAccounts): FoundAccounts {
  const accounts = arrangeAccounts(known.accounts, known.search);
  return { ...known, accounts, total: accounts.length };
}

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Account } from '../../../shared/api.ts';
import type { Abilities } from '../../model/abilities.ts';
import { ALL_ACCOUNTS, isSearch, needsEveryPage } from '../../model/account-search.ts';
import type { Connection } from '../../model/connection.ts';
import { isReadableAccount } from '../../model/listed-account.ts';
import { nameDeployment } from '../../wording/deployment.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import type { ListCalls } from '../lists/list-calls.ts';
import { Notice } from '../Notice.tsx';
import type { PageServices } from '../options/page-services.ts';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useSettled } from '../useSettled.ts';
import { AccountPane } from './AccountPane.tsx';
import { AccountsList } from './AccountsList.tsx';
import type { AccountCalls } from './account-calls.ts';
import { CreatePane } from './CreatePane.tsx';
import { NoAccounts } from './NoAccounts.tsx';
import { SearchBar } from './SearchBar.tsx';
import { useAccounts } from './useAccounts.ts';
import { usePane } from './usePane.ts';
import { useShown } from './useShown.ts';

/** The part beside the list, or over it: an account, or the form for a new one. */
type Pane = { readonly kind: 'account'; readonly name: string } | { readonly kind: 'create' };

/** The pause in typing after which the endpoint is asked. */
const PAUSE_MS = 250;

export interface AccountsViewProps {
  readonly connection: Connection;
  readonly abilities: Abilities;
  readonly client: AccountCalls;
  readonly lists: ListCalls;
  /** Sets the accounts that the popup and the panel offer. */
  readonly onShow: (accounts: readonly string[]) => Promise<void>;
  readonly page: PageServices;
}

interface ReadAccountsProps extends AccountsViewProps {
  /** The accounts are read again whenever this changes. */
  readonly since: number;
}

/** The accounts of a deployment. One of them opens beside the list, or over it where room is short. */
export function AccountsView(props: ReadAccountsProps) {
  const { connection, abilities, client, lists, onShow, page, since } = props;
  const endpoint = nameDeployment(connection.endpoint);
  const [typed, setTyped] = useState(ALL_ACCOUNTS);
  const text = useSettled(typed.text, PAUSE_MS);
  const { state, order } = typed;
  const search = useMemo(() => ({ text, state, order }), [text, state, order]);
  const accounts = useAccounts(client, search);
  const { found, trouble, canSearch, readSoFar, isReading } = accounts;
  useEffect(() => {
    if (since > 0) void accounts.reload();
  }, [since]);
  const field = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  /** An opened account stays open when another search does not find it. */
  const [opened, setOpened] = useState<Account | null>(null);
  const show = useShown(connection, onShow);

  const isListed = (name: string) => found?.accounts.some(({ account }) => account === name);
  const { pane, open, close } = usePane<Pane>('pane', (closed) => {
    if (closed.kind === 'account' && isListed(closed.name)) setWanted(closed.name);
    else field.current?.focus();
  });
  const current = found?.accounts.find(
    ({ account }) => pane?.kind === 'account' && account === pane.name,
  );
  useEffect(() => {
    if (current && isReadableAccount(current)) setOpened(current);
  }, [current]);
  const take = (account: Account, said: string) => {
    accounts.keep(account);
    setOpened(account);
    page.say(said);
  };
  const remove = async (name: string) => {
    accounts.forget(name);
    if (connection.accounts.includes(name)) await show(name, false);
    page.say(t('operator.deleted', [name]));
    close();
  };
  const openAccount = (name: string) => {
    page.say('');
    open({ kind: 'account', name });
  };

  return (
    <div class={pane ? 'split open' : 'split'}>
      <div class="split-list" aria-busy={isReading}>
        <SearchBar
          search={typed}
          canSearch={canSearch}
          count={wordFound(found?.total ?? found?.accounts.length, readSoFar, search)}
          isReading={isReading}
          field={field}
          onSearch={setTyped}
          onReload={() => void accounts.reload()}
          onCreate={() => open({ kind: 'create' })}
        />
        {connection.accounts.length === 0 && found !== null && found.accounts.length > 0 && (
          <div class="panel-notice">
            <Notice tone="warn">{t('operator.noneShown')}</Notice>
          </div>
        )}
        {!canSearch && needsEveryPage(typed, canSearch) && (
          <div class="panel-notice">
            <Notice tone="off">{t('operator.older')}</Notice>
          </div>
        )}
        {trouble && (
          <div class="panel-notice">
            <TroubleNotice
              trouble={trouble}
              endpoint={endpoint}
              onRetry={() => void accounts.reload()}
            />
          </div>
        )}
        {found && found.accounts.length > 0 ? (
          <AccountsList
            found={found}
            shown={connection.accounts}
            opened={pane?.kind === 'account' ? pane.name : null}
            wanted={wanted}
            onFound={() => setWanted(null)}
            onMore={accounts.readMore}
            onOpen={openAccount}
            onShow={(account, isShown) => void show(account, isShown)}
          />
        ) : (
          <NoAccounts
            isRead={found !== null}
            isSearch={found !== null && isSearch(found.search)}
            onAll={() => {
              setTyped({ ...ALL_ACCOUNTS, order });
              field.current?.focus();
            }}
          />
        )}
      </div>
      {pane?.kind === 'create' && (
        <CreatePane
          endpoint={endpoint}
          abilities={abilities}
          onCreate={client.createAccount}
          onCreated={(account) => {
            take(
              account,
              t(account.suspended ? 'operator.createdSuspended' : 'operator.created', [
                account.account,
              ]),
            );
            open({ kind: 'account', name: account.account });
          }}
          onClose={close}
        />
      )}
      {pane?.kind === 'account' && (
        <AccountPane
          key={pane.name}
          account={
            current ??
            (opened?.account === pane.name ? opened : { account: pane.name, unreadable: true })
          }
          connection={connection}
          client={client}
          lists={lists}
          onChanged={take}
          onDeleted={remove}
          onRetry={() => void accounts.reload()}
          onClose={close}
          page={page}
        />
      )}
    </div>
  );
}

/** Says how many accounts there are. While all of them have to be read, it says how far that is. */
function wordFound(
  total: number | undefined,
  readSoFar: number | null,
  search: Parameters<typeof isSearch>[0],
): string {
  if (readSoFar !== null && readSoFar > 0 && search.order === 'alerts') {
    return t('operator.readSoFar', [wordNumber(readSoFar)]);
  }
  if (total === undefined) return '';
  return isSearch(search) ? t('operator.foundCount', total) : t('operator.count', total);
}

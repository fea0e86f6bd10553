import { useState } from 'preact/hooks';
import type { Account } from '../../../shared/api.ts';
import type { Connection } from '../../model/connection.ts';
import { isReadableAccount, type ListedAccount } from '../../model/listed-account.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Choice } from '../Choice.tsx';
import { Notice } from '../Notice.tsx';
import type { PageServices } from '../options/page-services.ts';
import { Spinner } from '../Spinner.tsx';
import { TextField } from '../TextField.tsx';
import { useNow } from '../useNow.ts';
import { useUnderWay } from '../useUnderWay.ts';
import { AccountDetails } from './AccountDetails.tsx';
import { AccountRow } from './AccountRow.tsx';
import type { AccountCalls } from './account-calls.ts';
import { noteOf } from './account-settings.ts';
import { ACCOUNT_ORDERS, type AccountOrder, sortAccounts } from './arrange-accounts.ts';
import { UnreadableRow } from './UnreadableRow.tsx';

interface AccountsListProps {
  readonly accounts: readonly ListedAccount[];
  readonly shown: readonly string[];
  readonly hasMore: boolean;
  readonly connection: Connection;
  readonly client: AccountCalls;
  readonly onMore: () => Promise<void>;
  readonly onShow: (account: string, isShown: boolean) => Promise<void>;
  /** Takes over a changed account. `said` is the message about the change. */
  readonly onChanged: (account: Account, said: string) => void;
  readonly onDeleted: (account: string) => Promise<void>;
  readonly page: PageServices;
}

export function AccountsList(props: AccountsListProps) {
  const { accounts, shown, hasMore, connection, client, onMore, onShow } = props;
  const [wanted, setWanted] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const { underWay, run } = useUnderWay();
  const [order, setOrder] = useState<AccountOrder>('name');
  const now = useNow(60_000);
  const found = sortAccounts(accounts, order).filter((account) => isWanted(account, wanted));
  return (
    <div class="stack">
      {shown.length === 0 && <Notice tone="warn">{t('operator.noneShown')}</Notice>}
      <TextField label={t('operator.search')} type="search" value={wanted} onInput={setWanted} />
      <div class="row">
        <Choice
          label={t('panel.order')}
          value={order}
          values={ACCOUNT_ORDERS}
          word={wordOrder}
          onChange={setOrder}
        />
      </div>
      <table class="accounts">
        <thead>
          <tr>
            <th scope="col">{t('options.account')}</th>
            <th scope="col">{t('operator.columnList')}</th>
            <th scope="col">{t('operator.columnShown')}</th>
          </tr>
        </thead>
        {found.map((account) => {
          if (!isReadableAccount(account)) {
            return (
              <tbody key={account.account}>
                <UnreadableRow {...account} />
              </tbody>
            );
          }
          const isOpen = opened === account.account;
          return (
            <tbody key={account.account}>
              <AccountRow
                account={account}
                now={now}
                isOpen={isOpen}
                isShown={shown.includes(account.account)}
                onToggle={() => setOpened(isOpen ? null : account.account)}
                onShow={(isShown) => void onShow(account.account, isShown)}
              />
              {isOpen && (
                <tr>
                  <td colSpan={3}>
                    <AccountDetails
                      account={account}
                      connection={connection}
                      client={client}
                      onChanged={props.onChanged}
                      onDeleted={props.onDeleted}
                      page={props.page}
                    />
                  </td>
                </tr>
              )}
            </tbody>
          );
        })}
      </table>
      <div class="row wrap spread">
        <span class="small soft" role="status">
          {found.length === 0 ? t('operator.noMatch') : t('operator.loaded', accounts.length)}
        </span>
        <span class="row">
          {underWay && <Spinner />}
          {hasMore && <Button onClick={() => void run(onMore)}>{t('operator.more')}</Button>}
        </span>
      </div>
    </div>
  );
}

const ORDERS = {
  name: 'operator.orderName',
  'last-check': 'operator.orderLastCheck',
  alerts: 'operator.orderAlerts',
  entries: 'operator.orderEntries',
} as const satisfies Record<AccountOrder, string>;

function wordOrder(order: AccountOrder): string {
  return t(ORDERS[order]);
}

function isWanted(account: ListedAccount, wanted: string): boolean {
  const text = wanted.normalize('NFC').trim().toLowerCase();
  const note = isReadableAccount(account) ? noteOf(account) : '';
  return account.account.includes(text) || note.toLowerCase().includes(text);
}

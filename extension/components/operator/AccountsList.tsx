import { useState } from 'preact/hooks';
import type { Account } from '../../../shared/api.ts';
import type { ApiClient } from '../../api-client.ts';
import type { Connection } from '../../settings.ts';
import { t } from '../../translate.ts';
import { Button } from '../Button.tsx';
import { Field } from '../Field.tsx';
import { Notice } from '../Notice.tsx';
import type { PageServices } from '../options/page-services.ts';
import { useUnderWay } from '../options/useUnderWay.ts';
import { Spinner } from '../Spinner.tsx';
import { AccountDetails } from './AccountDetails.tsx';
import { AccountRow } from './AccountRow.tsx';

interface AccountsListProps {
  readonly accounts: readonly Account[];
  readonly shown: readonly string[];
  readonly hasMore: boolean;
  readonly connection: Connection;
  readonly client: ApiClient;
  readonly onMore: () => Promise<void>;
  readonly onShow: (account: string, isShown: boolean) => Promise<void>;
  /** With what to say of it. */
  readonly onChanged: (account: Account, said: string) => void;
  readonly onDeleted: (account: string) => Promise<void>;
  readonly page: PageServices;
}

export function AccountsList(props: AccountsListProps) {
  const { accounts, shown, hasMore, connection, client, onMore, onShow } = props;
  const [wanted, setWanted] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const { underWay, run } = useUnderWay();
  const found = accounts.filter((account) => isWanted(account, wanted));
  return (
    <div class="stack">
      {shown.length === 0 && <Notice tone="warn">{t('operator.noneShown')}</Notice>}
      <Field label={t('operator.search')}>
        {(attributes) => (
          <input
            {...attributes}
            class="input"
            type="search"
            value={wanted}
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
        )}
      </Field>
      <table class="accounts">
        <thead>
          <tr>
            <th scope="col">{t('options.account')}</th>
            <th scope="col">{t('operator.columnList')}</th>
            <th scope="col">{t('operator.columnShown')}</th>
          </tr>
        </thead>
        {found.map((account) => {
          const isOpen = opened === account.account;
          return (
            <tbody key={account.account}>
              <AccountRow
                account={account}
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

function isWanted({ account, note }: Account, wanted: string): boolean {
  const text = wanted.normalize('NFC').trim().toLowerCase();
  return account.includes(text) || note.toLowerCase().includes(text);
}

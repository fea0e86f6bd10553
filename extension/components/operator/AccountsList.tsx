import type { FoundAccounts } from '../../model/found-accounts.ts';
import type { ListedAccount } from '../../model/listed-account.ts';
import { t } from '../../wording/translate.ts';
import { LongList } from '../LongList.tsx';
import { useNow } from '../useNow.ts';
import { AccountRow } from './AccountRow.tsx';

interface AccountsListProps {
  readonly found: FoundAccounts;
  /** The names of the accounts that popup and panel offer. */
  readonly shown: readonly string[];
  readonly opened: string | null;
  /** The name of the account that takes the focus. */
  readonly wanted: string | null;
  readonly onFound: () => void;
  readonly onMore: () => void;
  readonly onOpen: (account: string) => void;
  readonly onShow: (account: string, isShown: boolean) => void;
}

const nameOf = ({ account }: ListedAccount) => account;

export function AccountsList(props: AccountsListProps) {
  const { found, shown, opened, wanted, onOpen, onShow } = props;
  const { text, state, order } = found.search;
  const now = useNow(60_000);
  return (
    <>
      {/* Each row says all of this by itself, for whoever does not see the columns. */}
      <div class="columns soft small" aria-hidden="true">
        <div class="account-columns">
          <span>{t('options.account')}</span>
          <span>{t('operator.columnList')}</span>
          <span>{t('operator.columnEntries')}</span>
          <span>{t('operator.columnCheck')}</span>
          <span>{t('operator.columnAlerts')}</span>
        </div>
        <span class="account-shown">{t('operator.columnShown')}</span>
      </div>
      <LongList
        label={t('operator.accountsLabel')}
        items={found.accounts}
        total={found.total}
        arrangement={`${state} ${order} ${text}`}
        keyOf={nameOf}
        factsOf={({ account }) => ({
          now,
          isShown: shown.includes(account),
          isOpen: account === opened,
        })}
        row={(account, facts, focus) => (
          <AccountRow
            account={account}
            {...facts}
            focus={focus}
            onOpen={() => onOpen(account.account)}
            onShow={(isShown) => onShow(account.account, isShown)}
          />
        )}
        wanted={wanted}
        onFound={props.onFound}
        onEnd={props.onMore}
      />
    </>
  );
}

import { isDomainAccount } from '../../../shared/account-id.ts';
import type { Account } from '../../../shared/api.ts';
import type { Connection } from '../../model/connection.ts';
import { isReadableAccount, type ListedAccount } from '../../model/listed-account.ts';
import { countLive } from '../../model/live-entries.ts';
import { showMode } from '../../wording/access-status.ts';
import { wordDate, wordMoment, wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Chip } from '../Chip.tsx';
import type { ListCalls } from '../lists/list-calls.ts';
import { Notice } from '../Notice.tsx';
import type { PageServices } from '../options/page-services.ts';
import { useNow } from '../useNow.ts';
import { AccountDetails } from './AccountDetails.tsx';
import type { AccountCalls } from './account-calls.ts';
import { PaneFrame } from './PaneFrame.tsx';

interface AccountPaneProps {
  readonly account: ListedAccount;
  readonly connection: Connection;
  readonly client: AccountCalls;
  readonly lists: ListCalls;
  /** Takes over a changed account. `said` is the message about the change. */
  readonly onChanged: (account: Account, said: string) => void;
  readonly onDeleted: (account: string) => Promise<void>;
  readonly onRetry: () => void;
  readonly onClose: () => void;
  readonly page: PageServices;
}

/** One account: how it stands, and everything that an operator can do with it. */
export function AccountPane({ account, onRetry, onClose, ...rest }: AccountPaneProps) {
  return (
    <PaneFrame title={account.account} back={t('operator.back')} takesFocus onClose={onClose}>
      {isReadableAccount(account) ? (
        <>
          <AccountFacts account={account} />
          <AccountDetails account={account} {...rest} />
        </>
      ) : (
        <Notice tone="warn">
          {t('operator.unreadable')}{' '}
          <Button kind="link" onClick={onRetry}>
            {t('words.retry')}
          </Button>
        </Notice>
      )}
    </PaneFrame>
  );
}

function AccountFacts({ account }: { readonly account: Account }) {
  const { account: name, mode, suspended, limit, lastCheckAt, alerts, createdAt } = account;
  const now = useNow(60_000);
  const entries = t('operator.entriesLabel', [
    wordNumber(countLive(account, now)),
    wordNumber(limit),
  ]);
  return (
    <div>
      <p class="row wrap">
        <Chip {...showMode(mode, suspended)} />
        {alerts > 0 && <Chip tone="no" sign="!" word={t('operator.alerts', alerts)} />}
      </p>
      <p class="small soft account-facts">
        {entries}
        {' · '}
        {lastCheckAt === null
          ? t('operator.neverChecked')
          : t('operator.lastCheck', [wordMoment(lastCheckAt, now)])}
        {' · '}
        {t('operator.createdOn', [wordDate(createdAt)])}
      </p>
      {isDomainAccount(name) && (
        <p class="small">{t('operator.decidesForDomain', [name.slice(1)])}</p>
      )}
    </div>
  );
}

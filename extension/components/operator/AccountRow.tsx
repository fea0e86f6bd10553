import { isDomainAccount } from '../../../shared/account-id.ts';
import type { Account } from '../../../shared/api.ts';
import { findAttached } from '../../model/attached-list.ts';
import { isReadableAccount, type ListedAccount } from '../../model/listed-account.ts';
import { countLive } from '../../model/live-entries.ts';
import { showMode, showStatus } from '../../wording/access-status.ts';
import { wordFacts } from '../../wording/series.ts';
import { wordMoment, wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Chip } from '../Chip.tsx';
import type { RowFocus } from '../LongList.tsx';
import { noteOf } from './account-settings.ts';

interface AccountRowProps {
  readonly account: ListedAccount;
  readonly now: number;
  readonly isOpen: boolean;
  readonly isShown: boolean;
  readonly focus: RowFocus;
  readonly onOpen: () => void;
  readonly onShow: (isShown: boolean) => void;
}

/** An account in the list: what its list does, and what is worth a look. Where there is room, it has columns. */
export function AccountRow(props: AccountRowProps) {
  const { account, now, isOpen, isShown, focus, onOpen, onShow } = props;
  const name = account.account;
  const isReadable = isReadableAccount(account);
  const note = isReadable ? noteOf(account) : '';
  return (
    <>
      <button
        type="button"
        class="entry account"
        data-account={name}
        title={note === '' ? name : `${name}\n${note}`}
        aria-current={isOpen ? 'true' : undefined}
        {...focus}
        onClick={onOpen}
      >
        <span class="account-name cut">
          {name}
          {isDomainAccount(name) && <span class="domain soft"> {t('operator.wholeDomain')}</span>}
        </span>
        <span class="account-note cut soft">{note}</span>
        <span class="account-state">
          <Chip
            {...(isReadable ? showMode(account.mode, account.suspended) : showStatus('trouble'))}
          />
        </span>
        {isReadable && <AccountFigures account={account} now={now} />}
      </button>
      <label class="account-shown" title={t('operator.shown', [name])}>
        <input
          type="checkbox"
          aria-label={t('operator.shown', [name])}
          checked={isShown}
          {...focus}
          onChange={(event) => onShow(event.currentTarget.checked)}
        />
      </label>
    </>
  );
}

function AccountFigures({ account, now }: { readonly account: Account; readonly now: number }) {
  const { limit, lastCheckAt, alerts } = account;
  const numbers: [string, string] = [wordNumber(countLive(account, now)), wordNumber(limit)];
  const at = lastCheckAt === null ? null : wordMoment(lastCheckAt, now);
  const included = findAttached(account)?.length ?? 0;
  const lists = included > 0 && t('operator.includedLists', included);
  return (
    <>
      <span class="account-entries soft">
        <span aria-hidden="true">{wordFacts(t('operator.entries', numbers), lists)}</span>
        <span class="unseen">{wordFacts(t('operator.entriesLabel', numbers), lists)}</span>
      </span>
      <span class="account-check soft cut">
        {/* Where room is short, and below the heading of a column, the time alone is enough for the eye. */}
        <span class="check-short" aria-hidden="true">
          {at ?? t('operator.never')}
        </span>
        <span class="check-long">
          {at === null ? t('operator.neverChecked') : t('operator.lastCheck', [at])}
        </span>
      </span>
      <span class="account-alerts">
        {alerts > 0 && (
          <span class="chip no">
            <span aria-hidden="true">! {wordNumber(alerts)}</span>
            <span class="unseen">{t('operator.alerts', alerts)}</span>
          </span>
        )}
      </span>
    </>
  );
}

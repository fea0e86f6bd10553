import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

interface NoAccountsProps {
  /** False until the accounts were read for the first time. */
  readonly isRead: boolean;
  readonly isSearch: boolean;
  readonly onAll: () => void;
}

/** Stands in place of the list when no account is in it. */
export function NoAccounts({ isRead, isSearch, onAll }: NoAccountsProps) {
  return (
    <div class="entries blank stack">
      {isRead && <p class="soft">{isSearch ? t('operator.noMatch') : t('operator.none')}</p>}
      {isRead && isSearch && (
        <div class="row">
          <Button onClick={onAll}>{t('operator.showAll')}</Button>
        </div>
      )}
    </div>
  );
}

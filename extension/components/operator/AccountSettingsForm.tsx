import type { Account } from '../../../shared/api.ts';
import { countLive } from '../../model/live-entries.ts';
import { serverNow } from '../../model/server-clock.ts';
import type { AccountTerms } from '../../model/terms.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { AccountSettingsFields } from './AccountSettingsFields.tsx';
import { findChange, findOwnFailMode, settingsOf } from './account-settings.ts';
import { SettingsForm } from './SettingsForm.tsx';

interface AccountSettingsFormProps {
  readonly account: Account;
  readonly endpoint: string;
  readonly onSave: (settings: AccountTerms) => ApiAnswer<Account>;
  readonly onSaved: (account: Account) => void;
}

export function AccountSettingsForm(props: AccountSettingsFormProps) {
  const { account, endpoint, onSave, onSaved } = props;
  return (
    <SettingsForm
      title={t('operator.settings')}
      endpoint={endpoint}
      initial={settingsOf(account)}
      findChange={(typed) => findChange(typed, settingsOf(account))}
      onSave={onSave}
      onSaved={(saved) => {
        onSaved(saved);
        return settingsOf(saved);
      }}
      fields={(typed, onChange) => (
        <AccountSettingsFields
          typed={typed}
          live={countLive(account, serverNow())}
          withFailMode={findOwnFailMode(account) !== undefined}
          onChange={onChange}
        />
      )}
    />
  );
}

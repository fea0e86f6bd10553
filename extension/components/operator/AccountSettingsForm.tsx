import { useState } from 'preact/hooks';
import type { Account } from '../../../shared/api.ts';
import { countLive } from '../../model/live-entries.ts';
import type { AccountTerms } from '../../model/terms.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';
import { AccountSettingsFields } from './AccountSettingsFields.tsx';
import { findChange, settingsOf } from './account-settings.ts';

interface AccountSettingsFormProps {
  readonly account: Account;
  readonly endpoint: string;
  readonly onSave: (settings: AccountTerms) => ApiAnswer<Account>;
  readonly onSaved: (account: Account) => void;
}

export function AccountSettingsForm(props: AccountSettingsFormProps) {
  const { account, endpoint, onSave, onSaved } = props;
  const [typed, setTyped] = useState(settingsOf(account));
  const [said, setSaid] = useState('');
  const { trouble, underWay, send, forget } = useRequest();
  const change = findChange(typed, settingsOf(account));
  const save = (settings: AccountTerms) => {
    forget();
    if (Object.keys(settings).length === 0) return setSaid(t('operator.settingsSame'));
    void send(
      () => onSave(settings),
      (saved) => {
        setTyped(settingsOf(saved));
        onSaved(saved);
      },
    );
  };
  return (
    <Form
      class="stack inset"
      onSubmit={() => {
        if (change) save(change);
      }}
    >
      <h3>{t('operator.settings')}</h3>
      <AccountSettingsFields
        typed={typed}
        live={countLive(account, Date.now())}
        onChange={(next) => {
          setTyped(next);
          setSaid('');
        }}
      />
      <div class="row wrap">
        <Button submit disabled={change === undefined}>
          {t('operator.settingsSave')}
        </Button>
        {underWay && <Spinner />}
        <span role="status" class="small">
          {said}
        </span>
      </div>
      {trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />}
    </Form>
  );
}

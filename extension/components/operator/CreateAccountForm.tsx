import { useState } from 'preact/hooks';
import { parseAccountId } from '../../../shared/account-id.ts';
import type { Account } from '../../../shared/api.ts';
import type { AccountTerms } from '../../model/terms.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { wordAccountProblem } from '../../wording/connection.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';
import { useFirstFocus } from '../options/useFirstFocus.ts';
import { Spinner } from '../Spinner.tsx';
import { TextField } from '../TextField.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';
import { AccountSettingsFields } from './AccountSettingsFields.tsx';
import { findChange, NEW_ACCOUNT } from './account-settings.ts';

interface CreateAccountFormProps {
  readonly endpoint: string;
  readonly onCreate: (account: string, settings: AccountTerms) => ApiAnswer<Account>;
  readonly onCreated: (account: Account) => void;
}

export function CreateAccountForm({ endpoint, onCreate, onCreated }: CreateAccountFormProps) {
  const [name, setName] = useState('');
  const [settings, setSettings] = useState(NEW_ACCOUNT);
  const [error, setError] = useState<string | undefined>(undefined);
  const { trouble, underWay, send, forget } = useRequest();
  const first = useFirstFocus<HTMLInputElement>();
  const parsed = parseAccountId(name);
  const isOther = parsed.ok && parsed.value !== name.trim();
  const change = findChange(settings, NEW_ACCOUNT);
  const create = async () => {
    forget();
    if (!parsed.ok) setError(wordAccountProblem(parsed.error));
    if (!parsed.ok || !change) return undefined;
    const answer = await onCreate(parsed.value, change);
    if (answer.ok || !isRefusal(answer.error, 'account-exists')) return answer;
    setError(t('operator.accountExists'));
    return undefined;
  };
  const finish = (account: Account) => {
    setName('');
    setSettings(NEW_ACCOUNT);
    onCreated(account);
  };
  return (
    <Form class="stack" onSubmit={() => void send(create, finish)}>
      <TextField
        label={t('options.account')}
        hint={isOther ? t('operator.accountKept', [parsed.value]) : t('operator.accountHint')}
        error={error}
        ref={first}
        exact
        value={name}
        onInput={(text) => {
          setName(text);
          setError(undefined);
        }}
      />
      <AccountSettingsFields typed={settings} live={0} onChange={setSettings} />
      <div class="row wrap">
        <Button submit disabled={change === undefined}>
          {t('operator.createButton')}
        </Button>
        {underWay && <Spinner />}
      </div>
      {trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />}
    </Form>
  );
}

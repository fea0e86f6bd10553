import { useState } from 'preact/hooks';
import { findDomainAccount, isDomainAccount, parseAccountId } from '../../../shared/account-id.ts';
import type { Account } from '../../../shared/api.ts';
import type { Abilities } from '../../model/abilities.ts';
import type { NewAccountTerms } from '../../model/terms.ts';
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
import { ClosedLogin } from './ClosedLogin.tsx';

interface CreateAccountFormProps {
  readonly endpoint: string;
  readonly abilities: Abilities;
  readonly onCreate: (account: string, settings: NewAccountTerms) => ApiAnswer<Account>;
  readonly onCreated: (account: Account) => void;
}

export function CreateAccountForm(props: CreateAccountFormProps) {
  const { endpoint, abilities, onCreate, onCreated } = props;
  const [name, setName] = useState('');
  const [settings, setSettings] = useState(NEW_ACCOUNT);
  const [error, setError] = useState<string | undefined>(undefined);
  /** The account of the domain that closes the login, once the endpoint has said so. */
  const [closedBy, setClosedBy] = useState<string | undefined>(undefined);
  const [isSuspended, setSuspended] = useState(false);
  const { trouble, underWay, send, forget } = useRequest();
  const first = useFirstFocus<HTMLInputElement>();
  const parsed = parseAccountId(name);
  const isOther = parsed.ok && parsed.value !== name.trim();
  const change = findChange(settings, NEW_ACCOUNT);
  const create = async (asked: NewAccountTerms) => {
    forget();
    setClosedBy(undefined);
    if (!parsed.ok) setError(wordAccountProblem(parsed.error));
    if (!parsed.ok || !change) return undefined;
    const answer = await onCreate(parsed.value, { ...change, ...asked });
    if (answer.ok) return answer;
    if (isRefusal(answer.error, 'domain-list-on')) setClosedBy(findDomainAccount(parsed.value));
    else if (isRefusal(answer.error, 'account-exists')) setError(t('operator.accountExists'));
    else return answer;
    return undefined;
  };
  const finish = (account: Account) => {
    setName('');
    setSettings(NEW_ACCOUNT);
    setSuspended(false);
    onCreated(account);
  };
  const submit = (asked: NewAccountTerms) => void send(() => create(asked), finish);
  const hint = () => {
    if (parsed.ok && isDomainAccount(parsed.value))
      return t('operator.accountOfDomain', [parsed.value.slice(1)]);
    return isOther ? t('operator.accountKept', [parsed.value]) : t('operator.accountHint');
  };
  return (
    <Form class="stack" onSubmit={() => submit(isSuspended ? { suspended: true } : {})}>
      <TextField
        label={t('options.account')}
        hint={hint()}
        error={error}
        ref={first}
        exact
        value={name}
        onInput={(text) => {
          setName(text);
          setError(undefined);
          setClosedBy(undefined);
        }}
      />
      <AccountSettingsFields
        typed={settings}
        live={0}
        withFailMode={abilities.keepsFailModes}
        onChange={setSettings}
      />
      <label class="choice row">
        <input
          type="checkbox"
          checked={isSuspended}
          onChange={(event) => setSuspended(event.currentTarget.checked)}
        />
        {t('operator.suspendedAtFirst')}
      </label>
      <div class="row wrap">
        <Button submit disabled={change === undefined}>
          {t('operator.createButton')}
        </Button>
        {underWay && <Spinner />}
      </div>
      {closedBy !== undefined && (
        <ClosedLogin
          domainAccount={closedBy}
          onSuspended={() => submit({ suspended: true })}
          onOff={() => submit({ off: true })}
        />
      )}
      {trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />}
    </Form>
  );
}

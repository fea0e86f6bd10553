import { useId, useState } from 'preact/hooks';
import type { IssuedToken } from '../../../shared/api.ts';
import { MAX_NAME_CHARACTERS } from '../../../shared/limits.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { wordRole } from '../../wording/connection.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Field } from '../Field.tsx';
import { Form } from '../Form.tsx';
import { Segmented } from '../Segmented.tsx';
import { Spinner } from '../Spinner.tsx';
import { TextField } from '../TextField.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';
import type { IssueTerms, OfferedRole, TokenActions } from './token-actions.ts';
import { defaultValidity, secondsOf, VALIDITIES, type Validity, wordValidity } from './validity.ts';

interface IssueTokenFormProps {
  readonly isShared: TokenActions['isShared'];
  readonly roles: TokenActions['roles'];
  readonly hints: TokenActions['hints'];
  readonly offersCopies: boolean;
  readonly endpoint: string;
  readonly onIssue: (terms: IssueTerms) => ApiAnswer<IssuedToken>;
  readonly onIssued: (token: IssuedToken) => void;
}

export function IssueTokenForm(props: IssueTokenFormProps) {
  const { isShared, roles, hints, offersCopies, endpoint, onIssue, onIssued } = props;
  const [role, setRole] = useState<OfferedRole>(roles[0]);
  const [name, setName] = useState('');
  /** The chosen validity. Null to use the one that fits the role. */
  const [chosen, setChosen] = useState<Validity | null>(null);
  const [isCopying, setCopying] = useState(false);
  const [isNameWrong, setNameWrong] = useState(false);
  const { trouble, underWay, send } = useRequest();
  const validity = chosen ?? defaultValidity(role);
  const asks = role === 'checker' || role === 'relay';
  const issue = () => {
    const given = name.trim();
    const isWrong = given === '' || given.length > MAX_NAME_CHARACTERS;
    setNameWrong(isWrong);
    if (isWrong) return;
    void send(
      () => {
        const copies = offersCopies && isCopying ? ({ copies: true } as const) : {};
        return onIssue({ role, name: given, ...secondsOf(validity), ...copies });
      },
      (token) => {
        setName('');
        setCopying(false);
        onIssued(token);
      },
    );
  };
  return (
    <Form class="stack" onSubmit={issue}>
      {roles.length > 1 && (
        <Segmented
          label={t('options.role')}
          value={role}
          options={roles.map((value) => ({ value, text: wordRole(value, isShared) }))}
          onChange={setRole}
        />
      )}
      <p class="small soft">{hints?.[role] ?? hintOf(role)}</p>
      <div class="pair">
        <TextField
          label={t('operator.name')}
          hint={t('operator.nameHint')}
          error={isNameWrong ? t('operator.nameWrong', [MAX_NAME_CHARACTERS]) : undefined}
          value={name}
          onInput={(text) => {
            setName(text);
            setNameWrong(false);
          }}
        />
        <Field
          label={t('operator.validity')}
          {...(asks && validity !== 'always' && { hint: t('operator.checksExpire') })}
        >
          {(attributes) => (
            <select
              {...attributes}
              class="input"
              value={validity}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setChosen(VALIDITIES.find((one) => one === value) ?? null);
              }}
            >
              {VALIDITIES.map((value) => (
                <option key={value} value={value}>
                  {wordValidity(value)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {offersCopies && <CopiesChoice chosen={isCopying} onChange={setCopying} />}
      <div class="row wrap">
        <Button submit>{t('operator.issueButton')}</Button>
        {underWay && <Spinner />}
      </div>
      {trouble && (
        <TroubleNotice trouble={trouble} endpoint={endpoint} full={t('operator.tokenLimit')} />
      )}
    </Form>
  );
}

interface CopiesChoiceProps {
  readonly chosen: boolean;
  readonly onChange: (chosen: boolean) => void;
}

/** The right to copies, which says what it lets its holder read before it is given. */
function CopiesChoice({ chosen, onChange }: CopiesChoiceProps) {
  const hint = useId();
  return (
    <div>
      <label class="choice row">
        <input
          type="checkbox"
          aria-describedby={hint}
          checked={chosen}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {t('operator.copies')}
      </label>
      <p id={hint} class="small soft">
        {t('operator.copiesHint')}
      </p>
    </div>
  );
}

const HINTS = {
  manager: 'operator.roleHintManager',
  viewer: 'operator.roleHintViewer',
  checker: 'operator.roleHintChecker',
  relay: 'operator.roleHintRelay',
} as const satisfies Record<OfferedRole, string>;

function hintOf(role: OfferedRole): string {
  return t(HINTS[role]);
}

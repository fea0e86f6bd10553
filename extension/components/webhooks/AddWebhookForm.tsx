import { useState } from 'preact/hooks';
import type { AlertKind } from '../../../shared/alert.ts';
import type { IssuedWebhook } from '../../../shared/api.ts';
import { MAX_NAME_CHARACTERS } from '../../../shared/limits.ts';
import { MAX_WEBHOOKS, WEBHOOK_FORMS, type WebhookForm } from '../../../shared/webhook.ts';
import type { WebhookTerms } from '../../model/terms.ts';
import type { ApiAnswer, Trouble } from '../../model/trouble.ts';
import { wordList } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { wordFormHint, wordKind, wordWebhookForm } from '../../wording/webhook.ts';
import { Button } from '../Button.tsx';
import { Disclosure } from '../Disclosure.tsx';
import { Form } from '../Form.tsx';
import { Segmented } from '../Segmented.tsx';
import { Spinner } from '../Spinner.tsx';
import { TextField } from '../TextField.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';
import { findUrlError, findUrlRefusal } from './judge-url.ts';

interface AddWebhookFormProps {
  /** True if there is no webhook yet, so that this form is the only thing to do. */
  readonly isFirst: boolean;
  /** The kinds of alerts that there can be. */
  readonly every: readonly AlertKind[];
  readonly endpoint: string;
  readonly onAdd: (terms: WebhookTerms) => ApiAnswer<IssuedWebhook>;
  readonly onAdded: (webhook: IssuedWebhook) => void;
}

interface Errors {
  readonly url?: string | undefined;
  readonly kinds?: string | undefined;
  readonly name?: string | undefined;
}

export function AddWebhookForm(props: AddWebhookFormProps) {
  const { isFirst, every, endpoint, onAdd, onAdded } = props;
  const [url, setUrl] = useState('');
  const [form, setForm] = useState<WebhookForm>('standard');
  const [kinds, setKinds] = useState<readonly AlertKind[]>(every);
  const [name, setName] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const { trouble, underWay, send, forget } = useRequest();
  const add = async () => {
    const typed: Errors = {
      url: findUrlError(url.trim()),
      kinds: kinds.length === 0 ? t('webhooks.kindsMissing') : undefined,
      name:
        name.trim().length > MAX_NAME_CHARACTERS
          ? t('webhooks.nameTooLong', [MAX_NAME_CHARACTERS])
          : undefined,
    };
    setErrors(typed);
    forget();
    if (typed.url ?? typed.kinds ?? typed.name) return undefined;
    const answer = await onAdd({
      url: url.trim(),
      form,
      ...(name.trim() !== '' && { name: name.trim() }),
      ...(kinds.length < every.length && { kinds }),
    });
    if (answer.ok) return answer;
    const refused = findRefusals(answer.error, url.trim());
    setErrors(refused);
    return refused.url || refused.kinds || refused.name ? undefined : answer;
  };
  const toggle = (kind: AlertKind, isWanted: boolean) => {
    setKinds(every.filter((one) => (one === kind ? isWanted : kinds.includes(one))));
    setErrors({ ...errors, kinds: undefined });
  };
  return (
    <Disclosure title={t('webhooks.add')} open={isFirst}>
      <Form class="stack" onSubmit={() => void send(add, onAdded)}>
        <TextField
          label={t('webhooks.url')}
          hint={t('webhooks.urlHint')}
          error={errors.url}
          class="input mono"
          exact
          value={url}
          onInput={(text) => {
            setUrl(text);
            setErrors({ ...errors, url: undefined });
          }}
        />
        <Segmented
          label={t('webhooks.form')}
          value={form}
          options={WEBHOOK_FORMS.map((value) => ({ value, text: wordWebhookForm(value) }))}
          onChange={setForm}
        />
        <p class="small soft">{wordFormHint(form)}</p>
        {every.length === 1 ? (
          <p class="small soft">{t('webhooks.onlyKind', [wordList(every.map(wordKind))])}</p>
        ) : (
          <fieldset class="field">
            <legend>{t('webhooks.kinds')}</legend>
            {every.map((kind) => (
              <label key={kind} class="choice row">
                <input
                  type="checkbox"
                  checked={kinds.includes(kind)}
                  onChange={(event) => toggle(kind, event.currentTarget.checked)}
                />
                {wordKind(kind)}
              </label>
            ))}
            {errors.kinds !== undefined && (
              <span role="alert" class="small field-error">
                ✕ {errors.kinds}
              </span>
            )}
          </fieldset>
        )}
        <TextField
          label={t('webhooks.name')}
          hint={t('webhooks.nameHint')}
          error={errors.name}
          value={name}
          onInput={(text) => {
            setName(text);
            setErrors({ ...errors, name: undefined });
          }}
        />
        <div class="row">
          <Button submit>{t('webhooks.submit')}</Button>
          {underWay && <Spinner />}
        </div>
        {trouble && (
          <TroubleNotice
            trouble={trouble}
            endpoint={endpoint}
            full={t('webhooks.full', [MAX_WEBHOOKS])}
          />
        )}
      </Form>
    </Disclosure>
  );
}

/** Returns the Worker's refusals by the field that they are about. */
function findRefusals(trouble: Trouble, url: string): Errors {
  if (trouble.kind !== 'refused') return {};
  const { errors } = trouble.problem;
  const at = (name: string) =>
    errors.find(({ pointer }) => pointer.startsWith(`/${name}`))?.message;
  const refused = at('url');
  return {
    url: refused === undefined ? undefined : findUrlRefusal(url, refused),
    kinds: at('kinds'),
    name: at('name'),
  };
}

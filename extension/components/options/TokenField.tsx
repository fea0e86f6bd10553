import { useState } from 'preact/hooks';
import { t } from '../../translate.ts';
import { Button } from '../Button.tsx';
import { Field } from '../Field.tsx';
import { useFirstFocus } from './useFirstFocus.ts';

interface TokenFieldProps {
  readonly token: string;
  readonly hint?: string;
  readonly error: string | undefined;
  readonly focused?: boolean;
  readonly onChange: (token: string) => void;
}

const TEXT = { type: 'text' } as const;
const PASSWORD = { type: 'password' } as const;

/** Shows the token only while a person wants to look at what they have just pasted. */
export function TokenField({ token, hint, error, focused, onChange }: TokenFieldProps) {
  const [shown, setShown] = useState(false);
  const control = useFirstFocus<HTMLInputElement>(focused ?? false);
  return (
    <Field label={t('options.token')} hint={hint ?? t('options.tokenHint')} error={error}>
      {(attributes) => (
        <div class="row">
          <input
            {...attributes}
            ref={control}
            class="input mono"
            {...(shown ? TEXT : PASSWORD)}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={token}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
          <Button
            label={shown ? t('options.hideToken') : t('options.showToken')}
            onClick={() => setShown(!shown)}
          >
            {shown ? t('options.hide') : t('options.show')}
          </Button>
        </div>
      )}
    </Field>
  );
}

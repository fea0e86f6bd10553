import { useState } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { TextField } from '../TextField.tsx';
import { useFirstFocus } from './useFirstFocus.ts';

interface TokenFieldProps {
  readonly token: string;
  readonly hint?: string;
  readonly error: string | undefined;
  readonly focused?: boolean;
  readonly onChange: (token: string) => void;
}

/** A field that hides the token. A person can show it to check what they have just pasted. */
export function TokenField({ token, hint, error, focused, onChange }: TokenFieldProps) {
  const [shown, setShown] = useState(false);
  const control = useFirstFocus<HTMLInputElement>(focused ?? false);
  return (
    <TextField
      label={t('options.token')}
      hint={hint ?? t('options.tokenHint')}
      error={error}
      ref={control}
      class="input mono"
      type={shown ? 'text' : 'password'}
      exact
      value={token}
      beside={
        <Button
          label={shown ? t('options.hideToken') : t('options.showToken')}
          onClick={() => setShown(!shown)}
        >
          {shown ? t('options.hide') : t('options.show')}
        </Button>
      }
      onInput={onChange}
    />
  );
}

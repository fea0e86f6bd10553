import { useState } from 'preact/hooks';
import type { IssuedToken } from '../../../shared/api.ts';
import { t } from '../../translate.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { Field } from '../Field.tsx';
import { useFirstFocus } from '../options/useFirstFocus.ts';

interface IssuedTokenDialogProps {
  readonly issued: IssuedToken;
  /** False where the browser did not let it. */
  readonly onCopy: (text: string) => Promise<boolean>;
  readonly onDone: () => void;
}

/** The token, until the person says that they have it: it is nowhere else, so no stray click or key takes it away. */
export function IssuedTokenDialog({ issued, onCopy, onDone }: IssuedTokenDialogProps) {
  const text = useFirstFocus<HTMLInputElement>();
  const [said, setSaid] = useState('');
  const copy = async () => {
    const copied = await onCopy(issued.token);
    if (!copied) text.current?.select();
    setSaid(copied ? t('operator.copied') : t('operator.copyFailed'));
  };
  return (
    <Dialog title={t('operator.issuedTitle', [issued.name])}>
      <div class="stack">
        <p>{t('operator.issuedText')}</p>
        <Field label={t('operator.issuedLabel')}>
          {(attributes) => (
            <input
              {...attributes}
              ref={text}
              class="input mono"
              readOnly
              value={issued.token}
              onFocus={(event) => event.currentTarget.select()}
            />
          )}
        </Field>
        <p role="status" class="one-line">
          {said}
        </p>
        <div class="row">
          <Button onClick={onDone}>{t('operator.done')}</Button>
          <Button kind="primary" onClick={() => void copy()}>
            {t('operator.copy')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../wording/translate.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Field } from './Field.tsx';

interface SecretDialogProps {
  readonly title: string;
  readonly label: string;
  readonly secret: string;
  /** False if the browser does not allow it. */
  readonly onCopy: (text: string) => Promise<boolean>;
  readonly onDone: () => void;
  /** Explains the purpose of the secret. */
  readonly children: ComponentChildren;
}

/**
 * Shows a secret until the person confirms that they have it. The secret is stored nowhere else, so no accidental
 * click or key may close the dialog.
 */
export function SecretDialog(props: SecretDialogProps) {
  const { title, label, secret, onCopy, onDone, children } = props;
  const text = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  useLayoutEffect(() => text.current?.focus(), []);
  const copy = async () => {
    const copied = await onCopy(secret);
    if (!copied) text.current?.select();
    setSaid(copied ? t('secret.copied') : t('secret.copyFailed'));
  };
  return (
    <Dialog title={title}>
      <div class="stack">
        {children}
        <Field label={label}>
          {(attributes) => (
            <input
              {...attributes}
              ref={text}
              class="input mono"
              readOnly
              value={secret}
              onFocus={(event) => event.currentTarget.select()}
            />
          )}
        </Field>
        <p role="status" class="one-line">
          {said}
        </p>
        <div class="row">
          <Button onClick={onDone}>{t('secret.done')}</Button>
          <Button kind="primary" onClick={() => void copy()}>
            {t('secret.copy')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../wording/translate.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Field } from './Field.tsx';

/** A text that has the secret in it, with what else it takes to use it. */
export interface WholeSecret {
  readonly label: string;
  readonly text: string;
  /** The texts of the buttons that copy all of it, or the secret alone. */
  readonly copy: string;
  readonly copyAlone: string;
}

interface SecretDialogProps {
  readonly title: string;
  readonly label: string;
  readonly secret: string;
  readonly whole?: WholeSecret;
  /** False where the browser did not let it. */
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
  const { title, label, secret, whole, onCopy, onDone, children } = props;
  const text = useRef<HTMLInputElement>(null);
  const wholeText = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  useLayoutEffect(() => text.current?.focus(), []);
  const copy = async (what: string, from: HTMLInputElement | HTMLTextAreaElement | null) => {
    const copied = await onCopy(what);
    if (!copied) from?.select();
    setSaid(copied ? t('secret.copied') : t('secret.copyFailed'));
  };
  const copySecret = () => void copy(secret, text.current);
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
        {whole && (
          <Field label={whole.label}>
            {(attributes) => (
              <textarea
                {...attributes}
                ref={wholeText}
                class="input mono"
                rows={6}
                // Each part in its line, as it is sent.
                wrap="off"
                readOnly
                value={whole.text}
                onFocus={(event) => event.currentTarget.select()}
              />
            )}
          </Field>
        )}
        <p role="status" class="one-line">
          {said}
        </p>
        <div class="row wrap">
          <Button onClick={onDone}>{t('secret.done')}</Button>
          {whole && <Button onClick={copySecret}>{whole.copyAlone}</Button>}
          {whole ? (
            <Button kind="primary" onClick={() => void copy(whole.text, wholeText.current)}>
              {whole.copy}
            </Button>
          ) : (
            <Button kind="primary" onClick={copySecret}>
              {t('secret.copy')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

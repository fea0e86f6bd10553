import { useEffect, useRef, useState } from 'preact/hooks';
import type { IssuedToken } from '../../../shared/api.ts';
import { sentenceGap, t } from '../../translate.ts';
import { Button } from '../Button.tsx';
import { Field } from '../Field.tsx';
import { Notice } from '../Notice.tsx';

interface IssuedTokenNoticeProps {
  readonly issued: IssuedToken;
  /** False where the browser did not let it. */
  readonly onCopy: (text: string) => Promise<boolean>;
  readonly onDone: () => void;
}

/** The token, until the person says that they have it: it is nowhere else. */
export function IssuedTokenNotice({ issued, onCopy, onDone }: IssuedTokenNoticeProps) {
  const text = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  useEffect(() => text.current?.focus(), []);
  const copy = async () => {
    const copied = await onCopy(issued.token);
    if (!copied) text.current?.select();
    setSaid(copied ? t('operator.copied') : t('operator.copyFailed'));
  };
  return (
    <Notice tone="warn">
      <div class="stack">
        <p>
          <strong class="breaking">
            {t('trouble.title', [t('operator.issuedTitle', [issued.name])])}
          </strong>
          {sentenceGap()}
          {t('operator.issuedText')}
        </p>
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
        <div class="row wrap">
          <Button kind="primary" onClick={() => void copy()}>
            {t('operator.copy')}
          </Button>
          <Button onClick={onDone}>{t('operator.done')}</Button>
          <span role="status">{said}</span>
        </div>
      </div>
    </Notice>
  );
}

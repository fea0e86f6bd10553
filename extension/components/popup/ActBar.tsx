import { useState } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { wordAct, wordSecondAct } from './act-words.ts';
import type { Act, Offer } from './offer.ts';

interface ActBarProps {
  readonly offer: Offer;
  readonly address: string;
  readonly limit: number;
  readonly disabled: boolean;
  readonly onSecond: (act: Act) => void;
  /** False if the browser does not allow it. */
  readonly onCopy: () => Promise<boolean>;
  readonly onPanel: () => void;
}

/** The one next action, which Enter triggers. If this browser can't do it, the bar says what the person can do. */
export function ActBar({ offer, address, limit, disabled, ...on }: ActBarProps) {
  const [copied, setCopied] = useState<boolean | null>(null);
  if (offer.kind === 'acts') {
    const { primary, secondary } = offer;
    return (
      <div class="acts stack">
        <Button kind="primary" wide submit disabled={disabled}>
          {wordAct(primary)} <span aria-hidden="true">⏎</span>
        </Button>
        {secondary && (
          <Button kind="link" disabled={disabled} onClick={() => on.onSecond(secondary)}>
            {wordSecondAct(secondary, primary)}
          </Button>
        )}
      </div>
    );
  }
  switch (offer.because) {
    case 'read-only':
      return (
        <div class="acts stack">
          <p>{t('popup.readOnly', [address])}</p>
          <Button kind="primary" wide onClick={() => void on.onCopy().then(setCopied)}>
            {t('popup.copy', [address])}
          </Button>
          <p role="status" class="one-line small soft">
            {copied !== null && (copied ? t('popup.copied') : t('popup.copyFailed'))}
          </p>
        </div>
      );
    case 'full':
      return (
        <div class="acts stack">
          <p>{t('popup.full', [String(limit)])}</p>
          <Button kind="primary" wide onClick={on.onPanel}>
            {t('popup.openList')}
          </Button>
        </div>
      );
    case 'listed':
    case 'suspended':
      return null;
  }
}

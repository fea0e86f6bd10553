import { useState } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import type { Offer } from './offer.ts';

interface NoActBarProps {
  readonly because: Extract<Offer, { kind: 'none' }>['because'];
  readonly address: string;
  readonly limit: number;
  /** False if the browser does not allow it. */
  readonly onCopy: () => Promise<boolean>;
  readonly onPanel: () => void;
}

/** Says what the person can do where this browser can't add its address. */
export function NoActBar({ because, address, limit, ...on }: NoActBarProps) {
  const [copied, setCopied] = useState<boolean | null>(null);
  switch (because) {
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

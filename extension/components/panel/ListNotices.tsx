import { useState } from 'preact/hooks';
import type { Allowlist } from '../../../shared/api.ts';
import type { ToldChange } from '../../model/told-change.ts';
import { t } from '../../wording/translate.ts';
import { wordNobody, wordWarnings } from '../../wording/warning.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { useNow } from '../useNow.ts';
import { hasNobody } from './consequences.ts';
import { SAID_BY_NOBODY_LEFT } from './NobodyLeft.tsx';

interface ListNoticesProps {
  readonly list: Allowlist;
  /** The last change that this page has made. */
  readonly told: ToldChange | null;
}

/** Notices about the present list, and about the change that led to it. */
export function ListNotices({ list, told }: ListNoticesProps) {
  const now = useNow(30_000);
  const [dismissed, setDismissed] = useState<ToldChange | null>(null);
  const isNobody = !list.suspended && hasNobody(list, now);
  const isNews = told !== dismissed && told?.revision === list.revision;
  const texts = isNews
    ? wordWarnings(told.warnings, list.mode, 'after', isNobody ? SAID_BY_NOBODY_LEFT : [])
    : [];
  return (
    <>
      {isNobody && (
        <div class="panel-notice">
          <Notice tone={list.mode === 'enforce' ? 'no' : 'warn'} live="status">
            {wordNobody(list.mode, 'after')}
          </Notice>
        </div>
      )}
      {texts.length > 0 && (
        <div class="panel-notice">
          <Notice tone="warn" live="status">
            {texts.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </Notice>
          <Button kind="link" label={t('panel.dismiss')} onClick={() => setDismissed(told)}>
            ✕
          </Button>
        </div>
      )}
    </>
  );
}

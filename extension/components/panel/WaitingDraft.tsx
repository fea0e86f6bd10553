import { useMemo } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { countFound } from '../add/judge-text.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';

interface WaitingDraftProps {
  readonly values: readonly string[];
  readonly onTake: () => void;
}

/**
 * Offers values that came from a page while the person was typing others. The person chooses which of them to
 * continue with.
 */
export function WaitingDraft({ values, onTake }: WaitingDraftProps) {
  const count = useMemo(() => countFound(values.join('\n')), [values]);
  return (
    <div class="panel-notice">
      <Notice tone="off" live="status">
        {t('panel.draftWaits', count)}{' '}
        <Button kind="link" onClick={onTake}>
          {t('panel.draftTake')}
        </Button>
      </Notice>
    </div>
  );
}

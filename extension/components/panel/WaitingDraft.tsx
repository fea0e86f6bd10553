import { useMemo } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { countFound } from '../add/judge-text.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';

interface WaitingDraftProps {
  readonly values: readonly string[];
  readonly onTake: () => void;
}

/** Values came from a page while others were being typed: which of them to go on with is a person’s choice. */
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

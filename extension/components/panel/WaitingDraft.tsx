import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';

interface WaitingDraftProps {
  readonly values: readonly string[];
  readonly onTake: () => void;
}

/** Values came from a page while others were being typed: which of them to go on with is a person’s choice. */
export function WaitingDraft({ values, onTake }: WaitingDraftProps) {
  return (
    <div class="panel-notice">
      <Notice tone="off" live="status">
        {t('panel.draftWaits', values.length)}{' '}
        <Button kind="link" onClick={onTake}>
          {t('panel.draftTake')}
        </Button>
      </Notice>
    </div>
  );
}

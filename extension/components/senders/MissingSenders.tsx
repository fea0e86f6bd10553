import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { useLostFocus } from '../panel/useLostFocus.ts';

interface MissingSendersProps {
  readonly count: number;
  readonly onSuggest: () => void;
}

/** Leads to suggested entries for senders who were let in but are not on the list. */
export function MissingSenders({ count, onSuggest }: MissingSendersProps) {
  const place = useLostFocus();
  return (
    <div ref={place} class="panel-notice suggest">
      <Notice tone="warn">
        {t('senders.missing', count)}{' '}
        <Button kind="link" onClick={onSuggest}>
          {t('senders.suggest')}
        </Button>
      </Notice>
    </div>
  );
}

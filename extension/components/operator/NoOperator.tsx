import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

/** Shown if no operator's token is kept. It says who has one, and who needs none. */
export function NoOperator({ onOptions }: { readonly onOptions: () => void }) {
  return (
    <main class="welcome sheet stack">
      <h1>{t('operator.noTokenTitle')}</h1>
      <p>{t('operator.noToken')}</p>
      <p>{t('operator.noTokenWhere')}</p>
      <p class="soft">{t('operator.noTokenNeeded')}</p>
      <div class="row">
        <Button kind="primary" autoFocus onClick={onOptions}>
          {t('operator.noTokenOptions')}
        </Button>
      </div>
    </main>
  );
}

import { t } from '../../translate.ts';
import { Button } from '../Button.tsx';

interface EmptyListProps {
  readonly canChange: boolean;
  readonly onAdd: () => void;
  readonly onHistory: () => void;
}

/** A list without entries is off: what that means, and the two ways to turn it on. */
export function EmptyList({ canChange, onAdd, onHistory }: EmptyListProps) {
  return (
    <div class="entries blank stack">
      <h2>{t('panel.emptyTitle')}</h2>
      <p>{t('panel.anySends')}</p>
      {canChange && (
        <>
          <p class="soft">{t('panel.emptyNext')}</p>
          <div class="row">
            <Button kind="primary" onClick={onAdd}>
              {t('panel.addFirst')}
            </Button>
            <Button onClick={onHistory}>{t('panel.restoreEarlier')}</Button>
          </div>
        </>
      )}
    </div>
  );
}

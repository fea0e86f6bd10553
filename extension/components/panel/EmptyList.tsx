import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { useLostFocus } from './useLostFocus.ts';

interface EmptyListProps {
  readonly suspended: boolean;
  readonly canChange: boolean;
  readonly onAdd: () => void;
  readonly onHistory: () => void;
}

/** Shown for a list without entries, which is always off. It says what that means and how to turn the list on. */
export function EmptyList({ suspended, canChange, onAdd, onHistory }: EmptyListProps) {
  const place = useLostFocus();
  return (
    <div ref={place} class="entries blank stack">
      <h2>{t('panel.emptyTitle')}</h2>
      {!suspended && <p>{t('panel.anySends')}</p>}
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

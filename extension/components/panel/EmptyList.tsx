import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { useLostFocus } from './useLostFocus.ts';

interface EmptyListProps {
  readonly isShared: boolean;
  readonly suspended: boolean;
  readonly canChange: boolean;
  readonly onAdd: () => void;
  readonly onHistory: () => void;
}

/**
 * Shown for a list that has no entries and includes no shared lists. It is off, unless it is a shared list itself. It
 * says what that means, and how to begin.
 */
export function EmptyList(props: EmptyListProps) {
  const { isShared, suspended, canChange, onAdd, onHistory } = props;
  const place = useLostFocus();
  return (
    <div ref={place} class="entries blank stack">
      <h2>{isShared ? t('included.empty') : t('panel.emptyTitle')}</h2>
      {!suspended && <p>{isShared ? t('included.emptyText') : t('panel.anySends')}</p>}
      {canChange && (
        <>
          {!isShared && <p class="soft">{t('panel.emptyNext')}</p>}
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

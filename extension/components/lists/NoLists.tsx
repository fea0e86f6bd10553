import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

interface NoListsProps {
  /** False until the lists were read for the first time. */
  readonly isRead: boolean;
  readonly isSearch: boolean;
  readonly onAll: () => void;
}

/** Stands in place of the shared lists when there are none. */
export function NoLists({ isRead, isSearch, onAll }: NoListsProps) {
  return (
    <div class="entries blank stack">
      {isRead && <p class="soft">{isSearch ? t('sharedLists.noMatch') : t('sharedLists.none')}</p>}
      {isRead && isSearch && (
        <div class="row">
          <Button onClick={onAll}>{t('sharedLists.showAll')}</Button>
        </div>
      )}
    </div>
  );
}

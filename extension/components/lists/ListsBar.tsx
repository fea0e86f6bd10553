import type { RefObject } from 'preact';
import { MAX_LIST_NAME_CHARACTERS } from '../../../shared/list-name.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Spinner } from '../Spinner.tsx';

interface ListsBarProps {
  readonly text: string;
  /** The number of lists, in words. */
  readonly count: string;
  readonly isReading: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onSearch: (text: string) => void;
  readonly onReload: () => void;
  /** Absent if the deployment has no shared lists. */
  readonly onCreate: (() => void) | undefined;
}

/** Above the shared lists: what to look for, and the way to a new one. */
export function ListsBar(props: ListsBarProps) {
  const { text, count, isReading, field, onSearch, onReload, onCreate } = props;
  return (
    <>
      <div class="bar">
        <input
          ref={field}
          class="input"
          type="search"
          autocomplete="off"
          spellcheck={false}
          maxLength={MAX_LIST_NAME_CHARACTERS}
          aria-label={t('sharedLists.search')}
          placeholder={t('sharedLists.search')}
          value={text}
          onInput={(event) => onSearch(event.currentTarget.value)}
        />
        {onCreate && (
          <Button kind="primary" label={t('sharedLists.create')} onClick={onCreate}>
            <span class="when-narrow">{t('operator.createButton')}</span>
            <span class="when-wide">{t('sharedLists.create')}</span>
          </Button>
        )}
      </div>
      <div class="bar thin">
        <span class="account-count soft" role="status">
          {count}
        </span>
        <Button kind="link" label={t('sharedLists.reload')} onClick={onReload}>
          ↻
        </Button>
        <span class="slot">{isReading && <Spinner />}</span>
      </div>
    </>
  );
}

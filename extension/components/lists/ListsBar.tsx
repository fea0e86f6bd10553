import type { RefObject } from 'preact';
import { MAX_LIST_NAME_CHARACTERS } from '../../../shared/list-name.ts';
import { t } from '../../wording/translate.ts';
import { FinderBar } from '../operator/FinderBar.tsx';

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
    <FinderBar
      text={text}
      maxLength={MAX_LIST_NAME_CHARACTERS}
      words={{
        search: t('sharedLists.search'),
        create: t('sharedLists.create'),
        reload: t('sharedLists.reload'),
        count,
      }}
      isReading={isReading}
      field={field}
      onSearch={onSearch}
      onReload={onReload}
      onCreate={onCreate}
    />
  );
}

import type { FoundList, FoundLists } from '../../model/shared-list.ts';
import { t } from '../../wording/translate.ts';
import { LongList } from '../LongList.tsx';
import { useNow } from '../useNow.ts';
import { SharedListRow } from './SharedListRow.tsx';

interface ListsTableProps {
  readonly found: FoundLists;
  readonly opened: string | null;
  /** The name of the list that takes the focus. */
  readonly wanted: string | null;
  readonly onFound: () => void;
  readonly onMore: () => void;
  readonly onOpen: (list: string) => void;
}

const nameOf = ({ list }: FoundList) => list;

export function ListsTable({ found, opened, wanted, onFound, onMore, onOpen }: ListsTableProps) {
  const now = useNow(60_000);
  return (
    <>
      {/* Each row says all of this by itself, for whoever does not see the columns. */}
      <div class="columns soft small" aria-hidden="true">
        <div class="account-columns shared-list">
          <span>{t('operator.name')}</span>
          <span>{t('operator.columnEntries')}</span>
          <span>{t('operator.accountsTab')}</span>
        </div>
      </div>
      <LongList
        label={t('sharedLists.tab')}
        items={found.lists}
        total={found.total}
        arrangement={found.text}
        keyOf={nameOf}
        factsOf={({ list }) => ({ now, isOpen: list === opened })}
        row={(list, facts, focus) => (
          <SharedListRow list={list} {...facts} focus={focus} onOpen={() => onOpen(list.list)} />
        )}
        wanted={wanted}
        onFound={onFound}
        onEnd={onMore}
      />
    </>
  );
}

import { listObjectName } from '../../../shared/list-name.ts';
import type { FoundList, FoundLists } from '../../model/shared-list.ts';
import { t } from '../../wording/translate.ts';
import { LongList } from '../LongList.tsx';
import { useNow } from '../useNow.ts';
import { SharedListRow } from './SharedListRow.tsx';

interface ListsTableProps {
  readonly found: FoundLists;
  /** The accounts and the places of lists that popup and panel offer. */
  readonly shown: readonly string[];
  readonly opened: string | null;
  /** The name of the list that takes the focus. */
  readonly wanted: string | null;
  readonly onFound: () => void;
  readonly onMore: () => void;
  readonly onOpen: (list: string) => void;
  readonly onShow: (list: string, isShown: boolean) => void;
}

const nameOf = ({ list }: FoundList) => list;

export function ListsTable(props: ListsTableProps) {
  const { found, shown, opened, wanted, onFound, onMore, onOpen, onShow } = props;
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
        <span class="account-shown">{t('operator.columnShown')}</span>
      </div>
      <LongList
        label={t('sharedLists.tab')}
        items={found.lists}
        total={found.total}
        arrangement={found.text}
        keyOf={nameOf}
        factsOf={({ list }) => ({
          now,
          isShown: shown.includes(listObjectName(list)),
          isOpen: list === opened,
        })}
        row={(list, facts, focus) => (
          <SharedListRow
            list={list}
            {...facts}
            focus={focus}
            onOpen={() => onOpen(list.list)}
            onShow={(isShown) => onShow(list.list, isShown)}
          />
        )}
        wanted={wanted}
        onFound={onFound}
        onEnd={onMore}
      />
    </>
  );
}

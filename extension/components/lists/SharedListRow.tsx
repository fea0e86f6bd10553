import type { SharedList } from '../../../shared/api.ts';
import { countLive } from '../../model/live-entries.ts';
import { type FoundList, isReadableList } from '../../model/shared-list.ts';
import { showStatus } from '../../wording/access-status.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Chip } from '../Chip.tsx';
import type { RowFocus } from '../LongList.tsx';
import { noteOf } from '../operator/account-settings.ts';

interface SharedListRowProps {
  readonly list: FoundList;
  readonly now: number;
  readonly isOpen: boolean;
  readonly isShown: boolean;
  readonly focus: RowFocus;
  readonly onOpen: () => void;
  readonly onShow: (isShown: boolean) => void;
}

/** A shared list among the others. Where there is room, it has columns. */
export function SharedListRow(props: SharedListRowProps) {
  const { list, now, isOpen, isShown, focus, onOpen, onShow } = props;
  const isReadable = isReadableList(list);
  const note = isReadable ? noteOf(list) : '';
  const shown = t('operator.shown', [list.list]);
  return (
    <>
      <button
        type="button"
        class="entry account shared-list"
        data-list={list.list}
        title={note === '' ? list.list : `${list.list}\n${note}`}
        aria-current={isOpen ? 'true' : undefined}
        {...focus}
        onClick={onOpen}
      >
        <span class="account-name cut">{list.list}</span>
        <span class="account-note cut soft">{note}</span>
        {isReadable ? (
          <ListFigures list={list} now={now} />
        ) : (
          <span class="account-entries">
            <Chip {...showStatus('trouble')} />
          </span>
        )}
      </button>
      <label class="account-shown" title={shown}>
        <input
          type="checkbox"
          aria-label={shown}
          checked={isShown}
          {...focus}
          onChange={(event) => onShow(event.currentTarget.checked)}
        />
      </label>
    </>
  );
}

function ListFigures({ list, now }: { readonly list: SharedList; readonly now: number }) {
  const numbers: [string, string] = [wordNumber(countLive(list, now)), wordNumber(list.limit)];
  return (
    <>
      <span class="account-entries soft">
        <span aria-hidden="true">{t('sharedLists.entries', numbers)}</span>
        <span class="unseen">{t('operator.entriesLabel', numbers)}</span>
      </span>
      <span class="list-accounts soft">{t('sharedLists.inAccounts', list.accounts)}</span>
    </>
  );
}

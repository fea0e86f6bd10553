import { useState } from 'preact/hooks';
import type { SharedList } from '../../../shared/api.ts';
import type { Connection } from '../../model/connection.ts';
import { countLive } from '../../model/live-entries.ts';
import { type FoundList, isReadableList } from '../../model/shared-list.ts';
import { nameDeployment } from '../../wording/deployment.ts';
import { wordFacts } from '../../wording/series.ts';
import { wordDate, wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { PaneFrame } from '../operator/PaneFrame.tsx';
import type { PageServices } from '../options/page-services.ts';
import { useNow } from '../useNow.ts';
import { DeleteListDialog } from './DeleteListDialog.tsx';
import { IncludingAccounts } from './IncludingAccounts.tsx';
import { ListHistory } from './ListHistory.tsx';
import { ListSettingsForm } from './ListSettingsForm.tsx';
import { ListTokens } from './ListTokens.tsx';
import type { ListCalls } from './list-calls.ts';

interface ListDetailsProps {
  readonly connection: Connection;
  readonly lists: ListCalls;
  /** Takes over a changed list. `said` is the message about the change. */
  readonly onChanged: (list: SharedList, said: string) => void;
  readonly onDeleted: (said: string) => void;
  /** True if popup and panel offer the list. */
  readonly isShown: boolean;
  readonly onShow: (isShown: boolean) => void;
  readonly page: PageServices;
}

interface ListPaneProps extends ListDetailsProps {
  readonly list: FoundList;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

/** One shared list: how it stands, and everything that an operator can do with it. */
export function ListPane({ list, onRetry, onClose, ...rest }: ListPaneProps) {
  return (
    <PaneFrame title={list.list} back={t('sharedLists.back')} takesFocus onClose={onClose}>
      {isReadableList(list) ? (
        <>
          <ListFacts list={list} />
          <ListDetails list={list} {...rest} />
        </>
      ) : (
        <Notice tone="warn">
          {t('sharedLists.unreadable')}{' '}
          <Button kind="link" onClick={onRetry}>
            {t('words.retry')}
          </Button>
        </Notice>
      )}
    </PaneFrame>
  );
}

function ListFacts({ list }: { readonly list: SharedList }) {
  const now = useNow(60_000);
  return (
    <p class="small soft">
      {wordFacts(
        t('operator.entriesLabel', [wordNumber(countLive(list, now)), wordNumber(list.limit)]),
        t('sharedLists.inAccounts', list.accounts),
        t('operator.createdOn', [wordDate(list.createdAt)]),
      )}
    </p>
  );
}

function ListDetails(props: ListDetailsProps & { readonly list: SharedList }) {
  const { list, connection, lists, onChanged, onDeleted, isShown, onShow, page } = props;
  const name = list.list;
  const endpoint = nameDeployment(connection.endpoint);
  const [isDeleting, setDeleting] = useState(false);
  return (
    <div class="stack">
      <label class="row">
        <input
          type="checkbox"
          checked={isShown}
          onChange={(event) => onShow(event.currentTarget.checked)}
        />
        {t('sharedLists.offer')}
      </label>
      <ListSettingsForm
        list={list}
        endpoint={endpoint}
        onSave={(terms) => lists.change(name, terms)}
        onSaved={(changed) => onChanged(changed, t('operator.settingsSaved'))}
      />
      <div class="row wrap">
        <Button kind="link" dangerous onClick={() => setDeleting(true)}>
          {t('sharedLists.delete')}
        </Button>
      </div>
      <ListHistory
        list={name}
        revision={list.revision}
        endpoint={endpoint}
        readPage={lists.history}
      />
      {/* They come last, since they are read only now: nothing below them moves when they are there. */}
      <IncludingAccounts
        list={name}
        count={list.accounts}
        endpoint={endpoint}
        read={lists.includers}
      />
      <ListTokens list={name} connection={connection} lists={lists} page={page} />
      {isDeleting && (
        <DeleteListDialog
          list={name}
          endpoint={endpoint}
          lists={lists}
          onDeleted={onDeleted}
          onClose={() => setDeleting(false)}
        />
      )}
    </div>
  );
}

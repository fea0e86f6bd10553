import { useEffect, useRef, useState } from 'preact/hooks';
import type { SharedList } from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import type { Connection } from '../../model/connection.ts';
import { isReadableList, soughtIn } from '../../model/shared-list.ts';
import { nameDeployment } from '../../wording/deployment.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import { t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';
import { usePane } from '../operator/usePane.ts';
import { useShown } from '../operator/useShown.ts';
import type { PageServices } from '../options/page-services.ts';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useSettled } from '../useSettled.ts';
import { CreateListPane } from './CreateListPane.tsx';
import { ListPane } from './ListPane.tsx';
import { ListsBar } from './ListsBar.tsx';
import { ListsTable } from './ListsTable.tsx';
import type { ListCalls } from './list-calls.ts';
import { NoLists } from './NoLists.tsx';
import { useLists } from './useLists.ts';

/** The part beside the lists, or over them: a list, or the form for a new one. */
type Pane = { readonly kind: 'list'; readonly name: string } | { readonly kind: 'create' };

/** The pause in typing after which the endpoint is asked. */
const PAUSE_MS = 250;

interface ListsViewProps {
  readonly connection: Connection;
  readonly lists: ListCalls;
  /** Whenever it is shown again, the lists are read again: an account may have attached one. */
  readonly isShown: boolean;
  /** Sets the accounts and lists that the popup and the panel offer. */
  readonly onShow: (accounts: readonly string[]) => Promise<void>;
  /** Called when a list is deleted. It may have been detached from accounts. */
  readonly onDeleted: () => void;
  readonly page: PageServices;
}

/** The shared lists of a deployment. One of them opens beside the others, or over them where room is short. */
export function ListsView(props: ListsViewProps) {
  const { connection, lists, isShown, onShow, onDeleted, page } = props;
  const endpoint = nameDeployment(connection.endpoint);
  const [typed, setTyped] = useState('');
  const text = useSettled(typed, PAUSE_MS);
  const { found, trouble, isReading, ...reading } = useLists(lists.find, text, isShown);
  const field = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  /** An opened list stays open when another search does not find it. */
  const [opened, setOpened] = useState<SharedList | null>(null);
  const isOlder = trouble !== null && isRefusal(trouble, 'not-found');
  const isListed = (name: string) => found?.lists.some(({ list }) => list === name);
  const { pane, open, close } = usePane<Pane>('list-pane', (closed) => {
    if (closed.kind === 'list' && isListed(closed.name)) setWanted(closed.name);
    else field.current?.focus();
  });
  const current = found?.lists.find(({ list }) => pane?.kind === 'list' && list === pane.name);
  useEffect(() => {
    if (current && isReadableList(current)) setOpened(current);
  }, [current]);
  const offer = useShown(connection, onShow);
  const take = (list: SharedList, said: string) => {
    reading.keep(list);
    setOpened(list);
    page.say(said);
  };
  return (
    <div class={pane ? 'split open' : 'split'}>
      <div class="split-list" aria-busy={isReading}>
        <h2 class="unseen">{t('sharedLists.tab')}</h2>
        <ListsBar
          text={typed}
          count={wordFound(found?.total, text)}
          isReading={isReading}
          field={field}
          onSearch={setTyped}
          onReload={() => void reading.reload()}
          onCreate={isOlder ? undefined : () => open({ kind: 'create' })}
        />
        {trouble && (
          <div class="panel-notice">
            {isOlder ? (
              <Notice tone="off">{t('sharedLists.older')}</Notice>
            ) : (
              <TroubleNotice
                trouble={trouble}
                endpoint={endpoint}
                onRetry={() => void reading.reload()}
              />
            )}
          </div>
        )}
        {found && found.lists.length > 0 ? (
          <ListsTable
            found={found}
            shown={connection.accounts}
            opened={pane?.kind === 'list' ? pane.name : null}
            wanted={wanted}
            onFound={() => setWanted(null)}
            onMore={reading.readMore}
            onOpen={(name) => {
              page.say('');
              open({ kind: 'list', name });
            }}
            onShow={(name, isOffered) => void offer(listObjectName(name), isOffered)}
          />
        ) : (
          <NoLists
            isRead={found !== null}
            isSearch={found !== null && soughtIn(found.text) !== ''}
            onAll={() => {
              setTyped('');
              field.current?.focus();
            }}
          />
        )}
      </div>
      {pane?.kind === 'create' && (
        <CreateListPane
          endpoint={endpoint}
          onCreate={lists.create}
          onCreated={(list) => {
            take(list, t('sharedLists.created', [list.list]));
            open({ kind: 'list', name: list.list });
          }}
          onClose={close}
        />
      )}
      {pane?.kind === 'list' && (
        <ListPane
          key={pane.name}
          list={
            current ?? (opened?.list === pane.name ? opened : { list: pane.name, unreadable: true })
          }
          connection={connection}
          lists={lists}
          onChanged={take}
          onDeleted={async (said) => {
            reading.forget(pane.name);
            onDeleted();
            const place = listObjectName(pane.name);
            if (connection.accounts.includes(place)) await offer(place, false);
            page.say(said);
            close();
          }}
          isShown={connection.accounts.includes(listObjectName(pane.name))}
          onShow={(isOffered) => void offer(listObjectName(pane.name), isOffered)}
          onRetry={() => void reading.reload()}
          onClose={close}
          page={page}
        />
      )}
    </div>
  );
}

function wordFound(total: number | undefined, text: string): string {
  if (total === undefined) return '';
  return soughtIn(text) === '' ? t('sharedLists.count', total) : t('sharedLists.foundCount', total);
}

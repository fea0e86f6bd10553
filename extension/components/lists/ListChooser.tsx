import { useState } from 'preact/hooks';
import { MAX_LIST_NAME_CHARACTERS } from '../../../shared/list-name.ts';
import { countLive } from '../../model/live-entries.ts';
import { serverNow } from '../../model/server-clock.ts';
import { type FoundList, isReadableList, soughtIn } from '../../model/shared-list.ts';
import { wordFacts } from '../../wording/series.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { noteOf } from '../operator/account-settings.ts';
import { ReadState } from '../ReadState.tsx';
import { TextField } from '../TextField.tsx';
import { useSettled } from '../useSettled.ts';
import type { ListCalls } from './list-calls.ts';
import { useLists } from './useLists.ts';

interface ListChooserProps {
  readonly find: ListCalls['find'];
  readonly endpoint: string;
  /** The lists that are not offered. */
  readonly without: readonly string[];
  readonly onChoose: (list: string) => void;
}

const PAUSE_MS = 250;

/** Offers the shared lists of the deployment, those whose name has the typed text. */
export function ListChooser({ find, endpoint, without, onChoose }: ListChooserProps) {
  const [typed, setTyped] = useState('');
  const text = useSettled(typed, PAUSE_MS);
  const { found, trouble, readMore, reload } = useLists(find, text);
  const offered = found?.lists.filter(({ list }) => !without.includes(list));
  const none =
    soughtIn(found?.text ?? '') === '' ? t('sharedLists.noOther') : t('sharedLists.noMatch');
  return (
    <div class="stack">
      <TextField
        label={t('sharedLists.search')}
        type="search"
        exact
        maxLength={MAX_LIST_NAME_CHARACTERS}
        value={typed}
        onInput={setTyped}
      />
      {/* Its height is reserved, so that nothing below it moves while somebody types. */}
      <div class="chooser">
        <ReadState
          count={offered?.length}
          none={none}
          trouble={trouble}
          endpoint={endpoint}
          onRetry={reload}
        />
        <ul class="rows" aria-label={t('sharedLists.tab')}>
          {offered?.map((list) => (
            <li key={list.list} class="row spread">
              <div>
                <p class="breaking">
                  <strong>{list.list}</strong>
                </p>
                <p class="small soft breaking">{wordOffered(list)}</p>
              </div>
              <Button
                kind="link"
                label={t('sharedLists.attachLabel', [list.list])}
                onClick={() => onChoose(list.list)}
              >
                {t('sharedLists.attachOne')}
              </Button>
            </li>
          ))}
        </ul>
        {found && found.cursor !== null && (
          <Button kind="link" onClick={readMore}>
            {t('sharedLists.moreLists')}
          </Button>
        )}
      </div>
    </div>
  );
}

function wordOffered(list: FoundList): string {
  if (!isReadableList(list)) return t('sharedLists.unread');
  const live = countLive(list, serverNow());
  const entries = t('operator.entriesLabel', [wordNumber(live), wordNumber(list.limit)]);
  return wordFacts(entries, noteOf(list));
}

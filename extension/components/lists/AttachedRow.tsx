import type { AttachedList } from '../../model/attached-list.ts';
import { countLive } from '../../model/live-entries.ts';
import { serverNow } from '../../model/server-clock.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

interface AttachedRowProps {
  readonly list: string;
  /** Undefined until the list was read. */
  readonly known: AttachedList | undefined;
  readonly onDetach: () => void;
}

/** A shared list that an account includes. The second line is reserved, since it is read later than the name. */
export function AttachedRow({ list, known, onDetach }: AttachedRowProps) {
  return (
    <li class="row spread">
      <div>
        <p class="breaking">
          <strong>{list}</strong>
        </p>
        <p class="small soft one-line">{known && wordKnown(known)}</p>
      </div>
      <Button kind="link" dangerous label={t('sharedLists.detachLabel', [list])} onClick={onDetach}>
        {t('sharedLists.detach')}
      </Button>
    </li>
  );
}

function wordKnown({ gone, count, expired, limit }: AttachedList): string {
  if (gone) return t('sharedLists.gone');
  if (count === undefined || limit === undefined) return t('sharedLists.unread');
  const live = countLive({ count, expired }, serverNow());
  return t('operator.entriesLabel', [wordNumber(live), wordNumber(limit)]);
}

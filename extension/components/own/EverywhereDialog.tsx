import { useRef } from 'preact/hooks';
import type { Connection } from '../../model/connection.ts';
import { keyOf } from '../../model/places.ts';
import { wordTerms } from '../../wording/own.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { Spinner } from '../Spinner.tsx';
import { EverywhereAnswer } from './EverywhereAnswer.tsx';
import type { EverywhereActions } from './everywhere-actions.ts';
import type { OwnAdding } from './own-adding.ts';
import { useEverywhere } from './useEverywhere.ts';

interface EverywhereDialogProps {
  readonly connections: readonly Connection[];
  readonly adding: Pick<OwnAdding, 'expiry' | 'remark'>;
  readonly actions: EverywhereActions;
  readonly onClose: () => void;
}

/** Adds this browser's address to all accounts whose list is on, in one act, and says of each what came of it. */
export function EverywhereDialog({ connections, adding, actions, onClose }: EverywhereDialogProps) {
  const { expiry, remark } = adding;
  const { rows, underWay, isRead, add, takeBack } = useEverywhere(
    connections,
    actions,
    remark,
    expiry,
  );
  const buttons = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone after it, so the focus must move.
  const press = async (act: () => Promise<void>) => {
    await act();
    buttons.current?.querySelector('button')?.focus();
  };
  const open = rows.filter(({ plan, answer }) => plan?.kind === 'add' && answer === null).length;
  const undoable = rows.some(({ answer }) => answer?.kind === 'added' && answer.undo !== null);
  const added = rows.filter(({ answer }) => answer?.kind === 'added').length;
  return (
    <Dialog title={t('own.everywhereTitle')} onClose={onClose}>
      <p class="small soft">{wordTerms(expiry, remark)}</p>
      <ul class="rows everywhere" aria-busy={underWay || !isRead}>
        {rows.map((row) => (
          <li key={keyOf(row.place)}>
            <strong class="breaking">{row.place.account}</strong>
            <EverywhereAnswer row={row} />
          </li>
        ))}
      </ul>
      <p class="one-line small soft" role="status">
        {isRead && added === 0 && open === 0 && t('own.everywhereNothing')}
        {added > 0 && t('own.everywhereDone', added)}
      </p>
      <div ref={buttons} class="row">
        {(underWay || !isRead) && <Spinner />}
        <Button autoFocus onClick={onClose}>
          {t('words.close')}
        </Button>
        {undoable && (
          <Button onClick={() => void press(takeBack)}>{t('own.everywhereUndo')}</Button>
        )}
        {added === 0 && (
          <Button kind="primary" disabled={!isRead || open === 0} onClick={() => void press(add)}>
            {t('own.everywhereAdd', open)}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

import { useState } from 'preact/hooks';
import { success } from '../../../shared/result.ts';
import type { Removal } from '../../model/list-removal.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { Dialog } from '../Dialog.tsx';
import { Notice } from '../Notice.tsx';
import { useFirstFocus } from '../options/useFirstFocus.ts';
import { Spinner } from '../Spinner.tsx';
import { TextField } from '../TextField.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';
import type { ListCalls } from './list-calls.ts';
import { RemovalEffects } from './RemovalEffects.tsx';
import { removeWhole } from './remove-whole.ts';
import { useRemoval } from './useRemoval.ts';

interface DeleteListDialogProps {
  readonly list: string;
  readonly endpoint: string;
  readonly lists: Pick<ListCalls, 'previewRemoval' | 'remove'>;
  readonly onDeleted: (said: string) => void;
  readonly onClose: () => void;
}

/**
 * Says first which accounts include the list, and what they would lose. A list that is all that keeps an account on
 * can't be deleted: any address could then send as that account (R20).
 */
export function DeleteListDialog(props: DeleteListDialogProps) {
  const { list, endpoint, lists, onClose } = props;
  const { removal, trouble, reload } = useRemoval(list, lists.previewRemoval);
  if (removal !== null && removal.turnedOff.length === 0) {
    return <ConfirmDeletion {...props} removal={removal} />;
  }
  return (
    <Dialog title={t('sharedLists.deleteTitle', [list])} onClose={onClose}>
      <div class="stack">
        {trouble ? (
          <TroubleNotice trouble={trouble} endpoint={endpoint} onRetry={reload} />
        ) : removal === null ? (
          <p class="row">
            <Spinner /> {t('sharedLists.asking')}
          </p>
        ) : (
          <RemovalEffects removal={removal} />
        )}
        <div class="row">
          <Button autoFocus onClick={onClose}>
            {t('words.close')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Asks the person to type the name of the list. Nothing brings a deleted list back. */
function ConfirmDeletion(props: DeleteListDialogProps & { readonly removal: Removal }) {
  const { list, endpoint, lists, removal, onDeleted, onClose } = props;
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const { trouble, send } = useRequest();
  const control = useFirstFocus<HTMLInputElement>();
  const isUsed = removal.total > 0;
  const remove = async () => {
    setWrong(typed.trim() !== list);
    if (typed.trim() !== list) return undefined;
    const answer = await removeWhole(() => lists.remove(list, isUsed));
    // Another operator may have deleted it already, so this counts as success.
    return !answer.ok && isRefusal(answer.error, 'list-unknown') ? success({}) : answer;
  };
  return (
    <ConfirmDialog
      title={t('sharedLists.deleteTitle', [list])}
      confirm={isUsed ? t('sharedLists.detachAndDelete') : t('operator.deleteConfirm')}
      onConfirm={() => send(remove, () => onDeleted(wordDeleted(list, removal.total)))}
      onClose={onClose}
    >
      <RemovalEffects removal={removal} />
      <p>{t('sharedLists.deleteText')}</p>
      <TextField
        label={t('sharedLists.deleteType')}
        error={isWrong ? t('operator.deleteWrong', [list]) : undefined}
        ref={control}
        exact
        value={typed}
        onInput={(text) => {
          setTyped(text);
          setWrong(false);
        }}
      />
      {trouble && isRefusal(trouble, 'list-in-use') ? (
        <Notice tone="no" live="alert">
          {t('sharedLists.usedMeanwhile')}
        </Notice>
      ) : (
        trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />
      )}
    </ConfirmDialog>
  );
}

function wordDeleted(list: string, accounts: number): string {
  return accounts > 0
    ? t('sharedLists.deletedEverywhere', accounts, [list, accounts])
    : t('sharedLists.deleted', [list]);
}

import { useState } from 'preact/hooks';
import { success } from '../../../shared/result.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { Dialog } from '../Dialog.tsx';
import { useFirstFocus } from '../options/useFirstFocus.ts';
import { Spinner } from '../Spinner.tsx';
import { TextField } from '../TextField.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';
import type { ListCalls } from './list-calls.ts';
import { RemovalEffects } from './RemovalEffects.tsx';
import { useRemoval } from './useRemoval.ts';

/** So many calls detach every account that a deployment can have. */
const MAX_ROUNDS = 50;

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
  const { list, endpoint, lists, onDeleted, onClose } = props;
  const { removal, trouble: unread, reload } = useRemoval(list, lists.previewRemoval);
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const { trouble, send } = useRequest();
  const title = t('sharedLists.deleteTitle', [list]);
  if (removal === null || removal.turnedOff.length > 0) {
    return (
      <Dialog title={title} onClose={onClose}>
        <div class="stack">
          {unread ? (
            <TroubleNotice trouble={unread} endpoint={endpoint} onRetry={reload} />
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
  const isUsed = removal.total > 0;
  const remove = async () => {
    setWrong(typed.trim() !== list);
    if (typed.trim() !== list) return undefined;
    let answer = await lists.remove(list, isUsed);
    // One call detaches a few hundred accounts. It names none if it can go on.
    for (let round = 1; round < MAX_ROUNDS && isUnfinished(answer); round++) {
      answer = await lists.remove(list, isUsed);
    }
    // Another operator may have deleted it already, so this counts as success.
    return !answer.ok && isRefusal(answer.error, 'list-unknown') ? success({}) : answer;
  };
  return (
    <ConfirmDialog
      key="confirm"
      title={title}
      confirm={isUsed ? t('sharedLists.detachAndDelete') : t('operator.deleteConfirm')}
      onConfirm={() =>
        send(remove, () =>
          onDeleted(
            isUsed
              ? t('sharedLists.deletedEverywhere', removal.total, [list, removal.total])
              : t('sharedLists.deleted', [list]),
          ),
        )
      }
      onClose={onClose}
    >
      <RemovalEffects removal={removal} />
      <p>{t('sharedLists.deleteText')}</p>
      <NameField
        list={list}
        typed={typed}
        isWrong={isWrong}
        onType={(text) => {
          setTyped(text);
          setWrong(false);
        }}
      />
      {trouble && isRefusal(trouble, 'list-in-use') ? (
        <p role="alert">{t('sharedLists.usedMeanwhile')}</p>
      ) : (
        trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />
      )}
    </ConfirmDialog>
  );
}

function isUnfinished(answer: Awaited<ReturnType<ListCalls['remove']>>): boolean {
  if (answer.ok || answer.error.kind !== 'refused') return false;
  const { problem } = answer.error;
  return problem.code === 'list-in-use' && !('accounts' in problem);
}

interface NameFieldProps {
  readonly list: string;
  readonly typed: string;
  readonly isWrong: boolean;
  readonly onType: (text: string) => void;
}

/** Nothing brings a deleted list back, so its name is typed. */
function NameField({ list, typed, isWrong, onType }: NameFieldProps) {
  const control = useFirstFocus<HTMLInputElement>();
  return (
    <TextField
      label={t('sharedLists.deleteType')}
      error={isWrong ? t('operator.deleteWrong', [list]) : undefined}
      ref={control}
      exact
      value={typed}
      onInput={onType}
    />
  );
}

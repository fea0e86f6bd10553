import { useState } from 'preact/hooks';
import { parseAccountId } from '../../../shared/account-id.ts';
import { success } from '../../../shared/result.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import { t } from '../../wording/translate.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { useFirstFocus } from '../options/useFirstFocus.ts';
import { TextField } from '../TextField.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';

interface DeleteAccountDialogProps {
  readonly account: string;
  readonly endpoint: string;
  readonly onDelete: () => ApiAnswer<object>;
  readonly onDeleted: () => Promise<void>;
  readonly onClose: () => void;
}

/**
 * Asks the person to type the name of the account. Nothing brings a deleted account back, so it must not be deleted
 * by accident.
 */
export function DeleteAccountDialog(props: DeleteAccountDialogProps) {
  const { account, endpoint, onDelete, onDeleted, onClose } = props;
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const { trouble, send } = useRequest();
  const control = useFirstFocus<HTMLInputElement>();
  const remove = async () => {
    const name = parseAccountId(typed);
    // An account that an earlier version created may have a name that is no longer canonical.
    const isSame = typed.trim() === account || (name.ok && name.value === account);
    setWrong(!isSame);
    if (!isSame) return undefined;
    const answer = await onDelete();
    // Another operator may have deleted it already, so this counts as success.
    return !answer.ok && isRefusal(answer.error, 'account-unknown') ? success({}) : answer;
  };
  return (
    <ConfirmDialog
      title={t('operator.deleteTitle', [account])}
      confirm={t('operator.deleteConfirm')}
      onConfirm={() => send(remove, () => onDeleted())}
      onClose={onClose}
    >
      <p>{t('operator.deleteText')}</p>
      <TextField
        label={t('operator.deleteType')}
        error={isWrong ? t('operator.deleteWrong', [account]) : undefined}
        ref={control}
        exact
        value={typed}
        onInput={(text) => {
          setTyped(text);
          setWrong(false);
        }}
      />
      {trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />}
    </ConfirmDialog>
  );
}

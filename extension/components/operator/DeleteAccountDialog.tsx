import { useState } from 'preact/hooks';
import { findDomainAccount, parseAccountId } from '../../../shared/account-id.ts';
import { success } from '../../../shared/result.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import { t } from '../../wording/translate.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { Notice } from '../Notice.tsx';
import { useFirstFocus } from '../options/useFirstFocus.ts';
import { TextField } from '../TextField.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';

interface DeleteAccountDialogProps {
  readonly account: string;
  readonly endpoint: string;
  /** `off`: also if the login is then opened by the account of its domain. */
  readonly onDelete: (off: boolean) => ApiAnswer<object>;
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
  const [opens, setOpens] = useState(false);
  const { trouble, send } = useRequest();
  const control = useFirstFocus<HTMLInputElement>();
  const remove = async () => {
    const name = parseAccountId(typed);
    // An account that an earlier version created may have a name that is no longer canonical.
    const isSame = typed.trim() === account || (name.ok && name.value === account);
    setWrong(!isSame);
    if (!isSame) return undefined;
    const answer = await onDelete(opens);
    if (answer.ok) return answer;
    // Another operator may have deleted it already, so this counts as success.
    if (isRefusal(answer.error, 'account-unknown')) return success({});
    if (!isRefusal(answer.error, 'domain-list-on')) return answer;
    setOpens(true);
    return undefined;
  };
  return (
    <ConfirmDialog
      title={t('operator.deleteTitle', [account])}
      confirm={opens ? t('operator.deleteAllTheSame') : t('operator.deleteConfirm')}
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
      {opens && (
        <Notice tone="warn" live="alert">
          {t('operator.deleteOpens', [findDomainAccount(account) ?? ''])}
        </Notice>
      )}
      {trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />}
    </ConfirmDialog>
  );
}

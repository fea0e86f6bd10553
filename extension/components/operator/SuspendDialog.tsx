import type { Account } from '../../../shared/api.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';

interface SuspendDialogProps {
  readonly account: Account;
  readonly endpoint: string;
  readonly onChange: (suspended: boolean) => ApiAnswer<Account>;
  readonly onChanged: (account: Account) => void;
  readonly onClose: () => void;
}

/**
 * Says what it means to suspend the account, or to resume it: one cuts off every sender, the other lets them in
 * again.
 */
export function SuspendDialog(props: SuspendDialogProps) {
  const { account, endpoint, onChange, onChanged, onClose } = props;
  const { account: name, suspended, mode } = account;
  const { trouble, send } = useRequest();
  const resumed = mode === 'off' ? t('operator.resumeTextOff') : t('operator.resumeText');
  return (
    <ConfirmDialog
      title={suspended ? t('operator.resumeTitle', [name]) : t('operator.suspendTitle', [name])}
      confirm={suspended ? t('operator.resumeConfirm') : t('operator.suspendConfirm')}
      dangerous={!suspended}
      onConfirm={() => send(() => onChange(!suspended), onChanged)}
      onClose={onClose}
    >
      <p>{suspended ? resumed : t('operator.suspendText', [name])}</p>
      {trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />}
    </ConfirmDialog>
  );
}

import type { Token } from '../../../shared/api.ts';
import { success } from '../../../shared/result.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import { t } from '../../wording/translate.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';

interface RevokeTokenDialogProps {
  readonly token: Token;
  readonly isOwn: boolean;
  readonly endpoint: string;
  readonly onRevoke: () => ApiAnswer<object>;
  readonly onRevoked: () => void;
  readonly onClose: () => void;
}

export function RevokeTokenDialog(props: RevokeTokenDialogProps) {
  const { token, isOwn, endpoint, onRevoke, onRevoked, onClose } = props;
  const { trouble, send } = useRequest();
  const asks = token.role === 'checker' || token.role === 'relay';
  const revoke = async () => {
    const answer = await onRevoke();
    // Somebody else has already revoked the token, so this counts as success.
    return !answer.ok && isRefusal(answer.error, 'token-unknown') ? success({}) : answer;
  };
  return (
    <ConfirmDialog
      title={t('operator.revokeTitle', [token.name])}
      confirm={t('operator.revokeConfirm')}
      onConfirm={() => send(revoke, () => onRevoked())}
      onClose={onClose}
    >
      <p>{asks ? t('operator.revokeChecks') : t('operator.revokeText')}</p>
      {isOwn && <p>{t('operator.revokeOwn')}</p>}
      {trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />}
    </ConfirmDialog>
  );
}

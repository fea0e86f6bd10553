import { useMemo } from 'preact/hooks';
import type { ListCommand } from '../../../shared/list-command.ts';
import { t } from '../../wording/translate.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { ShownPreview } from '../preview/ChangePreview.tsx';
import { useForesight } from '../preview/useForesight.ts';
import { useRequest } from '../useRequest.ts';
import type { ListChangeDialogProps } from './AttachDialog.tsx';
import { AttachTrouble } from './AttachTrouble.tsx';

/** Says who would be cut off without the shared list, or that the account's list goes off with it (R10, R20). */
export function DetachDialog(props: ListChangeDialogProps) {
  const { account, list, endpoint, preview, make, onDone, onClose } = props;
  const { trouble, send } = useRequest();
  const command = useMemo<ListCommand>(() => ({ kind: 'detach', list }), [list]);
  const read = useForesight(command, account.revision, preview);
  const known = read.isCurrent && read.answer?.ok ? read.answer.value : null;
  const turnsOff = known === null ? isLast(props) : known.mode === 'off';
  // Somebody may have changed the mode since the account was shown.
  const isEnforcing = (known?.mode ?? account.mode) === 'enforce';
  return (
    <ConfirmDialog
      title={t('sharedLists.detachTitle', [list, account.account])}
      confirm={
        turnsOff
          ? t('sharedLists.detachAndTurnOff', [list])
          : t('sharedLists.detachConfirm', [list])
      }
      foresight={isEnforcing && !turnsOff ? read.foresight : undefined}
      onConfirm={() => send(() => make(command, known?.revision ?? account.revision), onDone)}
      onClose={onClose}
    >
      <p>{turnsOff ? t('sharedLists.detachTurnsOff') : t('sharedLists.detachSays')}</p>
      <ShownPreview command={command} reading={read} addresses={[]} />
      {trouble && <AttachTrouble trouble={trouble} endpoint={endpoint} />}
    </ConfirmDialog>
  );
}

function isLast({ account }: ListChangeDialogProps): boolean {
  return account.count === 0 && account.lists.length <= 1;
}

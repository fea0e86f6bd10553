import { t } from '../../wording/translate.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';

interface RemoveConnectionDialogProps {
  readonly name: string;
  readonly onRemove: () => Promise<void>;
  readonly onClose: () => void;
}

export function RemoveConnectionDialog({ name, onRemove, onClose }: RemoveConnectionDialogProps) {
  return (
    <ConfirmDialog
      title={t('options.removeTitle')}
      confirm={t('options.removeConfirm')}
      onConfirm={onRemove}
      onClose={onClose}
    >
      <p>{t('options.removeText', [name])}</p>
    </ConfirmDialog>
  );
}

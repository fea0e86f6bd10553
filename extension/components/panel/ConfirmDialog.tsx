import type { ComponentChildren } from 'preact';
import { t } from '../../translate.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  /** What the button will do, in its own words. */
  readonly confirm: string;
  readonly dangerous: boolean;
  readonly children: ComponentChildren;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** What a change would do, and whether to do it. The focus begins on the way out. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, confirm, dangerous, children, onConfirm, onClose } = props;
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <div class="row">
        <Button autoFocus onClick={onClose}>
          {t('words.cancel')}
        </Button>
        <Button
          kind={dangerous ? 'danger' : 'primary'}
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}

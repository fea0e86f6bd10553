import type { ComponentChildren } from 'preact';
import { t } from '../../translate.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { Spinner } from '../Spinner.tsx';
import { useUnderWay } from './useUnderWay.ts';

interface ConfirmDialogProps {
  readonly title: string;
  /** What the button says it does. */
  readonly action: string;
  readonly danger?: boolean;
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, action, danger = true, onConfirm, onClose, children } = props;
  const { underWay, run } = useUnderWay();
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void run(onConfirm);
        }}
      >
        {children}
        <div class="row">
          {underWay && <Spinner />}
          <Button onClick={onClose}>{t('words.cancel')}</Button>
          <Button kind={danger ? 'danger' : 'primary'} submit>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

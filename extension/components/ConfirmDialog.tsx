import type { ComponentChildren } from 'preact';
import { t } from '../wording/translate.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Form } from './Form.tsx';
import { Spinner } from './Spinner.tsx';
import { useUnderWay } from './useUnderWay.ts';

interface ConfirmDialogProps {
  readonly title: string;
  /** What the button will do, in its own words. */
  readonly confirm: string;
  readonly dangerous?: boolean;
  readonly children: ComponentChildren;
  /** Closes the dialog, too, unless it is to say what went wrong. */
  readonly onConfirm: () => Promise<void> | void;
  readonly onClose: () => void;
}

/** What a change would do, and whether to do it. The focus begins on the way out. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, confirm, dangerous = true, children, onConfirm, onClose } = props;
  const { underWay, run } = useUnderWay();
  return (
    <Dialog title={title} onClose={onClose}>
      <Form class="stack" onSubmit={() => void run(async () => onConfirm())}>
        {children}
        <div class="row">
          {underWay && <Spinner />}
          <Button autoFocus onClick={onClose}>
            {t('words.cancel')}
          </Button>
          <Button kind={dangerous ? 'danger' : 'primary'} submit>
            {confirm}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

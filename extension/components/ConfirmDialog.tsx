import type { ComponentChildren } from 'preact';
import { t } from '../wording/translate.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Form } from './Form.tsx';
import { Spinner } from './Spinner.tsx';
import { useUnderWay } from './useUnderWay.ts';

interface ConfirmDialogProps {
  readonly title: string;
  /** The text of the button. It says what the button does. */
  readonly confirm: string;
  readonly dangerous?: boolean;
  readonly children: ComponentChildren;
  /** Also closes the dialog, unless the dialog must show what went wrong. */
  readonly onConfirm: () => Promise<void> | void;
  readonly onClose: () => void;
}

/** Says what a change would do, and asks whether to make it. The cancel button has the focus first. */
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

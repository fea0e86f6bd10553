import type { ComponentChildren } from 'preact';
import { type Foresight, orderConfirmation } from '../model/first-act.ts';
import { wordGuarded } from '../wording/first-act.ts';
import { t } from '../wording/translate.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Form } from './Form.tsx';
import { GuardedButton } from './GuardedButton.tsx';
import { Spinner } from './Spinner.tsx';
import { useUnderWay } from './useUnderWay.ts';

interface ConfirmDialogProps {
  readonly title: string;
  /** The text of the button. It says what the button does. */
  readonly confirm: string;
  readonly dangerous?: boolean;
  /** The senders that the act would cut off, as far as known. Absent if it can't cut off anybody. */
  readonly foresight?: Foresight | undefined;
  readonly children: ComponentChildren;
  /** Also closes the dialog, unless the dialog must show what went wrong. */
  readonly onConfirm: () => Promise<void> | void;
  readonly onClose: () => void;
}

/** Says what a change would do, and asks whether to make it. The cancel button has the focus first. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, confirm, dangerous = true, foresight, children, onConfirm, onClose } = props;
  const { underWay, run } = useUnderWay();
  const { first, guarded, isChecking } = orderConfirmation(foresight);
  const act = () => void run(async () => onConfirm());
  return (
    <Dialog title={title} onClose={onClose}>
      <Form
        class="stack"
        onSubmit={() => {
          if (first !== null) act();
        }}
      >
        {children}
        <div class="row">
          {underWay && <Spinner />}
          <Button autoFocus onClick={onClose}>
            {t('words.cancel')}
          </Button>
          {foresight && guarded !== null ? (
            <GuardedButton onClick={act}>{wordGuarded(confirm, foresight)}</GuardedButton>
          ) : (
            <Button kind={dangerous ? 'danger' : 'primary'} submit disabled={isChecking}>
              {isChecking ? t('first.checking') : confirm}
            </Button>
          )}
        </div>
      </Form>
    </Dialog>
  );
}

import type { ListCommand } from '../../../shared/list-command.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { ListPreviewPart } from '../preview/ListPreviewPart.tsx';
import { type ReadListPreview, useListPreview } from '../preview/useListPreview.ts';
import type { ChangeQuestion } from './question.ts';
import { wordListQuestion } from './word-list-question.ts';

interface ListQuestionDialogProps {
  readonly question: ChangeQuestion;
  /** The revision of the list that the change is meant for. */
  readonly revision: number;
  readonly readPreview: ReadListPreview;
  readonly onConfirm: (command: ListCommand) => void;
  readonly onClose: () => void;
}

/** Asks before a change of a shared list that may cut off senders of the accounts that include it (R15, R20). */
export function ListQuestionDialog(props: ListQuestionDialogProps) {
  const { question, onConfirm, onClose } = props;
  const { command } = question;
  const { title, says, confirm } = wordListQuestion(question);
  const reading = useListPreview(command, props.revision, props.readPreview);
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      foresight={reading.foresight}
      onConfirm={() => onConfirm(command)}
      onClose={onClose}
    >
      {says.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <ListPreviewPart reading={reading} />
    </ConfirmDialog>
  );
}

import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { AddThese } from '../preview/AddThese.tsx';
import { type PreviewSource, ShownPreview } from '../preview/ChangePreview.tsx';
import { SuspectSenders } from '../preview/SuspectSenders.tsx';
import { type ReadLeaks, useCutOffSenders } from '../preview/useCutOffSenders.ts';
import { useForesight } from '../preview/useForesight.ts';
import { useNow } from '../useNow.ts';
import { LostAddresses } from './LostAddresses.tsx';
import { NobodyLeft, SAID_BY_NOBODY_LEFT } from './NobodyLeft.tsx';
import type { ChangeQuestion } from './question.ts';
import { wordQuestion } from './word-question.ts';

/** What can be done for senders that enforcing the list would cut off. */
export interface CutOffHelp {
  readonly readLeaks: ReadLeaks;
  /** The number of entries for which the list has room. */
  readonly room: number;
  readonly onAdd: (addresses: readonly string[]) => void;
}

interface QuestionDialogProps {
  readonly question: ChangeQuestion;
  readonly source: PreviewSource;
  readonly help: CutOffHelp;
  readonly onConfirm: () => Promise<void> | void;
  readonly onClose: () => void;
}

const DANGEROUS: ReadonlySet<string> = new Set(['delete', 'delete-entries', 'disable']);

/** Says what a change would open or cut off, before it is made (R6, R10, R11, R12, R14, R15, R18). */
export function QuestionDialog({
  question,
  source,
  help,
  onConfirm,
  onClose,
}: QuestionDialogProps) {
  const { title, says, confirm } = wordQuestion(question);
  const { lost, leavesNobody, command } = question;
  const now = useNow(30_000);
  const read = useForesight(command, source.revision, source.read);
  const isEnforcing = command.kind === 'set-mode' && command.body.mode === 'enforce';
  const cutOff = isEnforcing && read.isCurrent && read.answer?.ok ? read.answer.value.cutOff : [];
  const senders = useCutOffSenders(cutOff, help.readLeaks);
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      foresight={question.refuses ? read.foresight : undefined}
      dangerous={DANGEROUS.has(command.kind) || lost.length > 0 || leavesNobody}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {says.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <LostAddresses {...question} />
      <NobodyLeft {...question} />
      <ShownPreview
        reading={read}
        addresses={source.addresses}
        said={leavesNobody ? SAID_BY_NOBODY_LEFT : []}
      />
      <AddThese senders={senders} room={help.room} onAdd={help.onAdd} />
      <SuspectSenders
        suspects={senders?.suspects ?? []}
        now={now}
        onAdd={help.room > 0 ? (address) => help.onAdd([address]) : undefined}
      />
    </ConfirmDialog>
  );
}

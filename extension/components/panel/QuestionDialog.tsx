import { useState } from 'preact/hooks';
import type { ListCommand } from '../../../shared/list-command.ts';
import { wordThenRefused } from '../../wording/pause.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { AddThese } from '../preview/AddThese.tsx';
import { type PreviewSource, ShownPreview } from '../preview/ChangePreview.tsx';
import { SuspectSenders } from '../preview/SuspectSenders.tsx';
import { type ReadLeaks, useCutOffSenders } from '../preview/useCutOffSenders.ts';
import { useForesight } from '../preview/useForesight.ts';
import { isLeakedTo } from '../preview/word-preview.ts';
import { useNow } from '../useNow.ts';
import { foresightFor } from './consequences.ts';
import { LostAddresses } from './LostAddresses.tsx';
import { NobodyLeft, SAID_BY_NOBODY_LEFT } from './NobodyLeft.tsx';
import { PauseChoice, type PauseTerm, pauseFor } from './PauseChoice.tsx';
import type { ChangeQuestion } from './question.ts';
import { wordQuestion } from './word-question.ts';

/** The help for senders that enforcing the list would cut off. */
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
  /** True if the endpoint ends a pause by itself. */
  readonly endsPauses: boolean;
  /** Gets the change as the person wants it. */
  readonly onConfirm: (command: ListCommand) => Promise<void> | void;
  readonly onClose: () => void;
}

const DANGEROUS: ReadonlySet<string> = new Set(['delete', 'delete-entries', 'disable']);

/** Says what a change would open or cut off, before it is made (R6, R10, R11, R12, R14, R15, R18). */
export function QuestionDialog(props: QuestionDialogProps) {
  const { question, source, help, endsPauses, onConfirm, onClose } = props;
  const { title, says, confirm } = wordQuestion(question);
  const { lost, leavesNobody, command } = question;
  const now = useNow(30_000);
  const [chosen, setTerm] = useState<PauseTerm>('1-hour');
  const term = endsPauses ? chosen : 'open';
  const isPause = command.kind === 'set-mode' && command.body.mode === 'observe';
  const read = useForesight(command, source.revision, source.read);
  const isEnforcing = command.kind === 'set-mode' && command.body.mode === 'enforce';
  const cutOff = isEnforcing && read.isCurrent && read.answer?.ok ? read.answer.value.cutOff : [];
  const letIn = read.answer?.ok ? read.answer.value.letIn : [];
  const senders = useCutOffSenders(cutOff, help.readLeaks);
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      foresight={foresightFor(question, read.foresight)}
      dangerous={
        DANGEROUS.has(command.kind) || lost.length > 0 || leavesNobody || letIn.some(isLeakedTo)
      }
      onConfirm={() => onConfirm(isPause ? pauseFor(term) : command)}
      onClose={onClose}
    >
      {says.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {isPause && <PauseChoice term={term} endsPauses={endsPauses} now={now} onChange={setTerm} />}
      <LostAddresses {...question} />
      <NobodyLeft {...question} />
      <ShownPreview
        command={command}
        reading={read}
        addresses={source.addresses}
        said={leavesNobody ? SAID_BY_NOBODY_LEFT : []}
      />
      {isPause && letIn.length > 0 && (
        <p class="small">{wordThenRefused(letIn.map(({ address }) => address))}</p>
      )}
      <AddThese senders={senders} room={help.room} onAdd={help.onAdd} />
      <SuspectSenders
        suspects={senders?.suspects ?? []}
        now={now}
        onAdd={help.room > 0 ? (address) => help.onAdd([address]) : undefined}
      />
    </ConfirmDialog>
  );
}

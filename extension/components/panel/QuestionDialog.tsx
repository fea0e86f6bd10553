import { t } from '../../translate.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { LostAddresses } from './LostAddresses.tsx';
import type { Question } from './question.ts';

interface QuestionDialogProps {
  readonly question: Question;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says what a change would open or cut off, before it does (R10, R11, R14, R18). */
export function QuestionDialog({ question, onConfirm, onClose }: QuestionDialogProps) {
  const { title, says, confirm } = wordQuestion(question);
  const { lost, edit } = question;
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      dangerous={edit.kind !== 'set-mode' || lost.length > 0}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {says.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <LostAddresses {...question} />
    </ConfirmDialog>
  );
}

interface QuestionWords {
  readonly title: string;
  readonly says: readonly string[];
  readonly confirm: string;
}

function wordQuestion({ edit, entry, count, turnsOff }: Question): QuestionWords {
  const value = entry?.value ?? '';
  if (edit.kind === 'disable') {
    return {
      title: t('panel.disableTitle'),
      says: [t('panel.disableClears', count), t('panel.anyMaySend'), t('panel.disableRestore')],
      confirm: t('panel.disableConfirm', count),
    };
  }
  if (edit.kind === 'set-mode') {
    return edit.mode === 'observe'
      ? {
          title: t('panel.pauseTitle'),
          says: [t('panel.pauseSays', count)],
          confirm: t('panel.pauseConfirm'),
        }
      : {
          title: t('panel.enforceTitle'),
          says: [t('panel.enforceSays')],
          confirm: t('panel.enforceConfirm'),
        };
  }
  return turnsOff
    ? {
        title: t('panel.deleteLastTitle'),
        says: [t('panel.deleteLastSays', [value]), t('panel.anyMaySend')],
        confirm: t('panel.deleteLastConfirm'),
      }
    : {
        title: t('panel.deleteOwnTitle', [value]),
        says: [],
        confirm: t('panel.deleteOwnConfirm', [value]),
      };
}

import { t } from '../../wording/translate.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { ChangePreview, type PreviewSource } from '../preview/ChangePreview.tsx';
import { LostAddresses } from './LostAddresses.tsx';
import { NobodyLeft, SAID_BY_NOBODY_LEFT } from './NobodyLeft.tsx';
import type { ChangeQuestion } from './question.ts';

interface QuestionDialogProps {
  readonly question: ChangeQuestion;
  readonly source: PreviewSource;
  readonly onConfirm: () => Promise<void> | void;
  readonly onClose: () => void;
}

/** Says what a change would open or cut off, before it is made (R6, R10, R11, R12, R14, R15, R18). */
export function QuestionDialog({ question, source, onConfirm, onClose }: QuestionDialogProps) {
  const { title, says, confirm } = wordQuestion(question);
  const { lost, leavesNobody, command } = question;
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      dangerous={
        command.kind === 'delete' || command.kind === 'disable' || lost.length > 0 || leavesNobody
      }
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {says.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <LostAddresses {...question} />
      <NobodyLeft {...question} />
      <ChangePreview command={command} {...source} said={leavesNobody ? SAID_BY_NOBODY_LEFT : []} />
    </ConfirmDialog>
  );
}

interface QuestionWords {
  readonly title: string;
  readonly says: readonly string[];
  readonly confirm: string;
}

function wordQuestion({ command, entry, count, turnsOn, turnsOff }: ChangeQuestion): QuestionWords {
  const value = entry?.value ?? '';
  if (command.kind === 'disable') {
    return {
      title: t('panel.disableTitle'),
      says: [t('panel.disableClears', count), t('panel.anyMaySend'), t('panel.disableRestore')],
      confirm: t('panel.disableConfirm', count),
    };
  }
  if (command.kind === 'set-mode') {
    return command.body.mode === 'observe'
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
  if (command.kind === 'restore' && 'entries' in command.body) {
    const { length } = command.body.entries;
    return {
      title: t('panel.restoreTitle', length),
      says: turnsOn ? [t('add.turnsOn')] : [],
      confirm: turnsOn ? t('panel.restoreAndTurnOn', length) : t('history.restoreAll', length),
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

import type { InvitationProblem } from '../../model/invitation.ts';
import { wordInvitationProblem } from '../../wording/invitation.ts';
import { t } from '../../wording/translate.ts';
import { TitledNotice } from './TitledNotice.tsx';

interface InvitationNoticeProps {
  readonly problem: InvitationProblem;
}

/** Why what was pasted can't be taken. */
export function InvitationNotice({ problem }: InvitationNoticeProps) {
  return (
    <TitledNotice tone="no" title={t('invitation.badTitle')}>
      {wordInvitationProblem(problem)}
    </TitledNotice>
  );
}

import type { InvitationProblem } from '../model/invitation.ts';
import { t } from './translate.ts';

const PROBLEMS = {
  missing: {
    endpoint: 'invitation.noEndpoint',
    account: 'invitation.noAccount',
    token: 'invitation.noToken',
  },
  wrong: {
    endpoint: 'invitation.badEndpoint',
    account: 'invitation.badAccount',
    token: 'invitation.cutToken',
  },
  several: {
    endpoint: 'invitation.several',
    account: 'invitation.several',
    token: 'invitation.several',
  },
} as const satisfies Record<InvitationProblem['reason'], Record<InvitationProblem['part'], string>>;

export function wordInvitationProblem({ part, reason }: InvitationProblem): string {
  return t(PROBLEMS[reason][part]);
}

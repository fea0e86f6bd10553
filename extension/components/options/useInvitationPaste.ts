import { useState } from 'preact/hooks';
import {
  type Invitation,
  type InvitationProblem,
  isInvitation,
  parseInvitation,
} from '../../model/invitation.ts';

/** An invitation that is pasted into a field is taken as a whole; any other text goes where it was pasted. */
export function useInvitationPaste(take: (invitation: Invitation) => void) {
  const [problem, setProblem] = useState<InvitationProblem | null>(null);
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    setProblem(null);
    if (!isInvitation(text)) return;
    // A field of one line would make one line of it, with the token in view.
    event.preventDefault();
    const parsed = parseInvitation(text);
    if (parsed.ok) take(parsed.value);
    else setProblem(parsed.error);
  };
  return { problem, onPaste };
}

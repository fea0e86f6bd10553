import type { ConnectionTrouble } from '../../model/tested-connection.ts';
import { wordConnectionTrouble } from '../../wording/connection.ts';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { TitledNotice } from './TitledNotice.tsx';

interface ConnectionTroubleNoticeProps {
  readonly trouble: ConnectionTrouble;
  readonly endpoint: string;
}

/** Says why a connection can't be made, and what the person should check. */
export function ConnectionTroubleNotice({ trouble, endpoint }: ConnectionTroubleNoticeProps) {
  // This notice counts down until Sendgate accepts another attempt.
  if (trouble.kind === 'refused' && trouble.problem.code === 'rate-limited') {
    return <TroubleNotice trouble={trouble} endpoint={endpoint} />;
  }
  const { title, next } = wordConnectionTrouble(trouble, endpoint);
  return (
    <TitledNotice tone={trouble.kind === 'offline' ? 'warn' : 'no'} title={title}>
      {next}
    </TitledNotice>
  );
}

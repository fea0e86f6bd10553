import type { ConnectionTrouble } from '../../model/tested-connection.ts';
import { wordConnectionTrouble } from '../../wording/connection.ts';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { TitledNotice } from './TitledNotice.tsx';

interface ConnectionTroubleNoticeProps {
  readonly trouble: ConnectionTrouble;
  readonly endpoint: string;
}

/** Why a connection can't be made, and what to look at. */
export function ConnectionTroubleNotice({ trouble, endpoint }: ConnectionTroubleNoticeProps) {
  // Counts down until Sendgate takes another try.
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

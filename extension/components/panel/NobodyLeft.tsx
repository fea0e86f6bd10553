import { wordNobody } from '../../wording/warning.ts';
import type { Consequences } from './consequences.ts';

/** Says that the list would be on without a valid entry after the change. It warns, but the change is not refused. */
export function NobodyLeft({
  leavesNobody,
  refuses,
}: Pick<Consequences, 'leavesNobody' | 'refuses'>) {
  if (!leavesNobody) return null;
  return (
    <p>
      <strong>{wordNobody(refuses ? 'enforce' : 'observe', 'before')}</strong>
    </p>
  );
}

/** The code of the Worker's warning that says the same. */
export const SAID_BY_NOBODY_LEFT = ['nobody-allowed'];

import { wordNobody } from '../../wording/warning.ts';
import type { Consequences } from './consequences.ts';

/** Tells that a change would leave a list on of which no entry is in force; told, not refused. */
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

/** The code of the same in the Worker's words. */
export const SAID_BY_NOBODY_LEFT = ['nobody-allowed'];

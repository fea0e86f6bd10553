/** The answer to a check, as every endpoint gives it. An older one does not say which account decided, or by which list. */
import type { Alert, Decision } from '../../shared/api.ts';

export type Checked = Omit<Decision, 'decidedBy' | 'entry' | 'listRevision'> & {
  readonly entry: Alert['entry'];
};

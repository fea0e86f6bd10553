/** What can be done with alerts: a page wires these to the storage and the calls. */
import type { Alert, AlertPage } from '../../../shared/api.ts';
import type { Answer } from '../../model/trouble.ts';

export interface AlertActions {
  readonly readOlderAlerts: (cursor: string) => Answer<AlertPage>;
  readonly refreshAlerts: () => void;
  readonly markSeen: (alerts: readonly Alert[]) => void;
  readonly markDealtWith: (alertIds: readonly string[]) => void;
  /** Shows what to do about a login from there that was none of one's own. */
  readonly tellWhatToDo: (address: string) => void;
  /** What was wished for is shown. */
  readonly takeWish: () => void;
}

/** A provider, and where it has SMTP passwords changed. */
export interface PasswordPage {
  readonly provider: string;
  readonly url: string;
}

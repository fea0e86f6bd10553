/** What can be done with alerts: a page wires these to the storage and the calls. */
import type { Alert, AlertPage } from '../../../shared/api.ts';
import type { ApiAnswer } from '../../model/trouble.ts';

export interface AlertActions {
  readonly readOlderAlerts: (cursor: string) => ApiAnswer<AlertPage>;
  readonly refreshAlerts: () => void;
  readonly markSeen: (alerts: readonly Alert[]) => void;
  readonly markDealtWith: (alertIds: readonly string[]) => void;
  /** Shows what to do about a login from there that was none of one's own. */
  readonly tellWhatToDo: (address: string) => void;
  /** The target is shown. */
  readonly clearAlertTarget: () => void;
}

/** A provider, and where it has SMTP passwords changed. */
export interface PasswordPage {
  readonly provider: string;
  readonly url: string;
}

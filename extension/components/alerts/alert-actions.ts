/** The actions of a page on alerts. The page connects them to the storage and to the calls of the API. */
import type { Alert, AlertPage } from '../../../shared/api.ts';
import type { ApiAnswer } from '../../model/trouble.ts';

export interface AlertActions {
  readonly readOlderAlerts: (cursor: string) => ApiAnswer<AlertPage>;
  readonly refreshAlerts: () => void;
  readonly markSeen: (alerts: readonly Alert[]) => void;
  readonly markDealtWith: (alertIds: readonly string[]) => void;
  /** Shows what to do about a login from this address that was not made by the person. */
  readonly tellWhatToDo: (address: string) => void;
  /** Forgets the target, once it is shown. */
  readonly clearAlertTarget: () => void;
}

/** A provider, and its page on which SMTP passwords are changed. */
export interface PasswordPage {
  readonly provider: string;
  readonly url: string;
}

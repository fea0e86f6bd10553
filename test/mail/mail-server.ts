/** What the mail servers have in common: how one is set up, and where it is then asked. */
import type { Certificate } from './certificates.ts';

export interface ServerSetup {
  /** Its own. */
  readonly directory: string;
  /** The folder of the integrations that its operator has. */
  readonly integrations: string;
  /** Where the Worker answers: https://localhost:1234 */
  readonly sendgateUrl: string;
  readonly relayToken: string;
  readonly authorityFile: string;
  /** What its clients see, for localhost. */
  readonly certificate: Certificate;
  /** The one password that every login has. */
  readonly password: string;
}

/** On 127.0.0.1 and ::1, with STARTTLS. */
export interface MailServer extends AsyncDisposable {
  readonly port: number;
}

/**
 * The common part of the mail servers: how one is set up, and the port at which it is then asked.
 */
import type { Certificate } from './certificates.ts';

export interface ServerSetup {
  /** The server's own folder. */
  readonly directory: string;
  /** The folder with the integrations that its operator has. */
  readonly integrations: string;
  /** The address of the Worker, such as https://localhost:1234 */
  readonly sendgateUrl: string;
  readonly relayToken: string;
  readonly authorityFile: string;
  /** The certificate for localhost that its clients see. */
  /** The agent that is asked in place of the Worker. */
  readonly agent?: AskedAgent;
  readonly certificate: Certificate;
  /** The password of every login. */
  readonly password: string;
}

export interface AskedAgent {
  /** Its address, such as http://127.0.0.1:1234 */
  readonly url: string;
  /** Where it answers Postfix, in the form of main.cf. */
  readonly policyService: string;
}

/** A running server on 127.0.0.1 and ::1, with STARTTLS. */
export interface MailServer extends AsyncDisposable {
  readonly port: number;
}

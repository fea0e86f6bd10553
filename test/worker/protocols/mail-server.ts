import { expect } from 'vitest';
import {
  newCallerAddress,
  TestAccount,
  TestWorker,
  type WorkerCall,
} from '../support/test-worker.ts';

export const LISTED = '198.51.100.7';
export const OTHER = '198.51.100.8';
export const ALLOWED = { status: 0, msg: '' };
export const REFUSED = { status: -1, msg: '' };

export interface PolicyCall extends WorkerCall {
  readonly request?: string;
  readonly at?: TestWorker;
}

/** A Dovecot with a relay token, and an account with a list. */
export class MailServer {
  readonly worker: TestWorker;
  readonly account: TestAccount;
  readonly relay: string;

  private constructor(worker: TestWorker, account: TestAccount, relay: string) {
    this.worker = worker;
    this.account = account;
    this.relay = relay;
  }

  static async create(worker = new TestWorker()): Promise<MailServer> {
    const account = await TestAccount.create(worker);
    await account.add(LISTED, '2001:db8::7');
    return new MailServer(worker, account, await worker.relayToken());
  }

  /** Asks. Dovecot always gets a 200 with a status that it knows, whatever the question is. */
  async ask({ request = 'POST /v1/dovecot?command=allow', at = this.worker, ...call }: PolicyCall) {
    const sent = { token: this.relay, from: newCallerAddress(), ...call };
    const answer = await at.call<{ status: number; msg: string }>(request, sent);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(Object.keys(answer.body).sort()).toEqual(['msg', 'status']);
    expect([0, -1]).toContain(answer.body.status);
    return answer.body;
  }

  /** The body of a request, as Dovecot sends it. */
  login(remote: string, name = this.account.name) {
    const connection = { local: '127.0.0.1', protocol: 'smtp', session_id: '', tls: false };
    return { ...connection, login: name, remote };
  }
}

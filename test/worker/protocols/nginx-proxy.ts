import { expect } from 'vitest';
import {
  newCallerAddress,
  TestAccount,
  TestWorker,
  type WorkerCall,
} from '../support/test-worker.ts';
import { LISTED } from './mail-server.ts';

/** The headers that nginx acts on. It ignores the rest of an answer. */
export interface AuthAnswer {
  readonly status: string | null;
  readonly code: string | null;
  readonly server: string | null;
  readonly port: string | null;
}

export const ALLOWED: AuthAnswer = { status: 'OK', code: null, server: '127.0.0.1', port: '10025' };
export const REFUSED: AuthAnswer = {
  status: 'Authentication failed',
  code: '535 5.7.8',
  server: null,
  port: null,
};
export const FAILED: AuthAnswer = {
  status: 'Temporary authentication failure',
  code: '454 4.7.0',
  server: null,
  port: null,
};

export interface ProxyCall extends WorkerCall {
  readonly request?: string;
  readonly at?: TestWorker;
  /** Headers that replace those of a good question. An empty one leaves the header out. */
  readonly with?: Record<string, string>;
}

/** An nginx with its forwarding hop and a relay token, and an account with a list. */
export class NginxProxy {
  readonly account: TestAccount;
  readonly relay: string;
  readonly worker: TestWorker;

  private constructor(worker: TestWorker, account: TestAccount, relay: string) {
    this.worker = worker;
    this.account = account;
    this.relay = relay;
  }

  static async create(worker = new TestWorker()): Promise<NginxProxy> {
    const account = await TestAccount.create(worker);
    await account.add(LISTED, '2001:db8::7');
    return new NginxProxy(worker, account, await worker.relayToken());
  }

  /** Asks. nginx always gets a 200 with a status, and an upstream only with an OK. */
  async ask({ request = 'GET /v1/nginx-mail', at = this.worker, ...call }: ProxyCall = {}) {
    const question = {
      'Auth-Method': 'plain',
      'Auth-Protocol': 'smtp',
      'Auth-User': this.account.name,
      'Client-IP': LISTED,
      'X-Sendgate-Upstream': '127.0.0.1:10025',
      ...call.with,
    };
    const headers = Object.fromEntries(Object.entries(question).filter(([, value]) => value));
    const sent = { token: this.relay, from: newCallerAddress(), ...call };
    const answer = await at.call<string>(request, {
      ...sent,
      headers: { ...headers, ...call.headers },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toBe('');
    const seen: AuthAnswer = {
      status: answer.headers.get('auth-status'),
      code: answer.headers.get('auth-error-code'),
      server: answer.headers.get('auth-server'),
      port: answer.headers.get('auth-port'),
    };
    expect(seen.server === null && seen.port === null).toBe(seen.status !== 'OK');
    return seen;
  }
}

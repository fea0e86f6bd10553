import { expect } from 'vitest';
import { type Call, Gate, newCallerAddress, TestAccount } from '../support/gate.ts';
import { LISTED } from './mail-server.ts';

/** What nginx acts on; the rest of an answer it ignores. */
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

export interface ProxyCall extends Call {
  readonly request?: string;
  readonly at?: Gate;
  /** In place of those of a good question; an empty one is left out. */
  readonly with?: Record<string, string>;
}

/** An nginx with its forwarding hop and a relay token, and an account with a list. */
export class NginxProxy {
  readonly account: TestAccount;
  readonly relay: string;
  readonly gate: Gate;

  private constructor(gate: Gate, account: TestAccount, relay: string) {
    this.gate = gate;
    this.account = account;
    this.relay = relay;
  }

  static async create(gate = new Gate()): Promise<NginxProxy> {
    const account = await TestAccount.create(gate);
    await account.add(LISTED, '2001:db8::7');
    return new NginxProxy(gate, account, await gate.relayToken());
  }

  /** Whatever comes of it, nginx gets a 200 with a status, and an upstream only with an OK. */
  async ask({ request = 'GET /v1/nginx-mail', at = this.gate, ...call }: ProxyCall = {}) {
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

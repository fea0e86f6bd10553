/** A mail server's or a host's question in each protocol, and what it makes of the answer, as expected.ts words it. */
import type * as api from '../../shared/api.ts';
import { hookRequest } from '../conformance/stalwart-session.ts';
import { type Gate, newCallerAddress } from '../worker/gate.ts';
import type { Protocol } from './expected.ts';

export const CLIENT_ADDRESS_HEADER = 'X-Sendgate-Client-Address';

interface Asked {
  readonly account: string;
  readonly address: string;
}

export interface Tokens {
  readonly relay: string;
  /** Of a sending host of the account. */
  checkerOf(account: string): string;
}

type Ask = (gate: Gate, tokens: Tokens, questions: readonly Asked[]) => Promise<string[]>;

/** One call a question, all at once, with the relay's token. */
const each =
  (ask: (gate: Gate, token: string, question: Asked) => Promise<string>): Ask =>
  (gate, { relay }, questions) =>
    Promise.all(questions.map((question) => ask(gate, relay, question)));

export const ASKING: Readonly<Record<Protocol, Ask>> = {
  'POST /v1/check': each(async (gate, token, body) =>
    worded((await gate.call<api.Decision>('POST /v1/check', { token, body })).body),
  ),
  'GET /v1/check': each(async (gate, token, { account, address }) => {
    const query = new URLSearchParams({ account, address });
    return worded((await gate.call<api.Decision>(`GET /v1/check?${query}`, { token })).body);
  }),
  'POST /v1/check/batch': async (gate, { relay: token }, checks) => {
    const body = { checks };
    const call = await gate.call<{ decisions: api.Decision[] }>('POST /v1/check/batch', {
      token,
      body,
    });
    return call.body.decisions.map(worded);
  },
  'POST /v1/dovecot': each(async (gate, token, { account, address }) => {
    const body = { login: account, remote: address };
    const request = 'POST /v1/dovecot?command=allow';
    return `status ${(await gate.call<{ status: number }>(request, { token, body })).body.status}`;
  }),
  'GET /v1/nginx-mail': each(async (gate, token, { account, address }) => {
    const upstream = { 'X-Sendgate-Upstream': '127.0.0.1:10025' };
    const headers = { 'Auth-User': account, 'Client-IP': address, ...upstream };
    const answer = await gate.call('GET /v1/nginx-mail', { token, headers });
    return answer.headers.get('auth-error-code') ?? answer.headers.get('auth-status') ?? '';
  }),
  'POST /v1/stalwart': each(async (gate, token, { account, address }) => {
    const body = hookRequest({ ip: address, login: account });
    const answer = await gate.call<StalwartAnswer>('POST /v1/stalwart', { token, body });
    const { action, response } = answer.body;
    return response ? `${response.status} ${response.enhanced_status}` : action;
  }),
  'GET /v1/forward-auth': each(async (gate, token, { account, address }) => {
    const headers = { 'X-Sendgate-Account': account, [CLIENT_ADDRESS_HEADER]: address };
    const from = newCallerAddress();
    const answer = await gate.call('GET /v1/forward-auth', { token, headers, from });
    return String(answer.status);
  }),
  // What is passed on gets a 204, which is the upstream's.
  'POST /send/{upstream}/{path}': (gate, tokens, questions) =>
    Promise.all(
      questions.map(async ({ account, address }) => {
        const headers = { 'X-Sendgate-Token': tokens.checkerOf(account) };
        const request = `POST /send/${UPSTREAM}/messages`;
        const { status } = await gate.call(request, { from: address, headers });
        return status === 204 ? 'passed on' : String(status);
      }),
    ),
};

const UPSTREAM = 'api';
export const SEND_UPSTREAMS = JSON.stringify({ [UPSTREAM]: { url: 'https://api.example.com/v3' } });

interface StalwartAnswer {
  readonly action: string;
  readonly response?: { readonly status: number; readonly enhanced_status: string };
}

export function worded({ verdict, reason }: api.Decision): string {
  return reason === 'unavailable' ? `${verdict}, reason unavailable` : verdict;
}

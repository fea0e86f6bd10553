/** Every protocol of the table, as its callers use it. A test compares the two lists. */
import type * as api from '../../../shared/api.ts';
import { hookRequest } from '../../conformance/stalwart-session.ts';
import { ANSWERS } from '../../faults/expected.ts';
import type { WorkerAnswer } from '../support/test-worker.ts';
import {
  type AskedLogin,
  asHeader,
  CLIENT_ADDRESS_HEADER,
  latin1,
  percent,
  type WayToAsk,
} from './way-to-ask.ts';

const BAD_LOGIN = 'b\u00fcro@example.com';
const BAD_LOGIN_ENCODED = 'b%FCro@example.com';

/** The word of a check's answer. A refusal to answer is a problem, a verdict is a Decision. */
function wordOfCheck({ status, headers, body }: WorkerAnswer<unknown>): string {
  if (headers.get('content-type') === 'application/problem+json') {
    return (body as api.ProblemDocument).code;
  }
  if (status !== 200) throw new Error(`a verdict with the status ${status}`);
  return wordOfDecision(body as api.Decision);
}

export function wordOfDecision({ verdict, reason }: api.Decision): string {
  return reason === 'unavailable' ? `${verdict}, reason unavailable` : verdict;
}

function expectOk({ status }: WorkerAnswer<unknown>): void {
  if (status !== 200) throw new Error(`a status that the mail server does not expect: ${status}`);
}

const queryOf = ({ account, address }: AskedLogin) =>
  `account=${percent(account)}&address=${percent(address)}`;

const nginxHeaders = (login: string, address: string) => ({
  'Auth-User': login,
  'Client-IP': asHeader(address),
  'X-Sendgate-Upstream': '127.0.0.1:10025',
});

export const WAYS_TO_ASK: readonly WayToAsk[] = [
  {
    name: 'POST /v1/check',
    protocol: 'check',
    words: ANSWERS['POST /v1/check'],
    question: (body) => ({ request: 'POST /v1/check', body }),
    notUtf8: (address) => ({
      request: 'POST /v1/check',
      body: latin1({ account: BAD_LOGIN, address }),
    }),
    word: wordOfCheck,
  },
  {
    name: 'GET /v1/check',
    protocol: 'check',
    words: ANSWERS['GET /v1/check'],
    question: (asked) => ({ request: `GET /v1/check?${queryOf(asked)}` }),
    notUtf8: (address) => ({
      request: `GET /v1/check?account=${BAD_LOGIN_ENCODED}&address=${address}`,
    }),
    word: wordOfCheck,
  },
  {
    name: 'POST /v1/dovecot',
    protocol: 'dovecot',
    words: ANSWERS['POST /v1/dovecot'],
    question: ({ account, address }) => ({
      request: 'POST /v1/dovecot?command=allow',
      body: { login: account, remote: address },
    }),
    notUtf8: (remote) => ({
      request: 'POST /v1/dovecot?command=allow',
      body: latin1({ login: BAD_LOGIN, remote }),
    }),
    word(answer) {
      expectOk(answer);
      const { status } = answer.body as { status: number };
      if (status !== 0 && status !== -1) throw new Error(`a status of Dovecot’s that is none`);
      return `status ${status}`;
    },
  },
  {
    name: 'GET /v1/nginx-mail',
    protocol: 'nginx-mail',
    words: ANSWERS['GET /v1/nginx-mail'],
    question: ({ account, address }) => ({
      request: 'GET /v1/nginx-mail',
      headers: nginxHeaders(percent(account), address),
    }),
    notUtf8: (address) => ({
      request: 'GET /v1/nginx-mail',
      headers: nginxHeaders(BAD_LOGIN_ENCODED, address),
    }),
    word(answer) {
      expectOk(answer);
      const { headers } = answer;
      // nginx lets a client in as soon as it gets a server, whatever else the answer says.
      if (headers.has('auth-server') || headers.has('auth-port')) {
        return headers.get('auth-status') ?? 'a server without a status';
      }
      return headers.get('auth-error-code') ?? '';
    },
  },
  {
    name: 'POST /v1/stalwart',
    protocol: 'stalwart',
    words: ANSWERS['POST /v1/stalwart'],
    question: ({ account, address }) => ({
      request: 'POST /v1/stalwart',
      body: hookRequest({ ip: address, login: account }),
    }),
    notUtf8: (ip) => ({
      request: 'POST /v1/stalwart',
      body: latin1(hookRequest({ ip, login: BAD_LOGIN })),
    }),
    word(answer) {
      expectOk(answer);
      const { action, response } = answer.body as StalwartAnswer;
      return response ? `${response.status} ${response.enhanced_status}` : action;
    },
  },
  {
    name: 'GET /v1/forward-auth',
    protocol: 'forward-auth',
    inHeader: true,
    words: ANSWERS['GET /v1/forward-auth'],
    question: ({ account, address }) => ({
      request: 'GET /v1/forward-auth',
      headers: {
        'X-Sendgate-Account': asHeader(account),
        [CLIENT_ADDRESS_HEADER]: asHeader(address),
      },
    }),
    notUtf8: (address) => ({
      request: 'GET /v1/forward-auth',
      headers: { 'X-Sendgate-Account': BAD_LOGIN, [CLIENT_ADDRESS_HEADER]: address },
    }),
    word: ({ status }) => String(status),
  },
];

interface StalwartAnswer {
  readonly action: string;
  readonly response?: { readonly status: number; readonly enhanced_status: string };
}

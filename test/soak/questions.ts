/**
 * The ways in which a mail server asks. Each makes a request, and reads the verdict from the
 * answer.
 */
import type { SoakAnswer, SoakRequest } from './soak-client.ts';

export interface SoakQuestion {
  readonly request: Omit<SoakRequest, 'token'>;
  /** Reads the verdict. Throws if the answer holds none. */
  verdict(answer: SoakAnswer): 'allow' | 'deny';
}

type Way = (account: string, address: string) => SoakQuestion;

const verdictOf = ({ status, text }: SoakAnswer, read: (body: never) => boolean) => {
  if (status !== 200) throw new Error(`${status} ${text}`);
  return read(JSON.parse(text) as never) ? 'allow' : 'deny';
};

interface Decided {
  readonly verdict: string;
  readonly reason: string;
}

function isAllowed({ verdict, reason }: Decided): boolean {
  if (reason === 'unavailable') throw new Error('nothing could be read');
  return verdict === 'allow';
}

const byQuery: Way = (account, address) => ({
  request: { path: `/v1/check?${new URLSearchParams({ account, address })}` },
  verdict: (answer) => verdictOf(answer, isAllowed),
});

const byBody: Way = (account, address) => ({
  request: { method: 'POST', path: '/v1/check', body: { account, address } },
  verdict: (answer) => verdictOf(answer, isAllowed),
});

const byBatch: Way = (account, address) => ({
  request: { method: 'POST', path: '/v1/check/batch', body: { checks: [{ account, address }] } },
  verdict: (answer) =>
    verdictOf(answer, ({ decisions }: { decisions: [Decided] }) => isAllowed(decisions[0])),
});

const byDovecot: Way = (login, remote) => ({
  request: { method: 'POST', path: '/v1/dovecot?command=allow', body: { login, remote } },
  verdict: (answer) => verdictOf(answer, ({ status }: { status: number }) => status === 0),
});

const byStalwart: Way = (login, ip) => ({
  request: {
    method: 'POST',
    path: '/v1/stalwart',
    body: {
      context: { stage: 'mail', client: { ip }, sasl: { login }, protocol: { version: 1 } },
    },
  },
  verdict: (answer) => verdictOf(answer, ({ action }: { action: string }) => action === 'accept'),
});

const byNginx: Way = (account, address) => ({
  request: {
    path: '/v1/nginx-mail',
    headers: {
      'Auth-User': encodeURIComponent(account),
      'Client-IP': address,
      'X-Sendgate-Upstream': '127.0.0.1:25',
    },
  },
  verdict({ status, headers }) {
    const said = headers.get('auth-status');
    if (status !== 200 || said?.startsWith('Temporary')) throw new Error(`${status} ${said}`);
    return said === 'OK' ? 'allow' : 'deny';
  },
});

const byProxy: Way = (account, address) => ({
  request: {
    path: '/v1/forward-auth',
    headers: { 'X-Sendgate-Account': account, 'X-Client': address },
  },
  verdict({ status, text }) {
    if (status === 204) return 'allow';
    if (status === 403 && JSON.parse(text).code === 'address-not-allowed') return 'deny';
    throw new Error(`${status} ${text}`);
  },
});

/** A way that stands here twice is used twice as often. */
const WAYS = [
  byQuery,
  byQuery,
  byQuery,
  byQuery,
  byBody,
  byBatch,
  byDovecot,
  byDovecot,
  byStalwart,
  byNginx,
  byProxy,
];

export function anyQuestion(account: string, address: string): SoakQuestion {
  const way = WAYS[Math.floor(Math.random() * WAYS.length)] ?? byQuery;
  return way(account, address);
}

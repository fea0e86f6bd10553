/** Questions as mail servers and proxies ask them, well and badly. */
import { hookRequest } from '../../conformance/stalwart-session.ts';
import { ADDRESS, LOGIN } from '../support/decisions.ts';
import type { RequestTerms } from './raw-http.ts';

export const ADDRESS_HEADER = 'x-sendgate-client-address';
const UPSTREAM = ['X-Sendgate-Upstream', '127.0.0.1:10025'] as const;
const JSON_TYPE = ['Content-Type', 'application/json'] as const;

type Ask = (login: string, address: string) => RequestTerms;

const post = (path: string, body: unknown): RequestTerms => ({
  method: 'POST',
  path,
  headers: [JSON_TYPE],
  body: JSON.stringify(body),
});
const encode = encodeURIComponent;

/** Each way to ask, with a login and an address. */
export const ASKS: Readonly<Record<string, Ask>> = {
  'check, GET': (login, address) => ({
    path: `/v1/check?account=${encode(login)}&address=${encode(address)}`,
  }),
  'check, HEAD': (login, address) => ({
    method: 'HEAD',
    path: `/v1/check?address=${encode(address)}&account=${encode(login)}`,
  }),
  'check, POST': (account, address) => post('/v1/check', { account, address }),
  dovecot: (login, remote) =>
    post('/v1/dovecot?command=allow', { login, remote, mech: 'PLAIN', pwhash: '07' }),
  'nginx-mail': (login, address) => ({
    path: '/v1/nginx-mail',
    headers: [['Auth-User', encode(login)], ['Client-IP', address], UPSTREAM],
  }),
  stalwart: (login, ip) => post('/v1/stalwart', hookRequest({ login, ip })),
  'forward-auth': (login, address) => ({
    method: 'PUT',
    path: '/v1/forward-auth',
    headers: [
      ['X-Sendgate-Account', login],
      [ADDRESS_HEADER, address],
    ],
  }),
};

const NGINX = ASKS['nginx-mail'] as Ask;
const FORWARD = ASKS['forward-auth'] as Ask;
const CHECK = ASKS['check, POST'] as Ask;
const DOVECOT = ASKS.dovecot as Ask;

const withHeaders = (terms: RequestTerms, ...headers: (readonly [string, string])[]) => ({
  ...terms,
  headers: [...(terms.headers ?? []), ...headers],
});
const only = (terms: RequestTerms, ...names: string[]) => ({
  ...terms,
  headers: (terms.headers ?? []).filter(([name]) => names.includes(name)),
});
const good = (ask: Ask) => ask(LOGIN, ADDRESS);
const TOO_LONG = Buffer.alloc(900 * 1024 + 1, ' ');
const LATIN1 = Buffer.from(`{"account":"b\xfcro@example.com","address":"${ADDRESS}"}`, 'latin1');

const BODIES: Readonly<Record<string, string | Buffer>> = {
  'no JSON': '{"account": "sender@example.com",\n "address" "203.0.113.7"}',
  'cut off': '{"account"',
  empty: '',
  blank: ' \n',
  'a list': '[]',
  null: 'null',
  'no UTF-8': LATIN1,
  'a byte order mark': `\ufeff{"account":"${LOGIN}","address":"${ADDRESS}","login":"${LOGIN}","remote":"${ADDRESS}"}`,
  'too long': TOO_LONG,
  'numbers for texts': '{"account":1,"address":2,"login":3,"remote":4}',
  'nested deep': `${'['.repeat(2000)}${']'.repeat(2000)}`,
};

/** Requests with a good token that are no plain question, by what is odd about them. */
export function oddRequests(): [string, RequestTerms][] {
  const odd: [string, RequestTerms][] = [];
  for (const [name, body] of Object.entries(BODIES))
    for (const path of ['/v1/check', '/v1/dovecot?command=allow', '/v1/stalwart'])
      odd.push([`${path}: ${name}`, { method: 'POST', path, headers: [JSON_TYPE], body }]);
  const check = good(CHECK);
  const paths = ['/v1/dovecot', '/v1/nginx-mail', '/v1/stalwart', '/v1/forward-auth'];
  for (const path of paths) {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH'])
      odd.push([`${method} ${path}`, { method, path }]);
    odd.push([`below ${path}`, { ...check, path: `${path}/` }]);
    odd.push([`below ${path}, as Dovecot`, { ...check, path: `${path}/x?command=allow` }]);
    odd.push([`${path} with a query`, { path: `${path}?account=x` }]);
  }
  return [
    ...odd,
    ['no type', { ...check, headers: [] }],
    ['another type', { ...check, headers: [['Content-Type', 'text/plain']] }],
    [
      'a type with a charset',
      { ...check, headers: [['Content-Type', 'application/json; charset=utf-8']] },
    ],
    ['two types', withHeaders(check, ['Content-Type', 'text/plain'])],
    [
      'more fields',
      post('/v1/check', { account: LOGIN, address: ADDRESS, 'a/b~': 1, password: 'x' }),
    ],
    ['no address', post('/v1/check', { account: LOGIN })],
    ['no account', post('/v1/check', { address: ADDRESS })],
    ['an account too long', post('/v1/check', { account: 'x'.repeat(5000), address: ADDRESS })],
    ['an address too long', post('/v1/check', { account: LOGIN, address: '1'.repeat(300) })],
    ['the query of another call', { ...check, path: '/v1/check?command=report' }],
    ['Dovecot at the path of a check', { ...check, path: '/v1/check?command=allow' }],
    ['Dovecot at Stalwart’s path', { ...check, path: '/v1/stalwart?x=1&command=allow' }],
    ['no query', { path: '/v1/check' }],
    ['an empty query', { path: '/v1/check?' }],
    ['the account twice', { path: `/v1/check?account=a&account=${LOGIN}&address=${ADDRESS}` }],
    ['a field more', { path: `/v1/check?account=${LOGIN}&address=${ADDRESS}&now=1` }],
    ['a query that is no UTF-8', { path: `/v1/check?account=b%FCro&address=${ADDRESS}` }],
    ['a plus sign', { path: `/v1/check?account=a+b@example.com&address=${ADDRESS}` }],
    ['a path encoded', { path: `/v1/%63heck?account=${LOGIN}&address=${ADDRESS}` }],
    ['a path encoded wrongly', { path: '/v1/dovecot/%FF' }],
    ['a report of Dovecot', post('/v1/dovecot?command=report', { login: LOGIN })],
    [
      'a command before the last',
      { ...good(DOVECOT), path: '/v1/dovecot?command=report&command=allow' },
    ],
    ['a command that is none', { ...good(DOVECOT), path: '/v1/dovecot?command=deny' }],
    [
      'Dovecot without a password',
      post('/v1/dovecot?command=allow', { login: LOGIN, remote: '192.0.2.9', mech: 'EXTERNAL' }),
    ],
    [
      'a session before the login',
      post('/v1/stalwart', hookRequest({ stage: 'auth', login: LOGIN, ip: ADDRESS })),
    ],
    ['a session without a login', post('/v1/stalwart', hookRequest({ ip: '192.0.2.9' }))],
    ['nginx without a server', only(good(NGINX), 'Auth-User', 'Client-IP')],
    [
      'nginx with the name of a server',
      withHeaders(only(good(NGINX), 'Auth-User', 'Client-IP'), [
        'X-Sendgate-Upstream',
        'localhost:25',
      ]),
    ],
    ['nginx with two servers', withHeaders(good(NGINX), ['X-Sendgate-Upstream', '127.0.0.1:26'])],
    ['nginx without a login', only(good(NGINX), 'X-Sendgate-Upstream', 'Client-IP')],
    ['nginx with two logins', withHeaders(good(NGINX), ['Auth-User', 'x'])],
    ['nginx with an empty login', NGINX('', ADDRESS)],
    [
      'nginx with a login that is no UTF-8',
      withHeaders(only(good(NGINX), 'X-Sendgate-Upstream', 'Client-IP'), ['Auth-User', 'b%FCro']),
    ],
    [
      'nginx with bytes',
      withHeaders(only(good(NGINX), 'X-Sendgate-Upstream', 'Client-IP'), [
        'Auth-User',
        'b\xfcro@example.com',
      ]),
    ],
    ['nginx without an address', only(good(NGINX), 'X-Sendgate-Upstream', 'Auth-User')],
    ['nginx with two addresses', withHeaders(good(NGINX), ['Client-IP', '192.0.2.9'])],
    ['a proxy without an account', only(good(FORWARD), ADDRESS_HEADER)],
    ['a proxy with two accounts', withHeaders(good(FORWARD), ['X-Sendgate-Account', 'x'])],
    [
      'a proxy with bytes',
      withHeaders(only(good(FORWARD), ADDRESS_HEADER), ['X-Sendgate-Account', 'b\xfcro']),
    ],
    ['a proxy without an address', only(good(FORWARD), 'X-Sendgate-Account')],
    ['a proxy with two addresses', withHeaders(good(FORWARD), [ADDRESS_HEADER, '192.0.2.9'])],
    ['a proxy with a list', FORWARD(LOGIN, `192.0.2.9, ${ADDRESS}`)],
    [
      'a proxy with its client’s Authorization',
      withHeaders(good(FORWARD), ['Authorization', 'Basic YTpi']),
    ],
  ];
}

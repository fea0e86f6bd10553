/**
 * The headers of answers. Every answer says that no one keeps it. One that a browser may come to read has an id
 * and the headers that guard a page. Mail servers get answers by the thousand: there those headers would guard
 * nothing and cost more than the check itself.
 */

/** Browsers call with bearer tokens and never with cookies, from extension origins that differ by install. */
export const CORS = {
  origin: '*',
  allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
  allowHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'Idempotency-Key'],
  exposeHeaders: [
    'Allow',
    'Date',
    'ETag',
    'Location',
    'Retry-After',
    'WWW-Authenticate',
    'X-Request-Id',
  ],
  maxAge: 86_400,
};

const CORS_HEADERS = {
  'Access-Control-Allow-Origin': CORS.origin,
  'Access-Control-Expose-Headers': CORS.exposeHeaders.join(','),
};

const PAGE_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Origin-Agent-Cluster': '?1',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=15552000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
};

export const COMMON_HEADERS = { 'Cache-Control': 'no-store' };
export const REQUEST_ID = 'X-Request-Id';

/** Guards an answer that a browser may show. */
export function setPageHeaders(headers: Headers): void {
  setAll(headers, PAGE_HEADERS);
}

/** Lets any page read the answer, and when it was given: what expires is told by this clock, not the browser's. */
export function setCorsHeaders(headers: Headers): void {
  setAll(headers, CORS_HEADERS);
  headers.set('Date', new Date().toUTCString());
}

/** An answer of management, or one that is for anyone: a page may read it, and the log can be found by its id. */
export function setReadableHeaders(headers: Headers, requestId: string): void {
  setAll(headers, COMMON_HEADERS);
  headers.set(REQUEST_ID, requestId);
  setPageHeaders(headers);
  setCorsHeaders(headers);
}

function setAll(headers: Headers, values: Readonly<Record<string, string>>): void {
  for (const name in values) headers.set(name, values[name] ?? '');
}

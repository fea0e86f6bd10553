/**
 * The headers of answers. Every answer forbids caching. An answer that a browser may read also has an id and
 * the headers that protect a page. Mail servers get thousands of answers; such headers would protect nothing
 * there, and cost more than the check itself.
 */

/**
 * Browsers call with bearer tokens, never with cookies. Their extension origins are different for each
 * installation, so any origin is allowed.
 */
export const CORS = {
  origin: '*',
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
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

/** Sets the headers that protect an answer in a browser. */
export function setPageHeaders(headers: Headers): void {
  setAll(headers, PAGE_HEADERS);
}

/** Lets any page read the answer, and when it was given: what expires is told by this clock, not the browser's. */
export function setCorsHeaders(headers: Headers): void {
  setAll(headers, CORS_HEADERS);
  headers.set('Date', new Date().toUTCString());
}

/** Sets the headers of an answer that a page may read. The id leads to the log lines of the request. */
export function setReadableHeaders(headers: Headers, requestId: string): void {
  setAll(headers, COMMON_HEADERS);
  headers.set(REQUEST_ID, requestId);
  setPageHeaders(headers);
  setCorsHeaders(headers);
}

function setAll(headers: Headers, values: Readonly<Record<string, string>>): void {
  for (const name in values) headers.set(name, values[name] ?? '');
}

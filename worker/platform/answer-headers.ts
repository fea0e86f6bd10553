/**
 * What answers have in common: no one keeps them. What a browser may come to read has an id, and the headers
 * that guard a page. The answers that mail servers get by the thousand have no such headers, which guard
 * nothing there and cost more than the check itself, and an id only where the log says something of them.
 */
import type { Next } from 'hono';
import type { AppContext } from '../management/app-env.ts';
import { requestIdOf } from '../management/request-id.ts';

/** Browsers call with bearer tokens and never with cookies, from extension origins that differ by install. */
export const CORS = {
  origin: '*',
  allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
  allowHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'Idempotency-Key'],
  exposeHeaders: ['ETag', 'Location', 'Retry-After', 'X-Request-Id'],
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

/** Of every answer. */
export const COMMON_HEADERS = { 'Cache-Control': 'no-store' };
export const REQUEST_ID = 'X-Request-Id';

export interface Readers {
  /** Paths whose answers an upstream gives: they are passed on as they are. */
  readonly upstreams: string;
  /** Paths that a proxy asks with its client's headers, Origin too: no page reads the answer. */
  readonly proxies: string;
  /** Paths that programs ask; a page that does sends its Origin. */
  readonly programs: readonly string[];
}

export function answerHeaders({ upstreams, proxies, programs }: Readers) {
  return async function answerHeaders(c: AppContext, next: Next): Promise<void> {
    const { path } = c.req;
    await next();
    if (isBelow(path, upstreams)) return;
    const { ok, headers } = c.res;
    setAll(headers, COMMON_HEADERS);
    const forProxy = isBelow(path, proxies);
    const forPage = !forProxy && c.req.raw.headers.has('origin');
    const forProgram = ok && !forPage && programs.some((program) => isBelow(path, program));
    const requestId = forProgram ? c.get('requestId') : requestIdOf(c);
    if (requestId !== undefined) headers.set(REQUEST_ID, requestId);
    if (forProgram) return;
    setAll(headers, PAGE_HEADERS);
    if (!forProxy) setAll(headers, CORS_HEADERS);
  };
}

/** Whether a path is the folder's, or of something in it. */
export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder) && (path.length === folder.length || path[folder.length] === '/');
}

function setAll(headers: Headers, values: Readonly<Record<string, string>>): void {
  for (const name in values) headers.set(name, values[name] ?? '');
}

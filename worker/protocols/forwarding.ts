/**
 * Passes a request on to an upstream, and its answer back. Bodies are streamed. Headers that only concern
 * Sendgate or one connection are left out.
 */
import { HOP_BY_HOP, OF_THE_EDGE } from '../../shared/proxied-headers.ts';
import type { SendUpstream } from '../platform/send-upstreams.ts';
import { findBearerToken } from '../tokens/header-token.ts';
import { findTokenText } from '../tokens/token-text.ts';

/** Headers that the client sends to Sendgate, not to the upstream. */
const OURS = /^(?:host|cookie|cdn-loop|via|x-sendgate-.*)$/;
/** Headers that make an upstream treat a request as another method or path than the one that was checked. */
const OVERRIDES = /^x-(?:http-method|http-method-override|method-override|original-.*|rewrite-.*)$/;
/** Headers in which an upstream speaks about its own host. The client would apply them to Sendgate's host. */
const OF_THEIR_HOST =
  /^(?:set-cookie|alt-svc|strict-transport-security|clear-site-data|nel|report-to|reporting-endpoints)$/;

const CACHEABLE = /^(?:GET|HEAD)$/;

export type Forwarded =
  | { readonly kind: 'answered'; readonly response: Response }
  | { readonly kind: 'late' | 'redirected' }
  | { readonly kind: 'unreachable'; readonly error: unknown };

export async function forward(
  request: Request,
  target: string,
  { key, timeoutSeconds }: SendUpstream,
): Promise<Forwarded> {
  const late = new AbortController();
  // The timeout covers the time until the answer begins. The rest of the answer may take as long as the client
  // and the upstream want.
  const timer = setTimeout(() => late.abort(), timeoutSeconds * 1_000);
  try {
    const response = await fetch(target, {
      method: request.method,
      headers: headersFor(request.headers, key),
      body: request.body,
      redirect: 'manual',
      // Cloudflare caches the answers of GET requests by URL, but the answer for one client must not reach
      // another.
      ...(CACHEABLE.test(request.method) && { cache: 'no-store' as const }),
      signal: late.signal,
    });
    // A client that follows a redirect would send its request, with its tokens, to another host.
    if (!response.headers.has('location') || response.status < 300 || response.status > 399)
      return { kind: 'answered', response: answerOf(response) };
    await response.body?.cancel();
    return { kind: 'redirected' };
  } catch (error) {
    return late.signal.aborted ? { kind: 'late' } : { kind: 'unreachable', error };
  } finally {
    clearTimeout(timer);
  }
}

function headersFor(headers: Headers, key: SendUpstream['key']): Headers {
  const passed = without(headers, HOP_BY_HOP, OF_THE_EDGE, OURS, OVERRIDES);
  // A Sendgate token in the wrong header must not reach the upstream.
  if (findTokenText(findBearerToken(headers) ?? '')) passed.delete('authorization');
  if (key) passed.set(key.header, key.value);
  return passed;
}

function answerOf(response: Response): Response {
  const headers = without(response.headers, HOP_BY_HOP, OF_THE_EDGE, OF_THEIR_HOST);
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}

/** Copies the headers, except the refused ones and those that Connection names. */
function without(headers: Headers, ...refused: RegExp[]): Headers {
  const kept = new Headers(headers);
  const named = (headers.get('connection') ?? '').toLowerCase().split(/[\s,]+/);
  for (const name of headers.keys()) {
    if (named.includes(name) || refused.some((pattern) => pattern.test(name))) kept.delete(name);
  }
  return kept;
}

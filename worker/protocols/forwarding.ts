/** A request passed on to an upstream, and its answer back: bodies as they stream, nothing added, nothing told. */
import { HOP_BY_HOP, OF_THE_EDGE } from '../../shared/proxied-headers.ts';
import type { SendUpstream } from '../platform/send-upstreams.ts';
import { findBearerToken } from '../tokens/header-token.ts';
import { findTokenText } from '../tokens/token-text.ts';

/** What a client says to Sendgate, not to the upstream. */
const OURS = /^(?:host|cookie|cdn-loop|via|x-sendgate-.*)$/;
/** They make an upstream take a request for one of another method or path than the one that was judged. */
const OVERRIDES = /^x-(?:http-method|http-method-override|method-override|original-.*|rewrite-.*)$/;
/** What an upstream says of its own host, which would be taken for a word of Sendgate's. */
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
  // Until the answer begins; how long it then takes is the client's and the upstream's affair.
  const timer = setTimeout(() => late.abort(), timeoutSeconds * 1_000);
  try {
    const response = await fetch(target, {
      method: request.method,
      headers: headersFor(request.headers, key),
      body: request.body,
      redirect: 'manual',
      // Cloudflare keeps what a GET fetched, by its URL: one client's answer is not another's.
      ...(CACHEABLE.test(request.method) && { cache: 'no-store' as const }),
      signal: late.signal,
    });
    // A client that followed it would take its request, tokens included, elsewhere.
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
  // A token of Sendgate's that was put in the wrong place is not for the upstream to see.
  if (findTokenText(findBearerToken(headers) ?? '')) passed.delete('authorization');
  if (key) passed.set(key.header, key.value);
  return passed;
}

function answerOf(response: Response): Response {
  const headers = without(response.headers, HOP_BY_HOP, OF_THE_EDGE, OF_THEIR_HOST);
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}

/** A copy without them, and without those that Connection names. */
function without(headers: Headers, ...refused: RegExp[]): Headers {
  const kept = new Headers(headers);
  const named = (headers.get('connection') ?? '').toLowerCase().split(/[\s,]+/);
  for (const name of headers.keys()) {
    if (named.includes(name) || refused.some((pattern) => pattern.test(name))) kept.delete(name);
  }
  return kept;
}

/** Finds the token in the headers of a request. */
import type { RequestHeaders } from '../platform/request-headers.ts';

/** Finds the token of `Authorization: Bearer …` (RFC 6750, 2.1). It is undefined if there is none. */
export function findBearerToken(headers: RequestHeaders): string | undefined {
  return /^bearer +([\x21-\x7e]+)$/i.exec(headers.get('authorization') ?? '')?.[1];
}

/**
 * Finds the token of X-Sendgate-Token, for calls whose Authorization belongs to another service. It is
 * undefined if there is none.
 */
export function findSendgateToken(headers: RequestHeaders): string | undefined {
  return /^[\x21-\x7e]+$/.exec(headers.get('x-sendgate-token') ?? '')?.[0];
}

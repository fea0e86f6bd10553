/** The token that a request's headers carry. */

/** The token of `Authorization: Bearer …` (RFC 6750, 2.1); undefined when there is none. */
export function findBearerToken(headers: Headers): string | undefined {
  return /^bearer +([\x21-\x7e]+)$/i.exec(headers.get('authorization') ?? '')?.[1];
}

/** The token of X-Sendgate-Token, where Authorization is another's; undefined when there is none. */
export function findSendgateToken(headers: Headers): string | undefined {
  return /^[\x21-\x7e]+$/.exec(headers.get('x-sendgate-token') ?? '')?.[0];
}

/**
 * Decides whether the client has this answer already. If-None-Match compares weakly (RFC 9110, 13.1.2), since a
 * proxy that compresses an answer makes its tag weak.
 */
export function isAtHand(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.match(/"[^"]*"/g)?.includes(etag) ?? false;
}

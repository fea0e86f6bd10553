/** The headers of Node's request as the Worker's own code reads them. */
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHeaders } from '../../../worker/platform/request-headers.ts';

/**
 * At the edge, Cloudflare alone writes these headers, and what they say is trusted. Here anybody could send them, such
 * as the client of a proxy that passes on what it got.
 */
const OF_CLOUDFLARE = /^cf-/i;

/** The server must join the values of a header that came more than once, so that nobody has to guess which one counts. */
export class NodeHeaders implements RequestHeaders {
  readonly #headers: IncomingHttpHeaders;

  constructor(headers: IncomingHttpHeaders) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    const lower = name.toLowerCase();
    if (OF_CLOUDFLARE.test(lower) || !Object.hasOwn(this.#headers, lower)) return null;
    const value = this.#headers[lower];
    if (value === undefined) return null;
    return asUtf8(typeof value === 'string' ? value : value.join(', '));
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }
}

/** Node makes one character of each byte, and the Worker's runtime reads UTF-8. */
function asUtf8(text: string): string {
  return /[\x80-\xff]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
}

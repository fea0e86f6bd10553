import type { RequestHeaders } from '../platform/request-headers.ts';
import type { RequestLine } from './protocol.ts';

export function readRequestLine({ method, url, headers }: Request): RequestLine {
  return requestLineOf(method, url, url.indexOf('/', url.indexOf('//') + 2), headers);
}

/** Reads a line from a text in which the path begins at `pathAt`. What follows it is the path and the query. */
export function requestLineOf(
  method: string,
  url: string,
  pathAt: number,
  headers: RequestHeaders,
): RequestLine {
  const queryAt = url.indexOf('?', pathAt);
  const path = url.slice(pathAt, queryAt < 0 ? undefined : queryAt);
  const query = queryAt < 0 ? '' : url.slice(queryAt + 1);
  return { method, path: path.includes('%') ? decodePath(path) : path, query, headers };
}

/**
 * Decodes a path that is percent-encoded without need. An encoded slash stays encoded, because it is a part of
 * a name.
 */
function decodePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

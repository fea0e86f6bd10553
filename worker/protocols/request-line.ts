import type { RequestLine } from './protocol.ts';

export function readRequestLine({ method, url, headers }: Request): RequestLine {
  const pathAt = url.indexOf('/', url.indexOf('//') + 2);
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

/** Paths and queries that an upstream might read otherwise than the Worker does are not passed on. */

/** A path that is decoded so often is no path of an API. */
const MAX_DECODINGS = 10;

/**
 * Whether each segment of the path is plain, however often an upstream decodes it: not empty, no dots alone, no
 * separator, no percent sign, no control character. The path itself goes on as it was sent.
 */
export function isPlainPath(path: string): boolean {
  if (path === '' || path === '/') return true;
  return path.slice(1).split('/').every(isPlainSegment);
}

function isPlainSegment(segment: string): boolean {
  const text = decodeWholly(segment);
  if (text === undefined || text === '' || text === '.' || text === '..') return false;
  return !/[/\\;%\p{Cc}]/u.test(text);
}

/** Decoded until it no longer changes; undefined where that is no UTF-8, or takes too long. */
function decodeWholly(segment: string): string | undefined {
  let text = segment;
  for (let round = 0; round < MAX_DECODINGS; round++) {
    try {
      const decoded = decodeURIComponent(text);
      if (decoded === text) return text;
      text = decoded;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** Whether the query asks the upstream to take the request for one of another method. */
export function overridesMethod(search: string): boolean {
  return [...new URLSearchParams(search).keys()].some((name) => name.toLowerCase() === '_method');
}

/**
 * Finds paths and queries that an upstream could read in another way than the Worker. They are not
 * passed on.
 */

/** The most rounds of decoding. No path of an API is encoded so often. */
const MAX_DECODINGS = 10;

/**
 * Decides whether each segment of the path is plain, however often an upstream decodes it: not empty, not only
 * dots, and without a separator, a percent sign or a control character. The path itself is passed on as it was
 * sent.
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

/**
 * Decodes a segment until it no longer changes. It is undefined if the result is not UTF-8, or if that takes
 * too many rounds.
 */
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

/** Decides whether the query asks the upstream to treat the request as another method. */
export function overridesMethod(search: string): boolean {
  return [...new URLSearchParams(search).keys()].some((name) => name.toLowerCase() === '_method');
}

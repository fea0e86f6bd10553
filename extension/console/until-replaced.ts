/** Of the document, which all scripts of this extension on a page share, each in a world of its own. */
const STARTED = 'sendgate-started';

/**
 * Ends the script that ran on this page before, as one of an extension that has been updated since; aborts when
 * a later one does the same.
 */
export function untilReplaced(): AbortController {
  const replaced = new AbortController();
  document.dispatchEvent(new Event(STARTED));
  document.addEventListener(STARTED, () => replaced.abort(), { signal: replaced.signal });
  return replaced;
}

/**
 * The layouts of what objects publish, numbered. A layout says how the bytes of a replica lie and how the relay
 * tokens are written; objects/README.md says when one may change, and what else may change without a new one.
 */

/** The layouts that this code reads and writes, the newest first. */
const LAYOUTS: readonly [number, ...number[]] = [4];

/** The layout in KV: isolates of the release before and of the release after read it, too. */
export const PUBLISHED_LAYOUT = 4;

/** The newest layout that an isolate of this code reads: it says so to each object that it asks. */
export const [NEWEST_LAYOUT] = LAYOUTS;

export function isReadableLayout(layout: unknown): boolean {
  return LAYOUTS.some((known) => known === layout);
}

/**
 * The layout in which an object answers an isolate that reads `newest` and what is older. An isolate that does not
 * say what it reads is older than all that do: it gets the oldest layout.
 */
export function layoutFor(newest = 0): number {
  return LAYOUTS.find((layout) => layout <= newest) ?? LAYOUTS.at(-1) ?? NEWEST_LAYOUT;
}

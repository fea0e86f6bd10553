/**
 * The numbers of the layouts in which objects publish. A layout defines the order of the bytes in a replica and
 * the form of the relay tokens. objects/README.md says when a layout may change, and what may change without a
 * new one.
 */

/** The layouts that this code reads and writes, newest first. */
const LAYOUTS: readonly [number, ...number[]] = [4];

/** The layout in KV. Isolates of the previous release and of the next one must be able to read it too. */
export const PUBLISHED_LAYOUT = 4;

/** The newest layout that this code reads. An isolate sends it to each object that it asks. */
export const [NEWEST_LAYOUT] = LAYOUTS;

export function isReadableLayout(layout: unknown): boolean {
  return LAYOUTS.some((known) => known === layout);
}

/**
 * Chooses the layout in which an object answers an isolate that reads `newest` and older layouts. An isolate
 * that does not send `newest` is older than all that do, so it gets the oldest layout.
 */
export function layoutFor(newest = 0): number {
  return LAYOUTS.find((layout) => layout <= newest) ?? LAYOUTS.at(-1) ?? NEWEST_LAYOUT;
}

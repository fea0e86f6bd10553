/**
 * R6, R10, R11, R20: the mode of an allowlist after a change. It is a consequence of what the list holds, so every
 * change asks here, and nothing else decides it.
 */
import type { Allowlist, ListedMode, Mode } from './allowlist.ts';

export interface WantedMode {
  /** The mode of a list that was off and is on after the change. */
  readonly begins?: ListedMode | undefined;
  /** The mode that the change sets, whatever the list had before. */
  readonly sets?: ListedMode | undefined;
}

/** What a list holds, in the form of the domain or of the API. */
interface Held {
  readonly entries: readonly unknown[];
  readonly lists?: readonly string[] | undefined;
}

/** Whether the list holds an entry, live or not, or includes a shared list. One that holds nothing is off. */
export function holdsAnything({ entries, lists = [] }: Held): boolean {
  return entries.length > 0 || lists.length > 0;
}

/**
 * | the list after the change | was off       | was on          |
 * |---------------------------|---------------|-----------------|
 * | is a shared list          | `enforce`     | `enforce`       |
 * | holds nothing             | `off`         | `off`           |
 * | holds something           | sets ?? begins | sets ?? as it was |
 */
export function modeAfter(
  before: Pick<Allowlist, 'mode' | 'isShared'>,
  after: Held,
  { begins = 'enforce', sets }: WantedMode = {},
): Mode {
  if (before.isShared) return 'enforce';
  if (!holdsAnything(after)) return 'off';
  return sets ?? (before.mode === 'off' ? begins : before.mode);
}

/** The list after a change, with the mode that follows. `before` is the list that the change began with. */
export function withMode(before: Allowlist, after: Allowlist, wanted?: WantedMode): Allowlist {
  return { ...after, mode: modeAfter(before, after, wanted) };
}

/**
 * One synchronisation: the pages from a cursor to the page that has no more. It may take several attempts. A feed
 * that lies about its cursor must not keep the agent busy for ever, and must never make its copies fresh.
 */
import type { Moment } from './copy-clock.ts';
import { CopySet } from './copy-set.ts';
import type { FeedPage } from './feed-page.ts';

/** The most pages of one synchronisation. A page has up to 500 accounts and lists, and fewer where they are large. */
export const MAX_PAGES = 10_000;
/** An honest feed hardly has a page that is empty and has more after it. */
export const MAX_EMPTY_PAGES = 100;
const MAX_BEGINNINGS = 3;

export type Lie =
  | 'cursor-repeats'
  | 'empty-pages'
  | 'too-many-pages'
  | 'too-many-beginnings'
  | 'no-beginning';

export class Progress {
  /** When its first page was asked for. */
  readonly began: Moment;
  cursor: string | undefined;
  /** What a full synchronisation has named so far. Undefined if the set in use is brought up to date. */
  draft: CopySet | undefined;
  pages = 0;
  readonly #cursors = new Set<string>();
  #empty = 0;
  #beginnings = 0;

  constructor(cursor: string | undefined, began: Moment) {
    this.cursor = cursor;
    this.began = began;
  }

  /** Takes in the page's place in the feed, before anything else of it is used. */
  enter({ full, more, cursor, accounts, lists }: FeedPage): Lie | undefined {
    if (!full && this.cursor === undefined) return 'no-beginning';
    if (++this.pages > MAX_PAGES) return 'too-many-pages';
    if (full && ++this.#beginnings > MAX_BEGINNINGS) return 'too-many-beginnings';
    if (more) {
      if (cursor === this.cursor || this.#cursors.has(cursor)) return 'cursor-repeats';
      if (accounts.length + lists.length === 0 && ++this.#empty > MAX_EMPTY_PAGES)
        return 'empty-pages';
    }
    this.#cursors.add(cursor);
    this.cursor = cursor;
    if (full) this.draft = new CopySet();
    return undefined;
  }
}

/**
 * The order in which the feed names accounts and shared lists: by the sequence of the last word that the directory had
 * of them.
 *
 * A **walk** is one synchronisation of a holder, page by page. What moves to the end while pages are read is named
 * once more at the end, so a walk misses nothing. A walk that begins without a known position names everything that
 * there is.
 */
/** Where an account or a shared list stands in the order. */
export interface FeedPlace {
  /** The name of its object: that of the account, or the list's with U+0000 before it. */
  readonly objectName: string;
  readonly sequence: number;
}

export interface FeedItem extends FeedPlace {
  /** The version of its deletion. Null: it is in the index. */
  readonly departed: number | null;
}

export interface FeedPosition {
  readonly epoch: string;
  /** The sequence up to which the holder knows everything. */
  readonly after: number;
  /** Null between two walks. */
  readonly walk: FeedWalk | null;
}

export interface FeedWalk {
  /** Deletions before it are of no interest: the holder knows them, or has never heard the name. */
  readonly since: number;
  /** The last sequence at the begin of the walk. */
  readonly until: number;
  /** The first place beyond `until` that could not be read. The next walk begins there. */
  readonly retry: number | null;
}

export interface FeedOrderPage {
  /** Whether the walk begins here, and names everything. */
  readonly isFull: boolean;
  /** The begin of the page, as it is understood. */
  readonly position: FeedPosition & { readonly walk: FeedWalk };
  readonly items: readonly FeedItem[];
  readonly more: boolean;
}

/** The cursor of the feed as a text. Callers give it back as it is. */
import type { FeedPosition } from '../../../shared/feed-order.ts';

const NUMBER = '(-?\\d{1,16})';
const CURSOR = new RegExp(
  `^([0-9a-f]{0,16})\\.${NUMBER}(?:\\.${NUMBER}\\.${NUMBER}\\.${NUMBER}?)?$`,
);

export function writeFeedCursor({ epoch, after, walk }: FeedPosition): string {
  const of = walk === null ? [] : [walk.since, walk.until, walk.retry ?? ''];
  return [epoch, after, ...of].join('.');
}

/** Undefined for a text that is no cursor. It then counts as one that is not known. */
export function readFeedCursor(text: string | undefined): FeedPosition | undefined {
  const [, epoch, after, since, until, retry] = CURSOR.exec(text ?? '') ?? [];
  if (epoch === undefined || after === undefined) return undefined;
  const walk =
    since === undefined || until === undefined
      ? null
      : {
          since: Number(since),
          until: Number(until),
          retry: retry === undefined ? null : Number(retry),
        };
  return { epoch, after: Number(after), walk };
}

/**
 * Reads one page of the feed: the directory says which accounts and shared lists are next, and their objects say what
 * they are now. So what a page has is never older than the directory's word.
 */
import type * as api from '../../../shared/api.ts';
import type { FeedItem, FeedOrderPage, FeedPosition } from '../../../shared/feed-order.ts';
import { MAX_FEED_BYTES, MAX_FEED_ITEMS } from '../../../shared/limits.ts';
import { findListName } from '../../../shared/list-name.ts';
import { withDeadline } from '../../platform/deadline.ts';
import type { Env } from '../../platform/env.ts';
import { mapInTurns } from '../../platform/in-turns.ts';
import { logError } from '../../platform/log.ts';
import { namedInLog } from '../../platform/named-in-log.ts';
import { accountOf, directoryOf } from '../../platform/objects.ts';
import { writeFeedCursor } from './feed-cursor.ts';

/** One request on Cloudflare has six connections. */
const AT_ONCE = 6;
const OBJECT_DEADLINE_MS = 2_000;
/** No object is asked later than this, so that a page comes while many objects give no answer. */
const PAGE_MS = 5_000;
/** The bytes of a page beside its copies, and those of an item beside its name and its copy. */
const PAGE_BYTES = 2_000;
const ITEM_BYTES = 60;
/** A character of a name takes up to six bytes in JSON. */
const CHARACTER_BYTES = 6;
/** As many bytes at once as `String.fromCharCode` takes arguments. A multiple of three, so that the texts join. */
const CHUNK_BYTES = 3 * 8_192;

export interface FeedBounds {
  readonly items: number;
  readonly bytes: number;
}

const BOUNDS: FeedBounds = { items: MAX_FEED_ITEMS, bytes: MAX_FEED_BYTES };

export type FeedPage = Pick<api.Feed, 'full' | 'accounts' | 'lists' | 'cursor' | 'more'>;
type Content =
  | { readonly version: number; readonly copy: string }
  | { readonly version: number; readonly deleted: true }
  | { readonly unreadable: true };

interface ReadItem {
  readonly item: FeedItem;
  /** Undefined if nothing was ever made under the name. */
  readonly content: Content | undefined;
}

export async function readFeedPage(
  env: Env,
  asked: FeedPosition | undefined,
  bounds = BOUNDS,
): Promise<FeedPage> {
  const directory = directoryOf(env);
  const found = await directory.readFeed(asked, bounds.items);
  const read = await readItems(env, found.items, bounds.bytes);
  const unread = read.flatMap(({ item, content }) =>
    content && 'unreadable' in content ? [item] : [],
  );
  const { until } = found.position.walk;
  const again = unread.filter(({ sequence }) => sequence <= until);
  if (again.length > 0) await directory.putAtEndOfFeed(again);
  const more = found.more || read.length < found.items.length;
  const end = endOf(found, read, unread, more);
  const named = read.map(toNamed);
  return {
    full: found.isFull,
    accounts: named.flatMap(({ account }) => account ?? []),
    lists: named.flatMap(({ list }) => list ?? []),
    cursor: writeFeedCursor(end),
    more,
  };
}

/**
 * What can't be read is put at the end once, and is read once more in this walk. If that fails too, it stays where it
 * is, so that the walk ends, and the next walk begins with it.
 */
function endOf(
  { position }: FeedOrderPage,
  read: readonly ReadItem[],
  unread: readonly FeedItem[],
  more: boolean,
): FeedPosition {
  const { epoch, walk } = position;
  const after = read.at(-1)?.item.sequence ?? position.after;
  const first = unread.find(({ sequence }) => sequence > walk.until)?.sequence ?? null;
  const retry = walk.retry ?? first;
  if (more) return { epoch, after, walk: { ...walk, retry } };
  return { epoch, after: retry === null ? Math.max(after, walk.since) : retry - 1, walk: null };
}

/** Reads items in their order, as many as have room. It always reads one. */
async function readItems(
  env: Env,
  items: readonly FeedItem[],
  maxBytes: number,
): Promise<ReadItem[]> {
  const startedAt = Date.now();
  const read: ReadItem[] = [];
  let bytes = PAGE_BYTES;
  let asked = 0;
  const isFull = () => bytes > maxBytes || Date.now() - startedAt > PAGE_MS;
  const answers = await mapInTurns(items, AT_ONCE, async (item) => {
    if (asked > 0 && isFull()) return undefined;
    asked++;
    const content = await readContent(env, item);
    bytes += bytesOfItem(item, content);
    return { item, content };
  });
  let taken = PAGE_BYTES;
  for (const answer of answers) {
    if (answer === undefined) break;
    taken += bytesOfItem(answer.item, answer.content);
    if (taken > maxBytes && read.length > 0) break;
    read.push(answer);
  }
  return read;
}

async function readContent(env: Env, { objectName, departed }: FeedItem) {
  if (departed !== null) return { version: departed, deleted: true } as const;
  try {
    const asked = Promise.resolve(accountOf(env, objectName).readCopy());
    const copy = await withDeadline(asked, OBJECT_DEADLINE_MS);
    if (copy === null) return undefined;
    const { version } = copy;
    return 'deleted' in copy
      ? ({ version, deleted: true } as const)
      : { version, copy: toBase64(new Uint8Array(copy.bytes)) };
  } catch (error) {
    logError('copy-unreadable', { ...namedInLog(objectName), error: String(error) });
    return { unreadable: true } as const;
  }
}

function toNamed({ item: { objectName }, content }: ReadItem) {
  if (content === undefined) return {};
  const list = findListName(objectName);
  return list === undefined
    ? { account: { account: objectName, ...content } }
    : { list: { list, ...content } };
}

function bytesOfItem({ objectName }: FeedItem, content: Content | undefined): number {
  const copy = content && 'copy' in content ? content.copy.length : 0;
  return copy + ITEM_BYTES + CHARACTER_BYTES * objectName.length;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES)));
  return text;
}

/**
 * A page of the feed, and how it is asked for. A page comes from the network, so each part of it is looked at. What
 * this version does not know counts as something that can't be read, and never as something that allows.
 */
import { parseAccountId } from '../../shared/account-id.ts';
import { MAX_FEED_ITEMS } from '../../shared/limits.ts';
import { parseListName } from '../../shared/list-name.ts';
import type { DeploymentSettings } from '../deciding/copies.ts';
import type { FeedRequest, FeedResponse } from '../worker-client/worker-client.ts';

const MAX_CURSOR_CHARACTERS = 1_024;
/**
 * The most accounts and lists that a page may name. Each one takes time, and checks wait meanwhile. It is twice what
 * this version of the Worker sends, so that a later one may send more.
 */
export const MAX_PAGE_ITEMS = 2 * MAX_FEED_ITEMS;
const MAX_MESSAGE_CHARACTERS = 1_000;
const VERSIONS = 2 ** 32;

/** Without a cursor, the page begins a whole synchronisation. With an ETag, the answer may be that nothing changed. */
export type ReadFeed = (request: FeedRequest & { signal: AbortSignal }) => Promise<FeedResponse>;

/** An account or a shared list, as a page names it. */
export type FeedItem =
  | {
      readonly name: string;
      readonly state: 'copy';
      readonly version: number;
      readonly bytes: ArrayBuffer;
    }
  | { readonly name: string; readonly state: 'deleted'; readonly version: number }
  | { readonly name: string; readonly state: 'unreadable' };

export interface FeedPage {
  readonly full: boolean;
  readonly accounts: readonly FeedItem[];
  readonly lists: readonly FeedItem[];
  readonly cursor: string;
  readonly more: boolean;
  /** The Worker's clock, in milliseconds since the epoch. */
  readonly at: number;
  readonly deployment: DeploymentSettings;
}

/** Undefined if this is no page. Then nothing of it is used. */
export function readFeedPage(body: unknown): FeedPage | undefined {
  if (!isFieldSet(body)) return undefined;
  if (countOf(body.accounts) + countOf(body.lists) > MAX_PAGE_ITEMS) return undefined;
  const { full, more, cursor, at } = body;
  const accounts = readItems(body.accounts, 'account');
  const lists = readItems(body.lists, 'list');
  const deployment = readDeployment(body.deployment);
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  if (typeof full !== 'boolean' || typeof more !== 'boolean' || Number.isNaN(time))
    return undefined;
  if (typeof cursor !== 'string' || cursor === '' || cursor.length > MAX_CURSOR_CHARACTERS)
    return undefined;
  if (!accounts || !lists || !deployment) return undefined;
  return { full, accounts, lists, cursor, more, at: time, deployment };
}

/** A setting that is not understood gets the value that lets nobody in. */
export function readDeployment(value: unknown): DeploymentSettings | undefined {
  if (!isFieldSet(value)) return undefined;
  const { failMode, unknownAccounts, dovecotRefusalMessage: message } = value;
  return {
    failMode: failMode === 'open' ? 'open' : 'closed',
    unknownAccounts: unknownAccounts === 'allow' ? 'allow' : 'deny',
    dovecotRefusalMessage:
      typeof message === 'string' && message.length <= MAX_MESSAGE_CHARACTERS ? message : '',
  };
}

function countOf(items: unknown): number {
  return Array.isArray(items) ? items.length : 0;
}

function readItems(value: unknown, kind: 'account' | 'list'): FeedItem[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: FeedItem[] = [];
  for (const one of value) {
    const name = isFieldSet(one) ? one[kind] : undefined;
    if (!isFieldSet(one) || typeof name !== 'string') return undefined;
    if (isName(name, kind)) items.push(readItem(one, name));
  }
  return items;
}

/** No login has another name, and no account that this version understands includes another list. */
function isName(name: string, kind: 'account' | 'list'): boolean {
  const parsed = kind === 'list' ? parseListName(name) : parseAccountId(name);
  return parsed.ok && parsed.value === name;
}

function readItem(value: Record<string, unknown>, name: string): FeedItem {
  const { version, copy } = value;
  const isVersion = Number.isInteger(version) && Number(version) >= 0 && Number(version) < VERSIONS;
  if (value.deleted === true && isVersion)
    return { name, state: 'deleted', version: Number(version) };
  if (value.unreadable !== true && typeof copy === 'string' && isVersion)
    return { name, state: 'copy', version: Number(version), bytes: decodeBase64(copy) };
  return { name, state: 'unreadable' };
}

/** Bytes of their own: a small Buffer is a part of a larger one, which it would keep in memory. */
function decodeBase64(text: string): ArrayBuffer {
  const bytes = Buffer.from(text, 'base64');
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

export function isFieldSet(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Holds what the feed says, as an agent does: a whole synchronisation replaces everything at its end. */
import { expect } from 'vitest';
import { Feed } from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import { type AccountReplica, openReplica } from '../../../worker/replicas/replica-format.ts';
import type { TestWorker, WorkerAnswer } from './test-worker.ts';

export type HeldCopy = AccountReplica | 'unreadable';
type Page = Pick<Feed, 'full' | 'accounts' | 'lists' | 'cursor' | 'more'>;
type Item = Feed['accounts'][number] | Feed['lists'][number];

/** What a holder has, by the names of the objects. */
export class HeldCopies {
  cursor: string | undefined;
  /** How often a whole synchronisation began. */
  beginnings = 0;
  held = new Map<string, HeldCopy>();
  #draft: Map<string, HeldCopy> | undefined;

  /** Takes in a page. Returns whether it was the last one of a synchronisation. */
  take({ full, accounts, lists, cursor, more }: Page): boolean {
    if (full) {
      this.beginnings++;
      this.#draft = new Map();
    }
    const copies = this.#draft ?? this.held;
    for (const item of accounts) put(copies, item.account, item);
    for (const item of lists) put(copies, listObjectName(item.list), item);
    this.cursor = cursor;
    if (more) return false;
    this.held = copies;
    this.#draft = undefined;
    return true;
  }

  /** The names of the objects, in order. */
  get names(): string[] {
    return [...this.held.keys()].sort();
  }
}

function put(copies: Map<string, HeldCopy>, name: string, item: Item): void {
  if ('deleted' in item) {
    copies.delete(name);
    return;
  }
  copies.set(name, 'unreadable' in item ? 'unreadable' : openCopy(item.copy, item.version));
}

function openCopy(copy: string, version: number): AccountReplica {
  const replica = openReplica(bytesOf(copy).buffer as ArrayBuffer);
  if (replica === undefined) throw new Error('the copy can’t be opened');
  expect(replica.version).toBe(version);
  return replica;
}

export function bytesOf(copy: string): Uint8Array {
  return Uint8Array.from(atob(copy), (character) => character.charCodeAt(0));
}

/** Reads the feed through a worker. */
export class FeedHolder extends HeldCopies {
  readonly #worker: TestWorker;
  readonly #token: string;
  etag: string | undefined;

  constructor(worker: TestWorker, token: string) {
    super();
    this.#worker = worker;
    this.#token = token;
  }

  async read(headers: Record<string, string> = {}): Promise<WorkerAnswer<Feed>> {
    const query = this.cursor === undefined ? '' : `?after=${encodeURIComponent(this.cursor)}`;
    const token = this.#token;
    const answer = await this.#worker.call<Feed>(`GET /v1/feed${query}`, { token, headers });
    if (answer.status !== 304) {
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      Feed.parse(answer.body);
    }
    this.etag = answer.headers.get('etag') ?? undefined;
    return answer;
  }

  /** Returns the pages. */
  async synchronise(): Promise<Feed[]> {
    const pages: Feed[] = [];
    for (;;) {
      const { body } = await this.read();
      pages.push(body);
      if (this.take(body)) return pages;
    }
  }
}

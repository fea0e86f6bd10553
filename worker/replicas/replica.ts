/**
 * One isolate's view of what objects publish: a short-lived copy in memory, over KV, over the object.
 *
 * It never goes back: KV may serve an older version than the isolate has seen, which is then ignored,
 * and a version that a change made through this isolate is known to have reached is required of every
 * later copy. Nothing here rejects: what can't be read in time is not there.
 */
import { LRUCache } from 'lru-cache';
import type { CheckCall } from '../platform/check-call.ts';
import { withDeadline } from '../platform/deadline.ts';
import { logError } from '../platform/log.ts';
import { isRecent } from '../platform/recent.ts';
import { type Fetched, PacedFetch } from './paced-fetch.ts';

export const COPY_MS = 5_000;
export const KV_DEADLINE_MS = 500;
export const OBJECT_DEADLINE_MS = 1_000;
const MAX_BYTES = 48 * 1024 * 1024;
/** At once; one that never settles stands among them until it is the oldest. */
const MAX_READS = 10_000;
/** What a copy takes beyond its bytes, or a little more: its header's objects, its views, its place here. */
const COPY_BYTES = 2_048;

export interface Published {
  /** Rises with every change. */
  readonly version: number;
  readonly bytes: number;
}

export interface ReplicaSource<Content extends Published> {
  /** From KV; undefined when there is none, what is held when that is the same version. */
  readPublished(key: string, held: Content | undefined): Promise<Content | undefined>;
  /** From the object; null when `knownVersion` is the newest, 'unknown' when it holds none. */
  readNewest(key: string, knownVersion: number): Promise<Content | 'unknown' | null>;
  /** Whether there is an object to ask at all: asked first where KV has none. */
  exists(key: string): Promise<boolean>;
}

export type Confirmation<Content> =
  | ({ readonly state: 'found'; readonly content: Content } & Age)
  | ({ readonly state: 'unknown' } & Age)
  | { readonly state: 'failed' };

interface Age {
  /** The object was asked before the call began: what is newer than that is not in it. */
  readonly isEarlier: boolean;
}

/** What memory and KV have: a content, none, or no answer. */
export type Found<Content> =
  | { readonly state: 'found'; readonly content: Content }
  | { readonly state: 'missing' }
  | { readonly state: 'failed' };

export interface ConfirmOptions {
  /** False for who wants the newest at any price: see PacedFetch. */
  readonly paced: boolean;
  /** KV had none: the object is asked only if it exists, so that a name nobody has makes no object. */
  readonly missing: boolean;
}

interface HeldCopy<Content> {
  readonly content: Content | undefined;
  readAt: number;
  /** No content below this version is good any more. */
  readonly floor: number;
}

interface Read<Content> {
  readonly startedAt: number;
  readonly promise: Promise<Content | undefined>;
}

export class Replica<Content extends Published> {
  readonly #source: ReplicaSource<Content>;
  readonly #fetches = new PacedFetch<Confirmation<Content>['state']>();
  readonly #copies = new LRUCache<string, HeldCopy<Content>>({
    maxSize: MAX_BYTES,
    sizeCalculation: (copy) => COPY_BYTES + (copy.content?.bytes ?? 0),
  });
  /** The oldest first. Mostly one at a time: an LRUCache clears room for all of them whenever its last one goes. */
  readonly #reads = new Map<string, Read<Content>>();

  constructor(source: ReplicaSource<Content>) {
    this.#source = source;
  }

  /** From memory alone, while the copy is young; undefined when KV would be read. */
  findHeld(key: string, now: number): Content | undefined {
    const copy = this.#copies.get(key);
    return copy && isRecent(copy.readAt, COPY_MS, now) ? copy.content : undefined;
  }

  /** From memory or KV; failed also when what KV has is older than what is known to exist. */
  async find(key: string, call: CheckCall): Promise<Found<Content>> {
    const held = this.findHeld(key, Date.now());
    if (held) return { state: 'found', content: held };
    try {
      const published = await this.#read(key, call);
      if (!published) return { state: 'missing' };
      const content = this.#keep(key, published);
      return content ? { state: 'found', content } : { state: 'failed' };
    } catch (error) {
      logError('replica-unreadable', { key, error: String(error) });
      return { state: 'failed' };
    }
  }

  /** One read of KV at a time a key; one that is late died with its request, and is not waited for. */
  #read(key: string, call: CheckCall): Promise<Content | undefined> {
    const now = Date.now();
    const withinMs = call.within(KV_DEADLINE_MS);
    const known = this.#reads.get(key);
    if (known && isRecent(known.startedAt, KV_DEADLINE_MS, now)) {
      return withDeadline(known.promise, withinMs);
    }
    const held = this.#copies.get(key)?.content;
    const promise = this.#source.readPublished(key, held).finally(() => {
      if (this.#reads.get(key)?.promise === promise) this.#reads.delete(key);
    });
    this.#startRead(key, { startedAt: now, promise });
    const inTime = withDeadline(promise, KV_DEADLINE_MS);
    call.keepAlive(inTime.catch(() => undefined));
    return withinMs < KV_DEADLINE_MS ? withDeadline(inTime, withinMs) : inTime;
  }

  #startRead(key: string, read: Read<Content>): void {
    this.#reads.delete(key);
    this.#reads.set(key, read);
    for (const oldest of this.#reads.keys()) {
      if (this.#reads.size <= MAX_READS) break;
      this.#reads.delete(oldest);
    }
  }

  /** From the object, no older than this call, except in a flood: see PacedFetch. */
  async confirm(
    key: string,
    { paced, missing }: ConfirmOptions,
    call: CheckCall,
  ): Promise<Confirmation<Content>> {
    for (const pace of [paced, false]) {
      const { value: state, isEarlier } = await this.#fetchPaced(key, pace, missing, call);
      if (state !== 'found') return { state, isEarlier };
      const content = this.#copies.get(key)?.content;
      if (content) return { state, content, isEarlier };
      // What was fetched is older than a change made here meanwhile: once more, then.
    }
    return { state: 'failed' };
  }

  async #fetchPaced(
    key: string,
    paced: boolean,
    missing: boolean,
    call: CheckCall,
  ): Promise<Fetched<Confirmation<Content>['state']>> {
    let isOwn = false;
    const fetch = () => {
      isOwn = true;
      return this.#fetch(key, missing);
    };
    const fetched = this.#fetches.run(key, fetch, paced);
    // Others may wait for it: it must outlive the request that began it.
    call.keepAlive(fetched);
    const withinMs = call.within(OBJECT_DEADLINE_MS);
    // What begins now has that deadline itself.
    if (isOwn && withinMs === OBJECT_DEADLINE_MS) return fetched;
    try {
      return await withDeadline(fetched, withinMs);
    } catch {
      // The fetch says itself why it is late.
      return { value: 'failed', isEarlier: false };
    }
  }

  /** Requires a version of every later copy: a change made here is seen here at once. */
  expect(key: string, version: number): void {
    const copy = this.#copies.get(key);
    const current = copy?.content && copy.content.version >= version ? copy.content : undefined;
    const floor = Math.max(version, copy?.floor ?? 0);
    this.#copies.set(key, { content: current, readAt: copy?.readAt ?? 0, floor });
    this.#fetches.outdate(key);
    this.#reads.delete(key);
  }

  async #fetch(key: string, missing: boolean): Promise<Confirmation<Content>['state']> {
    const known = this.#copies.get(key)?.content;
    const read = async () => {
      if (missing && !(await this.#source.exists(key))) return 'unknown';
      return this.#source.readNewest(key, known?.version ?? -1);
    };
    try {
      const newest = await withDeadline(read(), OBJECT_DEADLINE_MS);
      if (newest === 'unknown') return 'unknown';
      const content = newest ?? known;
      if (!content) return 'failed';
      this.#keep(key, content);
      return 'found';
    } catch (error) {
      logError('object-unreachable', { key, error: String(error) });
      return 'failed';
    }
  }

  /** Keeps the newer of what is held and what was read, of equals what is held; undefined when that is below the floor. */
  #keep(key: string, read: Content): Content | undefined {
    const copy = this.#copies.get(key);
    const held = copy?.content;
    // Bytes that are let go at once cost less than those that were kept for a while.
    const content = held && held.version >= read.version ? held : read;
    const floor = copy?.floor ?? 0;
    if (content.version < floor) return undefined;
    if (copy?.content === content) copy.readAt = Date.now();
    else this.#copies.set(key, { content, readAt: Date.now(), floor });
    return content;
  }
}

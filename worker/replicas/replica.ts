/**
 * The view that one isolate has of published data: a short-lived copy in memory, then KV, then the object.
 *
 * The view never goes back to an older version. If KV serves an older version than the isolate has seen, that
 * version is ignored. If a change was made through this isolate, every later copy must have at least its
 * version. Nothing here rejects: data that can't be read in time counts as absent.
 */
import { LRUCache } from 'lru-cache';
import type { CheckCall } from '../platform/check-call.ts';
import { withDeadline } from '../platform/deadline.ts';
import { logError } from '../platform/log.ts';
import { isRecent } from '../platform/recent.ts';
import { type Fetched, PacedFetch } from './paced-fetch.ts';

/** The longest time for which a copy in memory is used. */
export const COPY_MS = 5_000;
/**
 * Copies are used for up to this much less, each key for another time. So the copies that one check needs do not
 * all age at the same moment.
 */
const SPREAD_MS = 1_000;
export const KV_DEADLINE_MS = 500;
export const OBJECT_DEADLINE_MS = 1_000;
const MAX_BYTES = 48 * 1024 * 1024;
/** The most reads at once. A read that never settles stays among them until it is the oldest. */
const MAX_READS = 10_000;
/**
 * The memory of a copy in addition to its bytes, rounded up: the objects of its header, its views and its place
 * in the cache.
 */
const COPY_BYTES = 2_048;

export interface Published {
  /** The version. It rises with every change. */
  readonly version: number;
  readonly bytes: number;
  /** Whether this only says that there is nothing any more. KV forgets that after a while. */
  readonly deleted?: boolean;
}

export interface ReplicaSource<Content extends Published> {
  /** Reads from KV. It is undefined if KV has nothing, and `held` if KV has the same version. */
  readPublished(key: string, held: Content | undefined): Promise<Content | undefined>;
  /**
   * Reads from the object. It is null if `knownVersion` is the newest, and 'unknown' if the object holds
   * nothing.
   */
  readNewest(key: string, knownVersion: number): Promise<Content | 'unknown' | null>;
  /** Tells whether there is an object to ask at all. This is asked first if KV has nothing. */
  exists(key: string): Promise<boolean>;
}

export type Confirmation<Content> =
  | ({ readonly state: 'found'; readonly content: Content } & Age)
  | ({ readonly state: 'unknown' } & Age)
  | { readonly state: 'failed' };

interface Age {
  /** Whether the object was asked before the call began. A newer change is then not included. */
  readonly isEarlier: boolean;
}

/** The result of memory and KV: a content, nothing, or no answer. */
export type Found<Content> =
  | { readonly state: 'found'; readonly content: Content }
  | { readonly state: 'missing' }
  | { readonly state: 'failed' };

export interface ConfirmOptions {
  /** False for a caller that needs the newest version in every case: see PacedFetch. */
  readonly paced: boolean;
  /**
   * Whether KV had nothing. The object is then asked only if it exists, so that an unknown name creates no
   * object.
   */
  readonly missing: boolean;
}

interface HeldCopy<Content> {
  readonly content: Content | undefined;
  readonly freshMs: number;
  readAt: number;
  /** The lowest version that may be used. A copy with a lower one is ignored. */
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
  /**
   * The running reads, oldest first. Mostly there is one. An LRUCache would be costly here: it makes room for
   * all its items again whenever the last one goes.
   */
  readonly #reads = new Map<string, Read<Content>>();

  constructor(source: ReplicaSource<Content>) {
    this.#source = source;
  }

  /** Finds a copy in memory that is still young. If it is undefined, KV must be read. */
  findHeld(key: string, now: number): Content | undefined {
    const copy = this.#copies.get(key);
    return copy && isRecent(copy.readAt, copy.freshMs, now) ? copy.content : undefined;
  }

  /**
   * Finds the newest copy in memory, however old it is. It is undefined if the isolate knows of a newer version than it
   * holds.
   */
  peek(key: string): Content | undefined {
    return this.#copies.peek(key)?.content;
  }

  /** Whether the isolate has seen or made something here, however long ago. A KV that has nothing is then behind. */
  knows(key: string): boolean {
    const copy = this.#copies.peek(key);
    return copy !== undefined && !copy.content?.deleted;
  }

  /**
   * Finds a copy in memory or KV. It is also 'failed' if KV has an older version than one that is known to
   * exist, or nothing.
   */
  async find(key: string, call: CheckCall): Promise<Found<Content>> {
    const held = this.findHeld(key, Date.now());
    if (held) return { state: 'found', content: held };
    try {
      const published = await this.#read(key, call);
      if (!published) return { state: this.knows(key) ? 'failed' : 'missing' };
      const content = this.#keep(key, published);
      return content ? { state: 'found', content } : { state: 'failed' };
    } catch (error) {
      logError('replica-unreadable', { key, error: String(error) });
      return { state: 'failed' };
    }
  }

  /**
   * Reads from KV, at most once at a time for each key. A read that is late died with its request, so nobody
   * waits for it.
   */
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

  /** Reads from the object. The result is not older than this call, except in a flood: see PacedFetch. */
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
      // The fetched version is older than a change made here in the meantime, so fetch again.
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
    // Others may wait for this fetch, so it must continue after the request that began it.
    call.keepAlive(fetched);
    const withinMs = call.within(OBJECT_DEADLINE_MS);
    // A fetch that this call began has the same deadline, so it needs no second one.
    if (isOwn && withinMs === OBJECT_DEADLINE_MS) return fetched;
    try {
      return await withDeadline(fetched, withinMs);
    } catch {
      // The fetch itself logs why it is late.
      return { value: 'failed', isEarlier: false };
    }
  }

  /** Requires at least this version from every later copy, so that this isolate sees its own change at once. */
  expect(key: string, version: number): void {
    const copy = this.#copies.get(key);
    const current = copy?.content && copy.content.version >= version ? copy.content : undefined;
    const floor = Math.max(version, copy?.floor ?? 0);
    const freshMs = copy?.freshMs ?? freshMsOf(key);
    this.#copies.set(key, { content: current, freshMs, readAt: copy?.readAt ?? 0, floor });
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

  /**
   * Keeps the newer of the held copy and the one that was read, or the held one if both are equal. It is
   * undefined if the version is too old.
   */
  #keep(key: string, read: Content): Content | undefined {
    const copy = this.#copies.get(key);
    const held = copy?.content;
    // Memory that is freed at once costs less than memory that was kept for a while, so an equal held copy
    // stays.
    const content = held && held.version >= read.version ? held : read;
    const floor = copy?.floor ?? 0;
    if (content.version < floor) return undefined;
    if (copy?.content === content) copy.readAt = Date.now();
    else {
      const freshMs = copy?.freshMs ?? freshMsOf(key);
      this.#copies.set(key, { content, freshMs, readAt: Date.now(), floor });
    }
    return content;
  }
}

/** The keys of accounts and lists are ids, so their last digits are spread evenly. */
function freshMsOf(key: string): number {
  const digits = Number.parseInt(key.slice(-2), 16);
  return COPY_MS - (Number.isNaN(digits) ? 0 : Math.round((digits * SPREAD_MS) / 0xff));
}

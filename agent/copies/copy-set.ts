/**
 * What is known of all accounts and shared lists at one moment of the feed, by their names. A full synchronisation
 * fills a set of its own beside the one that is in use.
 */
import { listObjectName } from '../../shared/list-name.ts';
import { type AccountReplica, openReplica } from '../../worker/replicas/replica-format.ts';
import type { FeedItem } from './feed-page.ts';

/**
 * The most accounts and lists together, with the deleted ones, and the most bytes of their copies. A feed with more
 * is not taken.
 */
export interface CopyLimits {
  readonly copies: number;
  readonly bytes: number;
}
export const COPY_LIMITS: CopyLimits = { copies: 1_000_000, bytes: 512 * 1024 * 1024 };

/** The most deleted accounts, and the most deleted lists, that are remembered, and for how long. */
export const MAX_DEPARTED = 50_000;
export const DEPARTED_MS = 30 * 24 * 60 * 60 * 1000;

export type NamedKind = 'account' | 'list';

/** A copy never changes: a newer one takes its place. */
export type Copy =
  | {
      readonly state: 'live';
      readonly version: number;
      readonly bytes: ArrayBuffer;
      /** Whether the Worker could not read the account when it last named it. This copy may then be an old one. */
      readonly isUnreadable: boolean;
    }
  /** It exists, and nothing is known of its content. */
  | { readonly state: 'unknown'; readonly version: number; readonly isUnreadable: true }
  | Departed;

export interface Departed {
  readonly state: 'deleted';
  readonly version: number;
  readonly isUnreadable: boolean;
  /** When this was heard, in milliseconds since the epoch. */
  readonly at: number;
}

/** The accounts, or the lists. */
export class NamedCopies {
  readonly kind: NamedKind;
  readonly #standing = new Map<string, Exclude<Copy, Departed>>();
  /** The deleted ones, oldest first. */
  readonly #departed = new Map<string, Departed>();
  #bytes = 0;
  #unreadable = 0;

  constructor(kind: NamedKind) {
    this.kind = kind;
  }

  get size(): number {
    return this.#standing.size;
  }
  get departedCount(): number {
    return this.#departed.size;
  }
  get bytes(): number {
    return this.#bytes;
  }
  get unreadable(): number {
    return this.#unreadable;
  }

  find(name: string): Copy | undefined {
    return this.#standing.get(name) ?? this.#departed.get(name);
  }

  /** All of them, as they are now. */
  entries(): [string, Copy][] {
    return [...this.#departed, ...this.#standing];
  }

  put(name: string, copy: Copy): void {
    this.#remove(name);
    if (copy.isUnreadable) this.#unreadable++;
    if (copy.state === 'deleted') {
      this.#departed.set(name, copy);
      return;
    }
    this.#standing.set(name, copy);
    if (copy.state === 'live') this.#bytes += copy.bytes.byteLength;
  }

  /**
   * Takes in what the feed says. An older version than the held one is never taken. But then somebody is wrong, so
   * the Worker is asked until it names the held version again, or a newer one. `earlier` is the set that this one will
   * replace: what can't be read now has its copy from there, and equal bytes are held once.
   */
  apply(item: FeedItem, at: number, earlier?: NamedCopies): void {
    const held = this.find(item.name);
    if (item.state === 'unreadable') {
      const known = held ?? earlier?.find(item.name);
      this.put(item.name, known ? { ...known, isUnreadable: true } : unknownCopy(0));
    } else if (held && item.version < held.version) {
      this.put(item.name, { ...held, isUnreadable: true });
    } else if (item.state === 'deleted') {
      this.put(item.name, departed(item.version, at));
    } else {
      this.put(item.name, this.#copyOf(item, at, earlier?.find(item.name) ?? held));
    }
  }

  #copyOf(item: FeedItem & { state: 'copy' }, at: number, known: Copy | undefined): Copy {
    const { version } = item;
    const replica = openCopy(this.kind, item.name, item.bytes, version);
    if (replica === undefined) return unknownCopy(version);
    if (replica.deleted) return departed(version, at);
    const isHeld = known?.state === 'live' && isEqual(known.bytes, item.bytes);
    const bytes = isHeld ? known.bytes : item.bytes;
    return { state: 'live', version, bytes, isUnreadable: false };
  }

  /**
   * Whatever stood in the earlier set, and is not named in a whole synchronisation, was deleted. Its version is not
   * known, so it may come again with any.
   */
  departFrom(earlier: NamedCopies, at: number): void {
    const later = [...this.#departed];
    this.#departed.clear();
    for (const [name, copy] of earlier.entries()) {
      if (this.#standing.has(name)) continue;
      this.#departed.set(name, departed(0, copy.state === 'deleted' ? copy.at : at));
    }
    for (const [name, copy] of later) {
      this.#departed.delete(name);
      this.#departed.set(name, copy);
    }
  }

  /** Forgets deletions that are too old or too many. */
  trim(now: number): void {
    for (const [name, { at }] of this.#departed) {
      if (this.#departed.size <= MAX_DEPARTED && now - at < DEPARTED_MS) break;
      this.#remove(name);
    }
  }

  #remove(name: string): void {
    const held = this.find(name);
    if (held === undefined) return;
    if (held.isUnreadable) this.#unreadable--;
    if (held.state === 'live') this.#bytes -= held.bytes.byteLength;
    this.#standing.delete(name);
    this.#departed.delete(name);
  }
}

export class CopySet {
  readonly accounts = new NamedCopies('account');
  readonly lists = new NamedCopies('list');

  get bytes(): number {
    return this.accounts.bytes + this.lists.bytes;
  }

  isTooLarge(limits = COPY_LIMITS): boolean {
    const { accounts, lists } = this;
    const departed = accounts.departedCount + lists.departedCount;
    return accounts.size + lists.size + departed > limits.copies || this.bytes > limits.bytes;
  }

  departFrom(earlier: CopySet, at: number): void {
    this.accounts.departFrom(earlier.accounts, at);
    this.lists.departFrom(earlier.lists, at);
  }

  trim(now: number): void {
    this.accounts.trim(now);
    this.lists.trim(now);
  }
}

/** Undefined if these bytes have an unknown layout, or are not what they are said to be. */
export function openCopy(
  kind: NamedKind,
  name: string,
  bytes: ArrayBuffer,
  version: number,
): AccountReplica | undefined {
  try {
    const replica = openReplica(bytes);
    if (replica?.version !== version || !Number.isSafeInteger(replica.revision)) return undefined;
    const isNamed =
      replica.account === name || (kind === 'list' && replica.account === listObjectName(name));
    return isNamed ? replica : undefined;
  } catch {
    return undefined;
  }
}

function departed(version: number, at: number): Departed {
  return { state: 'deleted', version, isUnreadable: false, at };
}

function unknownCopy(version: number): Copy {
  return { state: 'unknown', version, isUnreadable: true };
}

function isEqual(left: ArrayBuffer, right: ArrayBuffer): boolean {
  return Buffer.from(left).equals(Buffer.from(right));
}

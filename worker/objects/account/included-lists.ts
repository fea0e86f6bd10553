/**
 * Reads the shared lists that an account includes (R20) from the lists' own objects. Each object is asked every time,
 * and answers with nothing if the copy in memory is the newest.
 */
import type { IncludedList } from '../../../shared/decision.ts';
import type { KnownLists } from '../../../shared/known-lists.ts';
import { MAX_INCLUDED_LISTS } from '../../../shared/list-name.ts';
import { withDeadline } from '../../platform/deadline.ts';
import { logError } from '../../platform/log.ts';
import { NEWEST_LAYOUT } from '../../replicas/layouts.ts';
import { type AccountReplica, openReplica } from '../../replicas/replica-format.ts';

const DEADLINE_MS = 1_000;
/** There is room for the lists of a preview beside those that are included. */
const MAX_COPIES = 2 * MAX_INCLUDED_LISTS;

/** The `readReplica` of a list's object. */
export type ReadListReplica = (
  list: string,
  knownVersion: number,
  layout: number,
) => Promise<ArrayBuffer | 'unknown' | null>;

export class IncludedLists {
  readonly #read: ReadListReplica;
  /** The least recently read copy comes first. */
  readonly #copies = new Map<string, AccountReplica>();

  constructor(read: ReadListReplica) {
    this.#read = read;
  }

  /** Never rejects: a list that does not answer in time is unread. */
  async read(names: Iterable<string>): Promise<KnownLists> {
    const all = [...new Set(names)];
    const read = await Promise.all(all.map((name) => this.#readOne(name)));
    return new Map(all.map((name, index) => [name, read[index] ?? { state: 'unread' }]));
  }

  async #readOne(name: string): Promise<IncludedList> {
    const held = this.#copies.get(name);
    try {
      const asked = this.#read(name, held?.version ?? -1, NEWEST_LAYOUT);
      const answer = await withDeadline(asked, DEADLINE_MS);
      if (answer === 'unknown') return { state: 'gone' };
      const replica = answer === null ? held : openReplica(answer, held);
      if (!replica) return { state: 'unread' };
      this.#keep(name, replica);
      return replica.deleted ? { state: 'gone' } : { state: 'found', list: replica };
    } catch (error) {
      logError('list-unreadable', { list: name, error: String(error) });
      return { state: 'unread' };
    }
  }

  #keep(name: string, replica: AccountReplica): void {
    this.#copies.delete(name);
    this.#copies.set(name, replica);
    const [oldest] = this.#copies.keys();
    if (this.#copies.size > MAX_COPIES && oldest !== undefined) this.#copies.delete(oldest);
  }
}

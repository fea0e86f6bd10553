/** The replica of an account: what isolates decide from, made of the ledger's state. */
import { layoutFor, PUBLISHED_LAYOUT } from '../../replicas/layouts.ts';
import { encodeReplica } from '../../replicas/replica-format.ts';
import { toVerifiable } from '../../tokens/token-record.ts';
import type { Outbox } from '../machinery/outbox.ts';
import type { AccountLedger, AccountState } from './account-ledger.ts';

/** The time for which the marker of a deleted account stays in KV. So no older copy is taken for a newer one. */
const DELETED_MARKER_SECONDS = 24 * 60 * 60;

export class ReplicaWriter {
  readonly #ledger: AccountLedger;
  readonly #outbox: Outbox;
  #last: { version: number; layout: number; value: ArrayBuffer } | undefined;

  constructor(ledger: AccountLedger, outbox: Outbox) {
    this.#ledger = ledger;
    this.#outbox = outbox;
  }

  /** Returns the newest replica in the newest layout that the asker can read. It includes a deleted account's marker. */
  read(layout: number | undefined): ArrayBuffer {
    return this.#encode(layoutFor(layout));
  }

  /** Returns what an agent may have of the newest replica: no token and no remark. */
  readCopy(): ArrayBuffer {
    const { header, readable } = this.#content();
    const unremarked = readable.map((entry) => ({ ...entry, remark: '' }));
    return encodeReplica({ ...header, tokens: [] }, unremarked, PUBLISHED_LAYOUT);
  }

  /** Writes the replica to KV under `key`. Returns the revision that it shows. */
  async publish(kv: KVNamespace, key: string): Promise<number> {
    const { deleted, revision, lists, failMode } = this.#expectState().record;
    const { version } = this.#outbox;
    const value = this.#encode(PUBLISHED_LAYOUT);
    const options = deleted ? { expirationTtl: DELETED_MARKER_SECONDS } : {};
    await kv.put(key, value, options);
    if (lists.length > 0 || failMode !== 'default') this.#ledger.notePublishedLists(version);
    return revision;
  }

  #expectState(): AccountState {
    const { state } = this.#ledger;
    if (!state) throw new Error('an account that was never made has no replica');
    return state;
  }

  #encode(layout: number): ArrayBuffer {
    const { version } = this.#outbox;
    const last = this.#last;
    if (last?.version === version && last.layout === layout) return last.value;
    const { header, readable } = this.#content();
    const value = encodeReplica(header, readable, layout);
    this.#last = { version, layout, value };
    return value;
  }

  #content() {
    const { version } = this.#outbox;
    const { record, list } = this.#expectState();
    const { account, revision, mode, suspended, consistency, deleted, lists, failMode } = record;
    const tokens = this.#ledger.tokens.list().map(toVerifiable);
    const header = {
      ...{ version, account, revision, mode, suspended, consistency, deleted, tokens },
      ...(lists.length > 0 && { lists }),
      ...(failMode !== 'default' && { failMode }),
    };
    // An unreadable entry lets nobody in. The mode still says that the list is on.
    const readable = list.entries.filter((entry) => !entry.unreadable);
    return { header, readable };
  }
}

/**
 * The answers to requests with an Idempotency-Key. They are kept for a day, so that a repeated request adds its
 * entries only once.
 */
import type * as api from '../../../shared/api.ts';
import { orUndefined } from '../machinery/unreadable-rows.ts';

const KEPT_MS = 24 * 60 * 60 * 1000;
/** An answer is stored in parts: a row holds 2 MB, but an answer with 10,000 entries is longer. */
const PART_BYTES = 1_000_000;

export interface IdempotencyKey {
  /** The client's key. Each token has its own keys. */
  readonly key: string;
  /** The digest of the request: its method, path and body. */
  readonly digest: string;
}

export type EarlierAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'same'; readonly answer: api.Change }
  | { readonly kind: 'other-request' };

export class IdempotencyStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find({ key, digest }: IdempotencyKey, now: number): EarlierAnswer {
    const parts = this.#sql
      .exec<{ digest: string; answer: ArrayBuffer }>(
        'SELECT digest, answer FROM idempotency WHERE key = ? AND at > ? ORDER BY part',
        key,
        now - KEPT_MS,
      )
      .toArray();
    if (parts[0] === undefined) return { kind: 'none' };
    if (parts[0].digest !== digest) return { kind: 'other-request' };
    const decoder = new TextDecoder();
    const text = parts.map((part) => decoder.decode(part.answer, { stream: true })).join('');
    const answer: api.Change | undefined = orUndefined(() => JSON.parse(text));
    return answer ? { kind: 'same', answer } : { kind: 'none' };
  }

  insert({ key, digest }: IdempotencyKey, answer: api.Change, now: number): void {
    this.#sql.exec('DELETE FROM idempotency WHERE at <= ? OR key = ?', now - KEPT_MS, key);
    const bytes = new TextEncoder().encode(JSON.stringify(answer));
    for (let from = 0, part = 0; from < bytes.length; from += PART_BYTES, part++) {
      this.#sql.exec(
        'INSERT INTO idempotency (key, part, digest, answer, at) VALUES (?, ?, ?, ?, ?)',
        key,
        part,
        digest,
        bytes.slice(from, from + PART_BYTES),
        now,
      );
    }
  }

  deleteAll(): void {
    this.#sql.exec('DELETE FROM idempotency');
  }
}

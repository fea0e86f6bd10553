/**
 * The tokens of one object: those of an account, or the relay tokens of the directory. It stores only digests,
 * never secrets.
 */
import type * as api from '../../../shared/api.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { toTimestamp } from '../../../shared/wire.ts';
import { logError } from '../../platform/log.ts';
import { isRecent } from '../../platform/recent.ts';
import {
  copiesOf,
  headerOf,
  type TokenRecord,
  type TokenRole,
  verifies,
} from '../../tokens/token-record.ts';
import { isOneOf, isStoredTime, isTimeOrNull, type UnreadableRows } from './unreadable-rows.ts';

const ROLES: readonly TokenRole[] = ['manager', 'viewer', 'checker', 'relay'];
const MAX_TOKENS = 100;
const USE_RECORDED_EVERY_MS = 60_000;
const FAILURE_LOGGED_EVERY_MS = 60 * 60_000;

interface StoredToken extends Record<string, SqlStorageValue> {
  id: string;
  role: string;
  name: string;
  digest: string;
  created_at: number;
  created_by_id: string;
  created_by_name: string;
  expires_at: number | null;
  last_used_at: number | null;
  client_address_header: string | null;
  /** Only the directory's table has it. */
  copies?: number;
}

export class TokenStore {
  readonly #sql: SqlStorage;
  readonly #unreadable: UnreadableRows;
  #failureLoggedAt = Number.NEGATIVE_INFINITY;

  constructor(sql: SqlStorage, unreadable: UnreadableRows) {
    this.#sql = sql;
    this.#unreadable = unreadable;
  }

  /** Returns the tokens, oldest first. */
  list(): TokenRecord[] {
    return this.#read('SELECT * FROM tokens ORDER BY created_at, id');
  }

  find(id: string): TokenRecord | undefined {
    return this.#read('SELECT * FROM tokens WHERE id = ?', id)[0];
  }

  /** Decides whether there is such a token to revoke. It need not be readable. */
  has(id: string): boolean {
    return this.#sql.exec('SELECT 1 FROM tokens WHERE id = ?', id).toArray().length > 0;
  }

  insert(token: TokenRecord): void {
    this.#sql.exec(
      `INSERT INTO tokens (id, role, name, digest, created_at, created_by_id, created_by_name,
         expires_at, last_used_at, client_address_header)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      token.id,
      token.role,
      token.name,
      token.digest,
      token.createdAt,
      token.createdBy.tokenId,
      token.createdBy.name,
      token.expiresAt,
      token.lastUsedAt,
      token.clientAddressHeader,
    );
    if (token.copies) this.#sql.exec('UPDATE tokens SET copies = 1 WHERE id = ?', token.id);
  }

  delete(id: string): void {
    this.#sql.exec('DELETE FROM tokens WHERE id = ?', id);
  }

  deleteAll(): void {
    this.#sql.exec('DELETE FROM tokens');
  }

  /**
   * Verifies a presented token and records its use. It is undefined if the token is unknown, wrong or
   * expired.
   */
  authenticate(id: string, digest: string, now: number): TokenRecord | undefined {
    const token = this.find(id);
    if (token === undefined || !verifies(token, digest, now)) return undefined;
    this.recordUse(id, now);
    return token;
  }

  /**
   * Records the use to the minute, so that a busy token does not cause a write for each call. It never throws:
   * an object that can't write, for example after its quota is used up, still answers what it can read.
   */
  recordUse(id: string, at: number): void {
    try {
      this.#sql.exec(
        'UPDATE tokens SET last_used_at = ? WHERE id = ? AND coalesce(last_used_at, 0) <= ?',
        at,
        id,
        at - USE_RECORDED_EVERY_MS,
      );
    } catch (error) {
      if (isRecent(this.#failureLoggedAt, FAILURE_LOGGED_EVERY_MS, at)) return;
      this.#failureLoggedAt = at;
      logError('use-not-recorded', { tokenId: id, error: String(error) });
    }
  }

  #read(query: string, ...values: string[]): TokenRecord[] {
    const rows = this.#sql.exec<StoredToken>(query, ...values).toArray();
    return this.#unreadable.sift('tokens', rows, 'id', parseRow);
  }
}

export function refuseFull(tokens: TokenStore, owner: string): Problem | undefined {
  if (tokens.list().length < MAX_TOKENS) return undefined;
  const detail = `${owner} has at most ${MAX_TOKENS} tokens: revoke one first.`;
  return problem('limit-reached', detail, [], { limit: MAX_TOKENS, room: 0 });
}

export function toWireToken(token: TokenRecord, now: number): api.Token {
  return {
    id: token.id,
    role: token.role,
    name: token.name,
    createdAt: toTimestamp(token.createdAt),
    createdBy: { ...token.createdBy },
    expiresAt: toTimestamp(token.expiresAt),
    expired: token.expiresAt !== null && token.expiresAt <= now,
    lastUsedAt: toTimestamp(token.lastUsedAt),
    ...headerOf(token),
    ...copiesOf(token),
  };
}

/** `opens` is the account or the shared list of the token; a relay token has neither. */
export function toSession(
  token: TokenRecord,
  opens: Partial<Pick<api.Session, 'account' | 'list'>> = {},
): api.Session {
  const { id: tokenId, role, name, expiresAt } = token;
  const { account = null, list = null } = opens;
  return { role, account, list, tokenId, name, expiresAt: toTimestamp(expiresAt) };
}

function parseRow(row: StoredToken): TokenRecord | undefined {
  const times = [row.expires_at, row.last_used_at];
  if (!isOneOf(ROLES, row.role) || typeof row.digest !== 'string') return undefined;
  if (!isStoredTime(row.created_at) || !times.every(isTimeOrNull)) return undefined;
  return {
    id: row.id,
    role: row.role,
    name: row.name,
    digest: row.digest,
    createdAt: row.created_at,
    createdBy: { tokenId: row.created_by_id, name: row.created_by_name },
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    clientAddressHeader: row.client_address_header,
    copies: row.copies === 1,
  };
}

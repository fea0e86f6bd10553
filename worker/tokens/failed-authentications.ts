import { LRUCache } from 'lru-cache';
import { parseValue } from '../../shared/ip-range.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { findCallerAddress } from '../platform/caller-address.ts';
import type { Env } from '../platform/env.ts';
import type { PacedLog } from '../platform/paced-log.ts';
import { isRecent } from '../platform/recent.ts';
import type { RequestHeaders } from '../platform/request-headers.ts';

/** The period of the rate limit in wrangler.toml. */
const MINUTE_MS = 60_000;
const MAX_CALLERS = 10_000;
const MAX_TEXTS = 10_000;

/**
 * The callers and the texts that failed in the last minute, as far as this isolate knows. No object is asked
 * about them.
 */
export class FailedAuthentications {
  readonly #env: Env;
  readonly #log: PacedLog;
  readonly #limitedAt = new LRUCache<string, number>({ max: MAX_CALLERS });
  readonly #failedAt = new LRUCache<string, number>({ max: MAX_TEXTS });

  constructor(env: Env, log: PacedLog) {
    this.#env = env;
    this.#log = log;
  }

  /** Counts a failure of the caller's address. Returns true if the caller has failed too often. */
  async count(headers: RequestHeaders, requestId: string): Promise<boolean> {
    const caller = callerKey(headers);
    const { success } = await this.#env.AUTH_FAILURES.limit({ key: caller });
    if (!success) this.#limitedAt.set(caller, Date.now());
    const fields = { requestId, caller, limited: !success };
    this.#log.info('authentication-failed', 'authentication-failed', fields);
    return !success;
  }

  /** Decides whether the caller failed too often in the last minute. */
  isLimited(headers: RequestHeaders, now: number): boolean {
    if (this.#limitedAt.size === 0) return false;
    const at = this.#limitedAt.get(callerKey(headers)) ?? Number.NEGATIVE_INFINITY;
    return isRecent(at, MINUTE_MS, now);
  }

  /** Remembers a text that is no valid token. The object that would have issued it has said so. */
  rememberText(text: string, now: number): void {
    this.#failedAt.set(text, now);
  }

  hasFailed(text: string, now: number): boolean {
    const at = this.#failedAt.get(text) ?? Number.NEGATIVE_INFINITY;
    return isRecent(at, MINUTE_MS, now);
  }
}

/** Returns the problem for a call without a valid token. `form` says where the token belongs. */
export function authenticationProblem(
  isLimited: boolean,
  form = 'Authorization: Bearer <token>',
): Problem {
  return isLimited
    ? problem('rate-limited', 'Too many failed attempts: wait a minute.')
    : problem('unauthorized', `Send a token that stands as ${form}.`);
}

/**
 * Returns the key of a caller. An IPv6 host can call from a whole /64 (RFC 4291, 2.5.4), so the key is that
 * network.
 */
function callerKey(headers: RequestHeaders): string {
  const address = findCallerAddress(headers)?.text;
  if (address === undefined) return 'unknown';
  if (!address.includes(':')) return address;
  const segment = parseValue('segment', `${address}/64`);
  return segment.ok ? segment.value.value : address;
}

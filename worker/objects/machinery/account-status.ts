import type { Mode } from '../../../shared/allowlist.ts';

/** How an account stands, as its object tells the directory after each change. */
export interface AccountStatus {
  readonly account: string;
  readonly objectId: string;
  /** Rises with each change: an older status never takes the place of a newer one. */
  readonly version: number;
  /** The newest version that KV took. */
  readonly publishedVersion: number;
  readonly mode: Mode;
  readonly suspended: boolean;
  readonly count: number;
  readonly limit: number;
}

import type { Allowlist } from '../allowlist.ts';

/** An account's list at one moment. Exports are made from it. */
export interface ExportSource {
  readonly account: string;
  readonly revision: number;
  readonly suspended: boolean;
  readonly list: Allowlist;
}

/** The directory's knowledge of the accounts, for the operator's metrics. */
import type { Counts } from './activity.ts';
import type { AlertKind } from './alert.ts';
import type { Mode } from './allowlist.ts';

/** Counts since the account was made, as its object tells them every five minutes. */
export interface Usage {
  readonly checks: Counts;
  readonly alerts: Readonly<Partial<Record<AlertKind, number>>>;
  readonly lastCheckAt: number | null;
}

export interface ReportedUsage extends Usage {
  readonly reportedAt: number;
}

export interface AccountUsage {
  readonly account: string;
  /** A text, since an account of a newer version may have a mode that is unknown here. */
  readonly mode: string;
  readonly suspended: boolean;
  readonly entries: number;
  readonly limit: number;
  /** Undefined until the account has told it for the first time. */
  readonly usage: ReportedUsage | undefined;
}

export interface AccountTotals {
  readonly accounts: number;
  readonly suspended: number;
  /** KV has not taken the newest version of so many: elsewhere older copies decide. */
  readonly unpublished: number;
  readonly modes: Readonly<Record<Mode, number>>;
}

/** All accounts together, and one by one those that the answer has room for. */
export interface UsageSummary {
  readonly totals: AccountTotals;
  readonly accounts: readonly AccountUsage[];
}

/** The directory's knowledge about the accounts. The operator's metrics show it. */
import type { Counts } from './activity.ts';
import type { AlertKind } from './alert.ts';
import type { Mode } from './allowlist.ts';

/** Counts since the account was made. The object of the account reports them every five minutes. */
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
  /** The mode as any text, since an account of a newer version may have a mode that is unknown here. */
  readonly mode: string;
  readonly suspended: boolean;
  readonly entries: number;
  readonly limit: number;
  /** Undefined until the account has reported for the first time. */
  readonly usage: ReportedUsage | undefined;
}

export interface AccountTotals {
  readonly accounts: number;
  readonly suspended: number;
  /** The number of accounts whose newest version is not in KV yet. Other places decide from an older copy. */
  readonly unpublished: number;
  readonly modes: Readonly<Record<Mode, number>>;
}

export interface ListTotals {
  readonly lists: number;
  /** The entries on all of them, expired ones included. */
  readonly entries: number;
  /** The number of lists whose newest version is not in KV yet. */
  readonly unpublished: number;
}

/** The totals of all accounts, and as many single accounts as the answer has room for. */
export interface UsageSummary {
  readonly totals: AccountTotals;
  readonly accounts: readonly AccountUsage[];
  /** The totals of all shared lists. A directory of version 0.2.0 has none. */
  readonly lists?: ListTotals;
}

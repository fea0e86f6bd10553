/** What an account's object tells the directory of itself, for the operator's metrics. */
import type { Counts } from './activity.ts';
import type { AlertKind } from './alert.ts';
import type { Mode } from './allowlist.ts';

export interface Usage {
  readonly mode: Mode;
  readonly suspended: boolean;
  readonly entries: number;
  readonly limit: number;
  /** Since the account was made, like the alerts. */
  readonly checks: Counts;
  readonly alerts: Readonly<Partial<Record<AlertKind, number>>>;
  readonly lastCheckAt: number | null;
}

export interface ReportedUsage extends Usage {
  readonly account: string;
  readonly reportedAt: number;
}

/** The accounts there are, and what those of them that have reported said last. */
export interface UsageSummary {
  readonly accounts: number;
  readonly reported: readonly ReportedUsage[];
}

/** Reads the figures of a deployment from the text that Prometheus gets. Pure. */
import { ALERT_KINDS, type AlertKind } from '../../shared/alert.ts';
import type { Mode } from '../../shared/allowlist.ts';
import type { Shape } from './shape.ts';

interface ListFigures {
  readonly count: number;
  readonly entries: number;
}

export interface DeploymentFigures {
  readonly accounts: number;
  readonly modes: Readonly<Record<Mode, number>>;
  readonly suspended: number;
  /** Accounts with a change that is not everywhere yet. */
  readonly unpublished: number;
  /** The number of accounts that the figures below are about. Large deployments do not tell of all. */
  readonly reported: number;
  readonly entries: number;
  /** Absent at an endpoint of the release before, which has no shared lists. */
  readonly lists?: ListFigures | undefined;
  readonly checks: Readonly<Record<'allowed' | 'observed' | 'refused', number>>;
  readonly alerts: Readonly<Record<AlertKind, number>>;
}

/** Any other text is no answer of Sendgate. */
export const isMetricsText: Shape<string> = (value): value is string =>
  typeof value === 'string' && /^sendgate_accounts \d+$/m.test(value);

/** Adds the samples of the accounts up. A sample that is missing counts as zero, except of shared lists. */
export function readFigures(text: string): DeploymentFigures {
  const sums = new Map<string, number>();
  for (const [, name = '', labels = '', value] of text.matchAll(SAMPLE)) {
    const key = `${name} ${findKind(labels)}`;
    sums.set(key, (sums.get(key) ?? 0) + Number(value));
  }
  const sum = (name: string, kind = '') => sums.get(`sendgate_${name} ${kind}`) ?? 0;
  const checks = (outcome: string) => sum('account_checks_total', outcome);
  const mode = (name: Mode) => sum('accounts_by_mode', name);
  const alerts = ALERT_KINDS.map((kind) => [kind, sum('account_alerts_total', kind)]);
  return {
    accounts: sum('accounts'),
    modes: { off: mode('off'), observe: mode('observe'), enforce: mode('enforce') },
    suspended: sum('suspended_accounts'),
    unpublished: sum('unpublished_accounts'),
    reported: sum('accounts_reported'),
    entries: sum('account_entries'),
    ...(sums.has('sendgate_lists ') && {
      lists: { count: sum('lists'), entries: sum('list_entries') },
    }),
    checks: {
      allowed: checks('allowed'),
      observed: checks('observed'),
      refused: checks('refused'),
    },
    alerts: Object.fromEntries(alerts) as Record<AlertKind, number>,
  };
}

const SAMPLE = /^(sendgate_\w+)(?:\{(.*)\})? (\d\S*)$/gm;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;
const KINDS: ReadonlySet<string> = new Set(['mode', 'outcome', 'kind']);

/** Returns the label that divides the samples of a metric. An account may have any name, so all labels are read. */
function findKind(labels: string): string {
  return [...labels.matchAll(LABEL)].find(([, name = '']) => KINDS.has(name))?.[2] ?? '';
}

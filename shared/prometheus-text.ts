/** Writes the usage in Prometheus' text format 0.0.4. Names, units and label values follow its conventions. */
import { ALERT_KINDS } from './alert.ts';
import type { AccountTotals, AccountUsage, ListTotals, UsageSummary } from './usage.ts';

export const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

interface Metric<Subject> {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  samples(subject: Subject): readonly Sample[];
}

const TOTALS: readonly Metric<AccountTotals>[] = [
  {
    name: 'sendgate_accounts',
    type: 'gauge',
    help: 'Accounts that are provisioned.',
    samples: ({ accounts }) => [[{}, accounts]],
  },
  {
    name: 'sendgate_accounts_by_mode',
    type: 'gauge',
    help: 'Accounts whose allowlist is off, observes or is enforced.',
    samples: ({ modes }) => Object.entries(modes).map(([mode, count]) => [{ mode }, count]),
  },
  {
    name: 'sendgate_suspended_accounts',
    type: 'gauge',
    help: 'Accounts that are suspended.',
    samples: ({ suspended }) => [[{}, suspended]],
  },
  {
    name: 'sendgate_unpublished_accounts',
    type: 'gauge',
    help: 'Accounts whose newest list KV has not taken yet: elsewhere an older one may still allow.',
    samples: ({ unpublished }) => [[{}, unpublished]],
  },
];

const LIST_TOTALS: readonly Metric<ListTotals>[] = [
  {
    name: 'sendgate_lists',
    type: 'gauge',
    help: 'Shared lists.',
    samples: ({ lists }) => [[{}, lists]],
  },
  {
    name: 'sendgate_list_entries',
    type: 'gauge',
    help: 'Entries on all shared lists, expired ones included.',
    samples: ({ entries }) => [[{}, entries]],
  },
  {
    name: 'sendgate_unpublished_lists',
    type: 'gauge',
    help: 'Shared lists of which KV has not taken the newest yet: elsewhere an older one may still allow.',
    samples: ({ unpublished }) => [[{}, unpublished]],
  },
];

const OF_AN_ACCOUNT: readonly Metric<AccountUsage>[] = [
  {
    name: 'sendgate_account_checks_total',
    type: 'counter',
    help: 'Checks answered; observed ones were allowed and would have been refused.',
    samples: ({ usage }) =>
      usage
        ? [
            [{ outcome: 'allowed' }, usage.checks.allowed],
            [{ outcome: 'observed' }, usage.checks.observed],
            [{ outcome: 'refused' }, usage.checks.refused],
          ]
        : [],
  },
  {
    name: 'sendgate_account_alerts_total',
    type: 'counter',
    help: 'Alerts raised.',
    samples: ({ usage }) =>
      usage ? ALERT_KINDS.map((kind) => [{ kind }, usage.alerts[kind] ?? 0]) : [],
  },
  {
    name: 'sendgate_account_entries',
    type: 'gauge',
    help: 'Entries on the allowlist, expired ones included.',
    samples: ({ entries }) => [[{}, entries]],
  },
  {
    name: 'sendgate_account_entry_limit',
    type: 'gauge',
    help: 'Entries that the account may have.',
    samples: ({ limit }) => [[{}, limit]],
  },
  {
    name: 'sendgate_account_info',
    type: 'gauge',
    help: 'What the allowlist does (off, observe, enforce) and whether the account is suspended.',
    samples: ({ mode, suspended }) => [[{ mode, suspended: String(suspended) }, 1]],
  },
  {
    name: 'sendgate_account_last_check_timestamp_seconds',
    type: 'gauge',
    help: 'When the last check was asked for; absent when none was.',
    samples: ({ usage }) =>
      usage && usage.lastCheckAt !== null ? [[{}, usage.lastCheckAt / 1000]] : [],
  },
  {
    name: 'sendgate_account_reported_timestamp_seconds',
    type: 'gauge',
    help: 'When the account last told of its checks and alerts; absent until it has.',
    samples: ({ usage }) => (usage ? [[{}, usage.reportedAt / 1000]] : []),
  },
];

export function prometheusText({ totals, accounts, lists }: UsageSummary): string {
  const lines = [...totalLines(TOTALS, totals), ...(lists ? totalLines(LIST_TOTALS, lists) : [])];
  lines.push(
    ...head({
      name: 'sendgate_accounts_reported',
      type: 'gauge',
      help: 'Accounts that this output tells of one by one.',
    }),
    sampleLine('sendgate_accounts_reported', {}, accounts.length),
  );
  for (const metric of OF_AN_ACCOUNT) {
    lines.push(...head(metric));
    for (const one of accounts) {
      for (const [labels, value] of metric.samples(one))
        lines.push(sampleLine(metric.name, { account: one.account, ...labels }, value));
    }
  }
  return `${lines.join('\n')}\n`;
}

function totalLines<Totals>(metrics: readonly Metric<Totals>[], totals: Totals): string[] {
  return metrics.flatMap((metric) => [
    ...head(metric),
    ...metric.samples(totals).map(([labels, value]) => sampleLine(metric.name, labels, value)),
  ]);
}

function head({ name, type, help }: Omit<Metric<never>, 'samples'>): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function sampleLine(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

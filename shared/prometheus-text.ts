/** Usage in Prometheus' text format 0.0.4. Names, units and label values as its conventions say. */
import { ALERT_KINDS } from './alert.ts';
import type { ReportedUsage, UsageSummary } from './usage.ts';

export const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  samples(usage: ReportedUsage): readonly Sample[];
}

const METRICS: readonly Metric[] = [
  {
    name: 'sendgate_account_checks_total',
    type: 'counter',
    help: 'Checks answered; observed ones were allowed and would have been refused.',
    samples: ({ checks: { allowed, observed, refused } }) => [
      [{ outcome: 'allowed' }, allowed],
      [{ outcome: 'observed' }, observed],
      [{ outcome: 'refused' }, refused],
    ],
  },
  {
    name: 'sendgate_account_alerts_total',
    type: 'counter',
    help: 'Alerts raised.',
    samples: ({ alerts }) => ALERT_KINDS.map((kind) => [{ kind }, alerts[kind] ?? 0]),
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
    samples: ({ lastCheckAt }) => (lastCheckAt === null ? [] : [[{}, lastCheckAt / 1000]]),
  },
  {
    name: 'sendgate_account_reported_timestamp_seconds',
    type: 'gauge',
    help: 'When the account last told what is said of it here.',
    samples: ({ reportedAt }) => [[{}, reportedAt / 1000]],
  },
];

export function prometheusText({ accounts, reported }: UsageSummary): string {
  const lines = [
    ...head('sendgate_accounts', 'gauge', 'Accounts that are provisioned.'),
    sampleLine('sendgate_accounts', {}, accounts),
    ...head('sendgate_accounts_reported', 'gauge', 'Accounts that this output tells of.'),
    sampleLine('sendgate_accounts_reported', {}, reported.length),
  ];
  for (const { name, type, help, samples } of METRICS) {
    lines.push(...head(name, type, help));
    for (const usage of reported) {
      for (const [labels, value] of samples(usage))
        lines.push(sampleLine(name, { account: usage.account, ...labels }, value));
    }
  }
  return `${lines.join('\n')}\n`;
}

function head(name: string, type: Metric['type'], help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function sampleLine(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

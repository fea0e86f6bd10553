/** What the agent says of itself: as JSON at /status, as text by `--status`, and as metrics. */
import type { AnswerKind } from './answer-counts.ts';
import type { CopiesStatus } from './copies/copies-status.ts';
import type { Metric, Sample } from './metrics-text.ts';
import type { TellingStatus } from './telling/teller.ts';
import type { Checked } from './worker-client/worker-client.ts';

export interface Standing {
  readonly version: string;
  readonly url: string;
  readonly upSeconds: number;
  /** How long a copy may allow alone, and how long it decides during an outage. */
  readonly freshSeconds: number;
  readonly maxStaleSeconds: number;
  readonly copies: CopiesStatus;
  /** What the Worker is told of the checks that copies decided. */
  readonly telling: TellingStatus;
  /** The answers by their kinds. */
  readonly answers: Readonly<Record<AnswerKind, number>>;
  /** By who decided: a fresh copy, the Worker, a copy during an outage, the fail mode. */
  readonly decided: Readonly<Record<'memory' | 'worker' | 'copy' | 'none', number>>;
  /** The questions to the Worker, by what came of them. */
  readonly asked: Readonly<Record<Checked['kind'], number>>;
  readonly waiting: number;
  readonly memoryBytes: number;
}

const RIGHTS: Readonly<Record<CopiesStatus['right'], string>> = {
  unknown: 'not heard of yet',
  copies: 'the token has the right to copies',
  none: 'the token has no right to copies, so the agent only passes on',
  'bad-token': 'Sendgate refuses the token',
};

/** What a copy is good for at its age. */
function useOf({ copies, freshSeconds, maxStaleSeconds }: Standing): string {
  const { ageSeconds } = copies;
  if (ageSeconds === null) return 'none; the Worker is asked';
  const age = `${Math.round(ageSeconds)} s old`;
  if (ageSeconds <= freshSeconds) return `${age}; they allow alone`;
  return ageSeconds < maxStaleSeconds
    ? `${age}; they decide while the Worker is away`
    : `${age}; too old, the fail mode decides while the Worker is away`;
}

/** The text of `--status`. */
export function describeStanding(standing: Standing): string {
  const { version, url, upSeconds, copies, telling, decided, waiting, memoryBytes } = standing;
  return table([
    ['agent', `${version}, up for ${Math.round(upSeconds)} s, ${mebibytes(memoryBytes)}`],
    ['Worker', url],
    ['right', RIGHTS[copies.right]],
    ['copies', useOf(standing)],
    ['accounts', String(copies.accounts)],
    ['shared lists', String(copies.lists)],
    ['unreadable', String(copies.unreadable)],
    ['bytes', mebibytes(copies.bytes)],
    ['synchronised', `${copies.synchronisations} complete, ${copies.failures} failed`],
    [
      'state on disk',
      `${copies.state}, ${copies.stateWrites} writes, ${copies.stateFailures} failures`,
    ],
    [
      'told',
      `${telling.calls} calls, ${telling.failures} of them failed; ${telling.lost} checks lost`,
    ],
    ['answers', wordsOf(standing.answers)],
    ['decided by', wordsOf(decided)],
    ['asked', `${wordsOf(standing.asked)}; ${waiting} wait`],
  ]);
}

function wordsOf(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

function table(rows: readonly (readonly [string, string])[]): string {
  return rows.map(([name, value]) => `${name.padEnd(14)} ${value}\n`).join('');
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** Seconds of a copy that nobody has. */
const NO_AGE = -1;

export function metricsOf(standing: Standing): Metric[] {
  const { version, upSeconds, copies, telling, answers, decided, memoryBytes } = standing;
  const one = (value: number): Sample[] => [{ value }];
  const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({
    name: `sendgate_agent_${name}`,
    help,
    type: 'gauge',
    samples,
  });
  const counter = (name: string, help: string, samples: readonly Sample[]): Metric => ({
    ...gauge(`${name}_total`, help, samples),
    type: 'counter',
  });
  return [
    gauge('info', 'The version of the agent.', [{ labels: { version }, value: 1 }]),
    gauge('up_seconds', 'Seconds since the agent started.', one(upSeconds)),
    gauge('memory_bytes', 'Memory of the process.', one(memoryBytes)),
    gauge(
      'has_copies',
      'Whether the token has the right to copies.',
      one(copies.right === 'copies' ? 1 : 0),
    ),
    gauge(
      'copies_age_seconds',
      'Seconds since the last complete synchronisation began; -1 if there was none.',
      one(copies.ageSeconds ?? NO_AGE),
    ),
    gauge('copies', 'Copies held.', [
      { labels: { kind: 'account' }, value: copies.accounts },
      { labels: { kind: 'list' }, value: copies.lists },
    ]),
    gauge(
      'copies_unreadable',
      'Copies that are not used as fresh, because the Worker could not read them.',
      one(copies.unreadable),
    ),
    gauge('copies_bytes', 'Bytes of the copies.', one(copies.bytes)),
    counter('synchronisations', 'Synchronisations, by how they ended.', [
      { labels: { end: 'complete' }, value: copies.synchronisations },
      { labels: { end: 'failed' }, value: copies.failures },
    ]),
    counter('state_writes', 'Writes of the state, by how they ended.', [
      { labels: { end: 'written' }, value: copies.stateWrites },
      { labels: { end: 'failed' }, value: copies.stateFailures },
    ]),
    counter('tellings', 'Calls that told the Worker what copies decided.', one(telling.calls)),
    counter('tellings_failed', 'Those of them that failed.', one(telling.failures)),
    counter('checks_lost', 'Checks that the Worker will never be told of.', one(telling.lost)),
    gauge(
      'tellings_unconfirmed',
      'Accounts whose report is not confirmed.',
      one(telling.unconfirmed),
    ),
    counter('answers', 'Answers, by what they were.', samplesOf(answers, 'kind')),
    counter(
      'decided',
      'Answers, by who decided: a fresh copy, the Worker, a copy during an outage, the fail mode.',
      samplesOf(decided, 'by'),
    ),
    counter(
      'asked',
      'Questions to the Worker, by what came of them.',
      samplesOf(standing.asked, 'end'),
    ),
    gauge('waiting', 'Questions that wait for an answer.', one(standing.waiting)),
  ];
}

function samplesOf(counts: Readonly<Record<string, number>>, label: string): Sample[] {
  return Object.entries(counts).map(([word, value]) => ({ labels: { [label]: word }, value }));
}

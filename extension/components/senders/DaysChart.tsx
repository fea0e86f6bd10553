import { useId } from 'preact/hooks';
import type { SenderList } from '../../../shared/api.ts';
import { wordChecks } from '../../wording/sender.ts';
import { wordDay, wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { CHART_DAYS, type DayBar, layOutDays } from './day-bars.ts';

const HEIGHT = 52;
const KINDS = ['allowed', 'observed', 'refused'] as const;

interface DaysChartProps {
  readonly days: SenderList['days'];
  readonly now: number;
}

/**
 * Shows for each day how many checks got which answer. A table has the same numbers for people who do not see the
 * bars.
 */
export function DaysChart({ days, now }: DaysChartProps) {
  const hatch = useId();
  const bars = layOutDays(days, now, HEIGHT);
  const [first] = bars;
  const totals = { allowed: 0, observed: 0, refused: 0 };
  for (const bar of bars) for (const kind of KINDS) totals[kind] += bar[kind];
  const shown = KINDS.filter((kind) => kind !== 'observed' || totals.observed > 0);
  return (
    <figure class="chart">
      <figcaption class="chart-legend row wrap small">
        <span class="soft">{t('senders.chart')}</span>
        {shown.map((kind) => (
          <span key={kind} class={`chart-key ${kind}`}>
            <span aria-hidden="true">{SIGNS[kind]} </span>
            {wordChecks(kind, totals[kind])}
          </span>
        ))}
      </figcaption>
      <svg width="100%" height={HEIGHT} aria-hidden="true">
        <defs>
          <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse">
            <path d="M-1 1L1 -1M0 4L4 0M3 5L5 3" />
          </pattern>
        </defs>
        {bars.map((bar, index) => (
          <Bar key={bar.day} bar={bar} index={index} hatch={hatch} />
        ))}
      </svg>
      <div class="chart-ends row spread soft small" aria-hidden="true">
        <span>{first && wordDay(first.day)}</span>
        <span>{t('senders.today')}</span>
      </div>
      {/* A table can't be made small enough to be hidden, so the element around it is hidden. */}
      <div class="unseen">
        <table>
          <caption>{t('senders.chart')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('senders.day')}</th>
              <th scope="col">{t('senders.allowedColumn')}</th>
              <th scope="col">{t('senders.observedColumn')}</th>
              <th scope="col">{t('senders.refusedColumn')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day}>
                <th scope="row">{wordDay(day.day)}</th>
                {KINDS.map((kind) => (
                  <td key={kind}>{wordNumber(day[kind])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

const SIGNS = { allowed: '✓', observed: '◐', refused: '✕' } as const;

/**
 * A bar of parts that stand on each other. Refused checks are hatched and observed ones have an edge, so that neither
 * is told by colour alone.
 */
function Bar({ bar, index, hatch }: { bar: DayBar; index: number; hatch: string }) {
  const x = `${(index * 100) / CHART_DAYS}%`;
  const width = `${75 / CHART_DAYS}%`;
  const says = KINDS.filter((kind) => bar[kind] > 0).map((kind) => wordChecks(kind, bar[kind]));
  return (
    <g>
      <title>{[wordDay(bar.day), ...says].join(' · ')}</title>
      <rect class="day" x={x} y="0" width={width} height={HEIGHT} />
      {bar.parts.map(({ kind, top, height }) => (
        <rect key={kind} class={kind} x={x} y={top} width={width} height={height} />
      ))}
      {bar.parts.map(
        ({ kind, top, height }) =>
          kind === 'refused' && (
            <rect key={kind} fill={`url(#${hatch})`} x={x} y={top} width={width} height={height} />
          ),
      )}
    </g>
  );
}

import { ALERT_KINDS } from '../../../shared/alert.ts';
import type { DeploymentFigures } from '../../model/deployment-figures.ts';
import { showMode } from '../../wording/access-status.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { wordKind } from '../../wording/webhook.ts';
import { Button } from '../Button.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useReading } from '../useReading.ts';
import type { AccountCalls } from './account-calls.ts';

interface FiguresTableProps {
  readonly client: Pick<AccountCalls, 'figures'>;
  readonly endpoint: string;
}

/** The figures that Prometheus would read now. The last ones stay if they can't be read again. */
export function FiguresTable({ client, endpoint }: FiguresTableProps) {
  const { value: figures, trouble, reload } = useReading(client.figures, client);
  return (
    <section class="stack inset" aria-label={t('figures.title')}>
      <div class="row spread">
        <h3>{t('figures.title')}</h3>
        <Button kind="link" label={t('figures.reload')} onClick={() => void reload()}>
          ↻
        </Button>
      </div>
      {trouble && (
        <TroubleNotice trouble={trouble} endpoint={endpoint} onRetry={() => void reload()} />
      )}
      {figures?.accounts === 0 ? (
        <p class="soft">{t('operator.none')}</p>
      ) : (
        // Its rows stand before their numbers are known, so that nothing moves.
        <table class="figures" aria-busy={figures === null && trouble === null}>
          <tbody>
            {rowsOf(figures).map(({ name, count, isPart }) => (
              <tr key={name} class={isPart ? 'part' : undefined}>
                <th scope="row">{name}</th>
                <td>{count === undefined ? '–' : wordNumber(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="small soft">
        {figures !== null && figures.reported < figures.accounts
          ? t('figures.first', [wordNumber(figures.reported)])
          : t('figures.since')}
      </p>
    </section>
  );
}

interface Row {
  readonly name: string;
  readonly count: number | undefined;
  /** True if it counts a part of what the row above counts. */
  readonly isPart?: boolean;
}

function rowsOf(figures: DeploymentFigures | null): readonly Row[] {
  return [
    { name: t('figures.accounts'), count: figures?.accounts },
    ...(['enforce', 'observe', 'off'] as const).map((mode) => ({
      name: showMode(mode, false).word,
      count: figures?.modes[mode],
      isPart: true,
    })),
    { name: showMode('off', true).word, count: figures?.suspended, isPart: true },
    { name: t('figures.unpublished'), count: figures?.unpublished, isPart: true },
    { name: t('figures.entries'), count: figures?.entries },
    ...rowsOfLists(figures),
    { name: t('figures.allowed'), count: figures?.checks.allowed },
    { name: t('figures.observed'), count: figures?.checks.observed },
    { name: t('figures.refused'), count: figures?.checks.refused },
    ...ALERT_KINDS.map((kind) => ({
      name: t('figures.alerts', [wordKind(kind)]),
      count: figures?.alerts[kind],
    })),
  ];
}

/** The rows stand before it is known whether the endpoint has shared lists, so that nothing moves where it does. */
function rowsOfLists(figures: DeploymentFigures | null): readonly Row[] {
  if (figures !== null && figures.lists === undefined) return [];
  return [
    { name: t('figures.lists'), count: figures?.lists?.count },
    { name: t('figures.listEntries'), count: figures?.lists?.entries },
  ];
}

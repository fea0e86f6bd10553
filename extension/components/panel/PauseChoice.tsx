import { HOUR_SECONDS } from '../../../shared/limits.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Segmented } from '../Segmented.tsx';

export type PauseTerm = '1-hour' | '8-hours' | 'open';

const SECONDS = { '1-hour': HOUR_SECONDS, '8-hours': 8 * HOUR_SECONDS } as const;

export function pauseFor(term: PauseTerm): ListCommand {
  return {
    kind: 'set-mode',
    body: { mode: 'observe', ...(term !== 'open' && { expiresInSeconds: SECONDS[term] }) },
  };
}

interface PauseChoiceProps {
  readonly term: PauseTerm;
  /** False if the endpoint ends no pause. Then there is nothing to choose. */
  readonly endsPauses: boolean;
  readonly now: number;
  readonly onChange: (term: PauseTerm) => void;
}

/** Asks for how long a list is paused, and says what comes after. */
export function PauseChoice({ term, endsPauses, now, onChange }: PauseChoiceProps) {
  return (
    <>
      {endsPauses && (
        <Segmented
          label={t('pause.label')}
          value={term}
          options={[
            { value: '1-hour', text: t('pause.hour') },
            { value: '8-hours', text: t('expiry.hours8') },
            { value: 'open', text: t('pause.open') },
          ]}
          onChange={onChange}
        />
      )}
      <p class="small two-lines" role="status">
        {term === 'open'
          ? t('pause.staysOpen')
          : t('pause.ends', [wordDate(now + SECONDS[term] * 1000)])}
      </p>
    </>
  );
}

import { HOUR_SECONDS, YEAR_SECONDS } from '../../shared/limits.ts';
import { t } from '../wording/translate.ts';
import { Segmented } from './Segmented.tsx';
import { TextField } from './TextField.tsx';

export type ExpiryChoice = '8-hours' | '1-day' | '1-week' | 'always' | 'until';

export interface Expiry {
  readonly choice: ExpiryChoice;
  /** The value of a `datetime-local` input, in the time zone of the browser. */
  readonly until: string;
}

export const ALWAYS: Expiry = { choice: 'always', until: '' };

const SECONDS = {
  '8-hours': 8 * HOUR_SECONDS,
  '1-day': 24 * HOUR_SECONDS,
  '1-week': 7 * 24 * HOUR_SECONDS,
} as const;

/** Returns the fields of an add request. Undefined while no valid time is given. */
export function findExpiryTerms(
  { choice, until }: Expiry,
  now: number,
): { readonly expiresInSeconds?: number; readonly expiresAt?: string } | undefined {
  if (choice === 'always') return {};
  if (choice !== 'until') return { expiresInSeconds: SECONDS[choice] };
  if (findExpiryError({ choice, until }, now) !== undefined) return undefined;
  return { expiresAt: new Date(until).toISOString() };
}

export function findExpiryError({ choice, until }: Expiry, now: number): string | undefined {
  if (choice !== 'until') return undefined;
  const at = Date.parse(until);
  if (Number.isNaN(at)) return t('expiry.missing');
  if (at < now + HOUR_SECONDS * 1000) return t('expiry.tooSoon');
  return at > now + YEAR_SECONDS * 1000 ? t('expiry.tooLate') : undefined;
}

interface ExpiryFieldProps {
  readonly expiry: Expiry;
  readonly now: number;
  readonly onChange: (expiry: Expiry) => void;
}

export function ExpiryField({ expiry, now, onChange }: ExpiryFieldProps) {
  const error = expiry.until === '' ? undefined : findExpiryError(expiry, now);
  return (
    <div class="stack">
      <Segmented
        label={t('expiry.label')}
        value={expiry.choice}
        options={[
          { value: '8-hours', text: t('expiry.hours8') },
          { value: '1-day', text: t('expiry.day') },
          { value: '1-week', text: t('expiry.week') },
          { value: 'always', text: t('expiry.always') },
          { value: 'until', text: t('expiry.until') },
        ]}
        onChange={(choice) => onChange({ ...expiry, choice })}
      />
      {expiry.choice === 'until' && (
        <TextField
          label={t('expiry.untilLabel')}
          error={error}
          type="datetime-local"
          value={expiry.until}
          onInput={(until) => onChange({ ...expiry, until })}
        />
      )}
    </div>
  );
}

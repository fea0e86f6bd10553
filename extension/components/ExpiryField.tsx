import { useLayoutEffect, useRef } from 'preact/hooks';
import { HOUR_SECONDS, YEAR_SECONDS } from '../../shared/limits.ts';
import { t } from '../wording/translate.ts';
import { Button } from './Button.tsx';
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

/** A few spans to choose from. For a time of one's own, a field takes the place of the choices. */
export function ExpiryField({ expiry, now, onChange }: ExpiryFieldProps) {
  const error = expiry.until === '' ? undefined : findExpiryError(expiry, now);
  const place = useRef<HTMLDivElement>(null);
  const before = useRef<ExpiryChoice>('always');
  const isUntil = expiry.choice === 'until';
  const wasUntil = useRef(isUntil);
  useLayoutEffect(() => {
    if (wasUntil.current === isUntil) return;
    wasUntil.current = isUntil;
    place.current?.querySelector<HTMLElement>(isUntil ? 'input' : 'input:checked')?.focus();
  }, [isUntil]);
  return (
    <div ref={place} class="expiry">
      {isUntil ? (
        <TextField
          label={t('expiry.untilLabel')}
          error={error}
          type="datetime-local"
          value={expiry.until}
          onInput={(until) => onChange({ ...expiry, until })}
          beside={
            <Button onClick={() => onChange({ ...expiry, choice: before.current })}>
              {t('expiry.otherChoices')}
            </Button>
          }
        />
      ) : (
        <Segmented
          label={t('expiry.label')}
          value={expiry.choice}
          options={EXPIRY_CHOICES.map((value) => ({ value, text: wordExpiryChoice(value) }))}
          onChange={(choice) => {
            before.current = expiry.choice;
            onChange({ ...expiry, choice });
          }}
        />
      )}
    </div>
  );
}

const EXPIRY_CHOICES = ['8-hours', '1-day', '1-week', 'always', 'until'] as const;

export function wordExpiryChoice(choice: ExpiryChoice): string {
  switch (choice) {
    case '8-hours':
      return t('expiry.hours8');
    case '1-day':
      return t('expiry.day');
    case '1-week':
      return t('expiry.week');
    case 'always':
      return t('expiry.always');
    case 'until':
      return t('expiry.until');
  }
}

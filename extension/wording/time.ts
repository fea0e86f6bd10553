/** Moments and spans as a person says them. Times are milliseconds since the epoch, or as the API writes them. */
import { languageTag, t } from './translate.ts';

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Each is made once: that takes far longer than to say something with it. */
function inLanguage<Format>(make: (tag: string) => Format): () => Format {
  const made = new Map<string, Format>();
  return () => {
    const tag = languageTag();
    const format = made.get(tag) ?? make(tag);
    made.set(tag, format);
    return format;
  };
}

const relativeTime = inLanguage((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
const plainNumber = inLanguage((tag) => new Intl.NumberFormat(tag));

/** "3 hours ago", "in 2 days". */
export function wordMoment(at: number | string, now: number): string {
  const left = Number(new Date(at)) - now;
  const [unit, size] = STEPS.find(([, size]) => Math.abs(left) >= size) ?? [];
  if (unit === undefined || size === undefined) return t('words.justNow');
  return relativeTime().format(Math.trunc(left / size), unit);
}

/** "21 h left"; less than a minute is a minute. */
export function wordLeft(until: number, now: number): string {
  const [unit, size] =
    STEPS.find(([, size]) => until - now >= size) ?? (['minute', 60_000] as const);
  const format = new Intl.NumberFormat(languageTag(), {
    style: 'unit',
    unit,
    unitDisplay: 'short',
  });
  return t('words.left', [format.format(Math.max(1, Math.floor((until - now) / size)))]);
}

/** Day and time, for where the exact moment matters. */
export function wordDate(at: number | string): string {
  return new Intl.DateTimeFormat(languageTag(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at),
  );
}

export function wordNumber(value: number | bigint): string {
  return plainNumber().format(value);
}

/** A day in UTC, as 2030-01-31. */
export function wordDay(day: string): string {
  const format = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(languageTag(), format).format(Date.parse(day));
}

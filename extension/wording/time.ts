/** Puts moments and spans of time into words. Times are in milliseconds since the epoch, or in the form of the API. */
import { languageTag, t } from './translate.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const STEPS = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
] as const;

/** Makes each format once for a language. Making it takes far longer than using it. */
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

interface Span {
  readonly count: number;
  readonly unit: (typeof STEPS)[number][0];
}

/**
 * Rounds the remaining time to the nearest unit, so that a day that has just begun is not called 23 hours. Less than
 * a minute counts as a minute.
 */
export function roundLeft(milliseconds: number): Span {
  const minutes = Math.round(milliseconds / MINUTE_MS);
  if (minutes < 60) return { count: Math.max(1, minutes), unit: 'minute' };
  const hours = Math.round(milliseconds / HOUR_MS);
  if (hours < 24) return { count: hours, unit: 'hour' };
  return { count: Math.round(milliseconds / DAY_MS), unit: 'day' };
}

/**
 * Returns a text such as "3 hours ago" or "in 2 days". Past time is rounded down, remaining time to the nearest unit.
 */
export function wordMoment(at: number | string, now: number): string {
  const left = Number(new Date(at)) - now;
  if (Math.abs(left) < MINUTE_MS) return t('words.justNow');
  if (left > 0) {
    const { count, unit } = roundLeft(left);
    return relativeTime().format(count, unit);
  }
  const [unit, size] = STEPS.find(([, size]) => -left >= size) ?? (['minute', MINUTE_MS] as const);
  return relativeTime().format(Math.trunc(left / size), unit);
}

/** Returns a text such as "21 h left". */
export function wordLeft(until: number, now: number): string {
  const { count, unit } = roundLeft(until - now);
  const style = { style: 'unit', unit, unitDisplay: 'short' } as const;
  return t('words.left', [new Intl.NumberFormat(languageTag(), style).format(count)]);
}

/** Returns day and time, for when the exact moment matters. */
export function wordDate(at: number | string): string {
  return new Intl.DateTimeFormat(languageTag(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at),
  );
}

/** Names the day on which something ends, as short as possible. In the last 24 hours it names the time, too. */
export function wordEnd(at: number, now: number): string {
  if (at - now < DAY_MS) return wordDate(at);
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const format = isThisYear
    ? ({ month: 'short', day: 'numeric' } as const)
    : ({ dateStyle: 'medium' } as const);
  return new Intl.DateTimeFormat(languageTag(), format).format(at);
}

/** Returns a day and time as short as they can be told apart: "Tue 8:26" within a week. */
export function wordDayAndTime(at: number, now: number): string {
  if (Math.abs(at - now) > 6 * DAY_MS) return wordDate(at);
  const format = { weekday: 'short', hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(languageTag(), format).format(at);
}

export function wordNumber(value: number | bigint): string {
  return plainNumber().format(value);
}

/** Returns a day in words. It is given in UTC, in the form 2030-01-31. */
export function wordDay(day: string): string {
  const format = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(languageTag(), format).format(Date.parse(day));
}

/** Reads from a cell when an entry expires. */

const NEVER = /^(-|never|none|n\/a|null|nie|jamais|永久)?$/iu;
const TIME = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/i;
const YEAR_FIRST = /^(\d{4})(?:-(\d\d?)-(\d\d?)|\/(\d\d?)\/(\d\d?)|年(\d\d?)月(\d\d?)日)$/;
const DAY_FIRST = /^(\d\d?)([./])(\d\d?)\2(\d{4})$/;

/**
 * Returns null for never. Returns undefined if the time is unclear, because an unclear cell must not make an
 * entry last for ever. A date lasts until its end.
 */
export function readExpiry(cell: string): string | null | undefined {
  const text = cell.trim();
  if (NEVER.test(text)) return null;
  const time = TIME.exec(text);
  if (time) {
    return isDay(time[1], time[2], time[3]) ? toIso(Date.parse(text)) : undefined;
  }
  const whole = YEAR_FIRST.exec(text);
  if (whole)
    return endOf(whole[1], whole[2] ?? whole[4] ?? whole[6], whole[3] ?? whole[5] ?? whole[7]);
  const [, day, sign, month, year] = DAY_FIRST.exec(text) ?? [];
  // 05/01 can be a day in May or in January; 31/01 and 05/05 are clear.
  if (sign === '/' && Number(day) <= 12 && day !== month) return undefined;
  return endOf(year, month, day);
}

function endOf(year?: string, month?: string, day?: string): string | undefined {
  if (!isDay(year, month, day)) return undefined;
  return toIso(Date.UTC(Number(year), Number(month) - 1, Number(day), 23, 59, 59, 999));
}

/** Decides whether the day exists. The Date object would turn 30 February into 2 March. */
function isDay(year?: string, month?: string, day?: string): boolean {
  const [m, d] = [Number(month), Number(day)];
  return m >= 1 && m <= 12 && d >= 1 && d <= new Date(Date.UTC(Number(year), m, 0)).getUTCDate();
}

function toIso(time: number): string | undefined {
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

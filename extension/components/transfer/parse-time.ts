const TIME = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since the epoch of a time that says its zone (RFC 3339); undefined when it is none. */
export function parseTime(text: string): number | undefined {
  const [matched, year, month, day] = TIME.exec(text) ?? [];
  if (matched === undefined) return undefined;
  // Date.parse takes 30 February for 2 March.
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const time = Date.parse(matched);
  return Number(day) > days || Number.isNaN(time) ? undefined : time;
}

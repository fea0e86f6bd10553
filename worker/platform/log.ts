/**
 * Logs one JSON line for each event. Callers pass only ids and codes: never a token, a password, a header or a
 * body.
 */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export function logInfo(event: string, fields: LogFields): void {
  // biome-ignore lint/suspicious/noConsole: console is where a Worker's log goes.
  console.log(JSON.stringify({ event, ...fields }));
}

export function logError(event: string, fields: LogFields): void {
  // biome-ignore lint/suspicious/noConsole: console is where a Worker's log goes.
  console.error(JSON.stringify({ event, ...fields }));
}

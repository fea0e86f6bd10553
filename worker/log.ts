import type * as api from '../shared/api.ts';

/** One JSON line an event. Callers pass ids and codes: never a token, a password, a header or a body. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export function logInfo(event: string, fields: LogFields): void {
  // biome-ignore lint/suspicious/noConsole: console is where a Worker's log goes.
  console.log(JSON.stringify({ event, ...fields }));
}

/** Refusals are logged, allowed checks are not: they are too many. */
export function logRefusal(
  requestId: string,
  { account, address, reason }: Pick<api.Decision, 'account' | 'address' | 'reason'>,
): void {
  logInfo('refused', { requestId, account, address, reason });
}

export function logError(event: string, fields: LogFields): void {
  // biome-ignore lint/suspicious/noConsole: console is where a Worker's log goes.
  console.error(JSON.stringify({ event, ...fields }));
}

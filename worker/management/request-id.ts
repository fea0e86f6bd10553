import type { AppContext } from './app-env.ts';

/**
 * What X-Request-Id, a problem and the lines of the log call a request. Made where it is first wanted: of
 * most answers that programs get, which allow, the log says nothing.
 */
export function requestIdOf(c: AppContext): string {
  const known = c.get('requestId');
  if (known !== undefined) return known;
  const requestId = crypto.randomUUID();
  c.set('requestId', requestId);
  return requestId;
}

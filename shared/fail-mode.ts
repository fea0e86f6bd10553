/** What a check gets while nothing can be read: of the deployment (`FAIL_MODE`), and of an account. */

export type FailMode = 'closed' | 'open';

/** `default`: the account has that of the deployment. */
export const ACCOUNT_FAIL_MODES = ['default', 'closed', 'open'] as const;
export type AccountFailMode = (typeof ACCOUNT_FAIL_MODES)[number];

/** Reads a stored fail mode. A value of a newer version is closed, so that it opens nothing. */
export function readFailMode(stored: unknown): AccountFailMode {
  if (stored === undefined) return 'default';
  return ACCOUNT_FAIL_MODES.find((known) => known === stored) ?? 'closed';
}

/** The kinds of alerts that the admins of an account or of a shared list get, and the limits on their number. */
export const ALERT_KINDS = ['leaked-password', 'refusals', 'entry-expiring'] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** The kinds of alerts that a shared list raises (R20). Checks are about accounts, so theirs are the others. */
export const LIST_ALERT_KINDS = ['entry-expiring'] as const satisfies readonly AlertKind[];

export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;
/** The time in which an address raises no second leak alert of the same login. */
export const LEAK_QUIET_MS = HOUR_MS;
/** The most leak alerts of one account in an hour. The daily digest counts the refusals beyond them. */
export const MAX_LEAKS_AN_HOUR = 100;
export const ALERT_KEPT_MS = 30 * DAY_MS;
export const MAX_ALERTS = 10_000;

export interface AlertEntry {
  readonly id: string;
  readonly value: string;
  readonly remark: string;
}

/** An alert. A member that has no meaning for its kind is null. Times are milliseconds since the epoch. */
export interface Alert<Kind extends string = AlertKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly at: number;
  /** leaked-password: the login, if the account decided as that of a domain (R19). */
  readonly login: string | null;
  /** leaked-password: the address that used the password. */
  readonly address: string | null;
  /** leaked-password: the token of the mail server that refused. */
  readonly serverId: string | null;
  /** entry-expiring: the entry, or the first one where several expire at once. */
  readonly entry: AlertEntry | null;
  readonly expiresAt: number | null;
  /** refusals: the number of refusals. entry-expiring: the number of entries that expire at that time. */
  readonly count: number | null;
  /** refusals: the number of addresses that were refused, counted up to 1,000. */
  readonly addresses: number | null;
  /** refusals: the time of the first refusal. */
  readonly since: number | null;
}

/** The members that have a meaning for some kinds only. */
export type AlertParts = Partial<Omit<Alert, 'id' | 'kind' | 'at'>>;

export function makeAlert<Kind extends string>(
  kind: Kind,
  id: string,
  at: number,
  parts: AlertParts = {},
): Alert<Kind> {
  return {
    id,
    kind,
    at,
    login: null,
    address: null,
    serverId: null,
    entry: null,
    expiresAt: null,
    count: null,
    addresses: null,
    since: null,
    ...parts,
  };
}

/** A refusal where the password was right: somebody who is not on the list has the password. */
export interface Leak {
  readonly address: string;
  /** The login, if the account decided as that of a domain. An isolate of the release before names none. */
  readonly login?: string | undefined;
  /** The token of the mail server that asked. */
  readonly serverId: string;
  readonly at: number;
  /** The number of such refusals since the last report. */
  readonly count: number;
}

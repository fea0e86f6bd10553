/** What an account's admins are alerted to, and how much of it at most. */
export const ALERT_KINDS = ['leaked-password', 'refusals', 'entry-expiring'] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;
/** An address raises no second leak alert of an account in this time. */
export const LEAK_QUIET_MS = HOUR_MS;
/** Leak alerts of one account; the refusals beyond them are in the daily digest. */
export const MAX_LEAKS_AN_HOUR = 100;
export const ALERT_KEPT_MS = 30 * DAY_MS;
export const MAX_ALERTS = 10_000;

export interface AlertEntry {
  readonly id: string;
  readonly value: string;
  readonly remark: string;
}

/** What is null has no meaning for the kind. Times are milliseconds since the epoch. */
export interface Alert<Kind extends string = AlertKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly at: number;
  /** leaked-password: where the password came from. */
  readonly address: string | null;
  /** leaked-password: the token of the mail server that refused. */
  readonly serverId: string | null;
  /** entry-expiring: the entry, the first one where several expire at once. */
  readonly entry: AlertEntry | null;
  readonly expiresAt: number | null;
  /** refusals: how many; entry-expiring: how many entries expire then. */
  readonly count: number | null;
  /** refusals: from how many addresses, counted to 1,000. */
  readonly addresses: number | null;
  /** refusals: when the first of them was. */
  readonly since: number | null;
}

/** The parts that a kind gives a meaning to. */
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

/** A refusal after a right password: the password is in hands that the list does not know. */
export interface Leak {
  readonly address: string;
  /** The token of who asked. */
  readonly serverId: string;
  readonly at: number;
  /** How often since it was last reported. */
  readonly count: number;
}

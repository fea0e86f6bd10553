import type { Alert } from '../../shared/api.ts';
import { type AlertMark, NO_MARK } from './alert-news.ts';
import type { Place } from './places.ts';
import type { Trouble } from './trouble.ts';

/** The newest alerts of a place, as they were last read. */
export interface KnownAlerts {
  /** The time of the last reading in milliseconds since the epoch. 0 if they were never read. */
  readonly at: number;
  readonly alerts: readonly Alert[];
  /** The cursor that reads older alerts. Null if there are none. */
  readonly cursor: string | null;
  /** The reason why the last reading failed. Null if it went well. */
  readonly trouble: Trouble | null;
}

export const NO_ALERTS: KnownAlerts = { at: 0, alerts: [], cursor: null, trouble: null };

/** The marks that a person has set on the alerts of a place. */
export interface AlertMarks {
  /** The newest alert that a page has shown. */
  readonly seen: AlertMark;
  /** The ids of the alerts that the person has dealt with. */
  readonly dealtWith: readonly string[];
}

export const NO_ALERT_MARKS: AlertMarks = { seen: NO_MARK, dealtWith: [] };

/** The alert or address that the panel shows first, after a person clicked a notice or looked at a sender. */
export interface AlertTarget {
  readonly place: Place;
  /** The alert to show. Null if there is none. */
  readonly alertId: string | null;
  /** The address of a login: the panel shows what to do about it. Null to show the alert itself. */
  readonly address: string | null;
  readonly at: number;
}

import type { Alert } from '../../shared/api.ts';
import { type AlertMark, NO_MARK } from './alert-news.ts';
import type { Place } from './places.ts';
import type { Trouble } from './trouble.ts';

/** The newest alerts of a place. */
export interface KnownAlerts {
  /** When they were last read, milliseconds since the epoch; 0: never yet. */
  readonly at: number;
  readonly alerts: readonly Alert[];
  /** Where older ones begin; null: there are none. */
  readonly cursor: string | null;
  /** Why the last try to read failed; null when it went well. */
  readonly trouble: Trouble | null;
}

export const NO_ALERTS: KnownAlerts = { at: 0, alerts: [], cursor: null, trouble: null };

/** What a person has made of the alerts of a place. */
export interface AlertMarks {
  /** Up to which one a page has shown them. */
  readonly seen: AlertMark;
  /** By id. */
  readonly dealtWith: readonly string[];
}

export const NO_ALERT_MARKS: AlertMarks = { seen: NO_MARK, dealtWith: [] };

/** What the panel is to show at once, since a notice was clicked or a sender looked at. */
export interface AlertTarget {
  readonly place: Place;
  /** The one to look at; null where there is none. */
  readonly alertId: string | null;
  /** What to do about a login from there; null: the alert itself. */
  readonly address: string | null;
  readonly at: number;
}

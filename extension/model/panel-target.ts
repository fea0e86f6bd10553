import { isPlace, type Place } from './places.ts';
import { hasFields, isNumber, isText, oneOf, orNull } from './shape.ts';

const PANEL_VIEWS = ['allowlist', 'add', 'senders', 'alerts', 'history'] as const;

export type PanelView = (typeof PANEL_VIEWS)[number];

/** The view and entry that a panel in a window of its own shows first. */
export interface PanelTarget {
  readonly place: Place;
  readonly view: PanelView;
  /** The entry to go to. Null if there is none. */
  readonly entryId: string | null;
  /** The time of the request, in milliseconds since the epoch. */
  readonly at: number;
}

export const isPanelTarget = hasFields<PanelTarget>({
  place: isPlace,
  view: oneOf(PANEL_VIEWS),
  entryId: orNull(isText),
  at: isNumber,
});

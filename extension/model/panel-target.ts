import { isPlace, type Place } from './places.ts';
import { hasFields, isNumber, isText, oneOf, orNull } from './shape.ts';

/** `own` is the row of this browser's address. It stands above every other view. */
const PANEL_VIEWS = ['allowlist', 'own', 'add', 'senders', 'alerts', 'history'] as const;

export type PanelView = (typeof PANEL_VIEWS)[number];

/** The view and entry that a panel shows first, if it was opened for them. */
export interface PanelTarget {
  readonly place: Place;
  readonly view: PanelView;
  /** The entry to go to. Null if there is none. */
  readonly entryId: string | null;
  /** The window beside whose pages the panel stands. Null if the panel has a window of its own. */
  readonly windowId: number | null;
  /** The time of the request, in milliseconds since the epoch. */
  readonly at: number;
}

export const isPanelTarget = hasFields<PanelTarget>({
  place: isPlace,
  view: oneOf(PANEL_VIEWS),
  entryId: orNull(isText),
  windowId: orNull(isNumber),
  at: isNumber,
});

/** Decides which notices a person gets about new alerts, and writes down what a notice is about. Pure. */
import type { Alert } from '../../shared/api.ts';
import { findNews } from '../model/alert-news.ts';
import type { AlertMarks } from '../model/known-alerts.ts';
import { keyOf, type Place } from '../model/places.ts';
import { isNumber, isText, type Shape } from '../model/shape.ts';

/** The alerts of a place that the person has not been notified of, newest first. */
export interface NewAlerts {
  readonly place: Place;
  readonly alerts: readonly Alert[];
  readonly marks: AlertMarks;
}

export interface PlacedAlert {
  readonly place: Place;
  readonly alert: Alert;
}

export type AlertNotice =
  | ({ readonly kind: 'leak' | 'expiring' } & PlacedAlert)
  /** A leak whose address this browser is at now. It was most likely the person. */
  | ({ readonly kind: 'own-leak' } & PlacedAlert)
  | { readonly kind: 'several'; readonly alerts: readonly [PlacedAlert, ...PlacedAlert[]] };

/** More notices at once would be noise, so more than this become one notice. */
const MOST_AT_ONCE = 3;

/**
 * The kinds of alerts that are worth a notice. A digest of refusals does not need attention at once, and a kind that
 * only a newer Worker knows has no text here.
 */
const DISTURBING: ReadonlySet<Alert['kind']> = new Set(['leaked-password', 'entry-expiring']);

/**
 * Decides which notices to show. An alert that a page has already shown gets none. `isHere` tells whether this browser
 * is at the address of an alert now.
 */
export function decideAlertNotices(
  fresh: readonly NewAlerts[],
  isHere: (alert: PlacedAlert) => boolean,
): AlertNotice[] {
  const news = fresh.flatMap(({ place, alerts, marks }) =>
    findNews(alerts, marks.seen)
      .filter(({ id, kind }) => DISTURBING.has(kind) && !marks.dealtWith.includes(id))
      .map((alert) => ({ place, alert })),
  );
  const [newest, ...others] = news.toSorted((left, right) => compare(right.alert, left.alert));
  if (newest !== undefined && news.length > MOST_AT_ONCE) {
    return [{ kind: 'several', alerts: [newest, ...others] }];
  }
  return news.map((placed) => ({ kind: kindOf(placed, isHere), ...placed }));
}

function kindOf(placed: PlacedAlert, isHere: (alert: PlacedAlert) => boolean) {
  if (placed.alert.kind !== 'leaked-password') return 'expiring';
  return isHere(placed) ? 'own-leak' : 'leak';
}

function compare(left: Alert, right: Alert): number {
  return Date.parse(left.at) - Date.parse(right.at);
}

export interface NoticeTarget {
  readonly kind: AlertNotice['kind'];
  readonly place: Place;
  /** The id of the newest alert, if the notice is about several. */
  readonly alertId: string;
  /**
   * The window that was in front when the notice was shown. A browser opens a panel only within the click, so the
   * window must be known by then.
   */
  readonly windowId: number;
}

/**
 * Writes the target of a notice into its id. The background may have been stopped before the click, so the id must
 * hold everything that is needed.
 */
export function writeNoticeId({ kind, place, alertId, windowId }: NoticeTarget): string {
  return `${kind}:${JSON.stringify([place.connectionId, place.account, alertId, windowId])}`;
}

/** Undefined if the notice is about something else. */
export function readNoticeId(id: string): NoticeTarget | undefined {
  const [, kind, parts] = /^(leak|own-leak|expiring|several):(\[.*\])$/.exec(id) ?? [];
  const read = parts === undefined ? undefined : readParts(parts);
  if (kind === undefined || read === undefined) return undefined;
  const [connectionId, account, alertId, windowId] = read;
  const place = { connectionId, account };
  return { kind: kind as NoticeTarget['kind'], place, alertId, windowId };
}

type NoticeParts = [connectionId: string, account: string, alertId: string, windowId: number];

/** Undefined if another version wrote the id. */
function readParts(text: string): NoticeParts | undefined {
  try {
    const parts: unknown = JSON.parse(text);
    return isNoticeParts(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
}

const isNoticeParts: Shape<NoticeParts> = (value): value is NoticeParts =>
  Array.isArray(value) && value.slice(0, 3).every(isText) && isNumber(value[3]);

export function isAboutSame(left: NoticeTarget, right: NoticeTarget): boolean {
  return keyOf(left.place) === keyOf(right.place) && left.alertId === right.alertId;
}

/** Returns one turn of `all`. It begins where the last turn ended and has at most `most` items. */
export function takeTurn<Item>(all: readonly Item[], begin: number, most: number): Item[] {
  const from = all.length === 0 ? 0 : begin % all.length;
  return [...all.slice(from), ...all.slice(0, from)].slice(0, most);
}

/** What a person is told of when places were alerted to something, and what a notice is about. Pure. */
import type { Alert } from '../../shared/api.ts';
import { findNews } from '../model/alert-news.ts';
import type { AlertMarks } from '../model/known-alerts.ts';
import { keyOf, type Place } from '../model/places.ts';
import { isNumber, isText, type Shape } from '../model/shape.ts';

/** What came in at a place and nobody has been told of, newest first. */
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
  | { readonly kind: 'several'; readonly alerts: readonly [PlacedAlert, ...PlacedAlert[]] };

/** More at once would be noise; they become one notice. */
const MOST_AT_ONCE = 3;

/** A digest of refusals is no reason to disturb anybody, nor is what has no words here. */
const DISTURBING: ReadonlySet<Alert['kind']> = new Set(['leaked-password', 'entry-expiring']);

/** Nobody is told of what a page has shown already. */
export function decideAlertNotices(fresh: readonly NewAlerts[]): AlertNotice[] {
  const news = fresh.flatMap(({ place, alerts, marks }) =>
    findNews(alerts, marks.seen)
      .filter(({ id, kind }) => DISTURBING.has(kind) && !marks.dealtWith.includes(id))
      .map((alert) => ({ place, alert })),
  );
  const [newest, ...others] = news.toSorted((left, right) => compare(right.alert, left.alert));
  if (newest !== undefined && news.length > MOST_AT_ONCE) {
    return [{ kind: 'several', alerts: [newest, ...others] }];
  }
  return news.map(({ place, alert }) => ({
    kind: alert.kind === 'leaked-password' ? 'leak' : 'expiring',
    place,
    alert,
  }));
}

function compare(left: Alert, right: Alert): number {
  return Date.parse(left.at) - Date.parse(right.at);
}

export interface NoticeTarget {
  readonly kind: AlertNotice['kind'];
  readonly place: Place;
  /** Of the newest one, where the notice is of several. */
  readonly alertId: string;
  /** Where the person was then: the browser opens a panel beside it only if asked within the click. */
  readonly windowId: number;
}

/** The background that showed a notice may be gone when it is clicked: its id says all that is needed. */
export function writeNoticeId({ kind, place, alertId, windowId }: NoticeTarget): string {
  return `${kind}:${JSON.stringify([place.connectionId, place.account, alertId, windowId])}`;
}

/** Undefined for a notice that is about something else. */
export function readNoticeId(id: string): NoticeTarget | undefined {
  const [, kind, parts] = /^(leak|expiring|several):(\[.*\])$/.exec(id) ?? [];
  const read = parts === undefined ? undefined : readParts(parts);
  if (kind === undefined || read === undefined) return undefined;
  const [connectionId, account, alertId, windowId] = read;
  const place = { connectionId, account };
  return { kind: kind as NoticeTarget['kind'], place, alertId, windowId };
}

type NoticeParts = [connectionId: string, account: string, alertId: string, windowId: number];

/** Undefined for what another version wrote. */
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

/** `all`, beginning where the last turn ended, and no more of them than go into one. */
export function takeTurn<Item>(all: readonly Item[], begin: number, most: number): Item[] {
  const from = all.length === 0 ? 0 : begin % all.length;
  return [...all.slice(from), ...all.slice(0, from)].slice(0, most);
}

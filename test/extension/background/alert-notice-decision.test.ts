import { describe, expect, it } from 'vitest';
import {
  decideAlertNotices,
  type PlacedAlert,
  readNoticeId,
  takeTurn,
  writeNoticeId,
} from '../../../extension/background/alert-notice-decision.ts';
import { markOf, NO_MARK } from '../../../extension/model/alert-news.ts';
import type { AlertMarks } from '../../../extension/model/known-alerts.ts';
import type { Place } from '../../../extension/model/places.ts';
import { leaks, makeAlert } from '../support/build-alert.ts';

const PLACE: Place = { connectionId: 'one', account: 'sender@example.com' };
const OTHER: Place = { connectionId: 'one', account: 'other@example.com' };
const UNSEEN: AlertMarks = { seen: NO_MARK, dealtWith: [] };

/** The browser is at no address of an alert. */
const NOWHERE = () => false;

describe('the notices of alerts', () => {
  it('are one for each leak and each entry about to expire', () => {
    const expiring = makeAlert('entry-expiring', 2);
    const alerts = [...leaks(3), expiring];
    expect(decideAlertNotices([{ place: PLACE, alerts, marks: UNSEEN }], NOWHERE)).toMatchObject([
      { kind: 'leak', place: PLACE, alert: { id: 'leak-3' } },
      { kind: 'expiring', place: PLACE, alert: { id: expiring.id } },
    ]);
  });

  it('take a leak for the person’s own only where the browser is now', () => {
    const expiring = makeAlert('entry-expiring', 2, { address: '192.0.2.4' });
    const alerts = [...leaks(4, 3), expiring];
    const fresh = [{ place: PLACE, alerts, marks: UNSEEN }];
    const isHere = ({ alert }: PlacedAlert) => alert.address === '192.0.2.4';
    expect(decideAlertNotices(fresh, isHere).map(({ kind }) => kind)).toEqual([
      'own-leak',
      'leak',
      'expiring',
    ]);
  });

  it('are none for a digest of refusals, nor for what only a newer Worker has a word for', () => {
    const unheardOf = { ...makeAlert('refusals', 3), kind: 'unheard-of' as never };
    const alerts = [unheardOf, makeAlert('refusals', 2)];
    expect(decideAlertNotices([{ place: PLACE, alerts, marks: UNSEEN }], NOWHERE)).toEqual([]);
  });

  it('are none for what a page has shown, or a person has dealt with', () => {
    const alerts = leaks(4, 3, 2, 1);
    const marks = { seen: markOf(leaks(2)), dealtWith: ['leak-4'] };
    expect(decideAlertNotices([{ place: PLACE, alerts, marks }], NOWHERE)).toMatchObject([
      { alert: { id: 'leak-3' } },
    ]);
  });

  it('become one where there are many, at whatever places; the newest leads', () => {
    const fresh = [
      { place: PLACE, alerts: leaks(5, 1), marks: UNSEEN },
      { place: OTHER, alerts: leaks(7, 2), marks: UNSEEN },
    ];
    const [notice, ...others] = decideAlertNotices(fresh, NOWHERE);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ kind: 'several', alerts: { length: 4 } });
    expect(notice?.kind === 'several' && notice.alerts[0]).toMatchObject({
      place: OTHER,
      alert: { id: 'leak-7' },
    });
    expect(decideAlertNotices(fresh.slice(0, 1), NOWHERE)).toHaveLength(2);
  });

  it('say in their ids what they are about, and nobody else’s id does', () => {
    const account = '"tricky":[x]@example.com';
    const target = {
      kind: 'leak',
      place: { connectionId: 'one', account },
      alertId: 'a1',
      windowId: 7,
    } as const;
    expect(readNoticeId(writeNoticeId(target))).toEqual(target);
    const own = { ...target, kind: 'own-leak' } as const;
    expect(readNoticeId(writeNoticeId(own))).toEqual(own);
    const others = ['not-allowed', 'leak:[1]', 'leak:["one","a",]', 'leak:["one","a","b",null]'];
    expect(others.map(readNoticeId)).toEqual(others.map(() => undefined));
  });
});

describe('places that take turns', () => {
  it('are all read before one is read again', () => {
    const all = ['a', 'b', 'c', 'd', 'e'];
    expect(takeTurn(all, 0, 2)).toEqual(['a', 'b']);
    expect(takeTurn(all, 4, 2)).toEqual(['e', 'a']);
    expect(takeTurn(all, 3, 9)).toEqual(['d', 'e', 'a', 'b', 'c']);
    expect(takeTurn([], 3, 9)).toEqual([]);
    // Some have been removed since the last turn.
    expect(takeTurn(all.slice(0, 2), 4, 1)).toEqual(['a']);
  });
});

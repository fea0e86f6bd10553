import { describe, expect, it } from 'vitest';
import { findNews, markOf, NO_MARK } from '../../../extension/model/alert-news.ts';
import { leakAt, leaks } from '../support/build-alert.ts';

const idsOf = (alerts: readonly { id: string }[]) => alerts.map(({ id }) => id);

describe('what is new among alerts', () => {
  it('is all that came after the mark', () => {
    const alerts = leaks(4, 3, 2, 1);
    expect(idsOf(findNews(alerts, markOf(leaks(2))))).toEqual(['leak-4', 'leak-3']);
    expect(findNews(alerts, markOf(alerts))).toEqual([]);
    expect(findNews(alerts, NO_MARK)).toEqual(alerts);
    expect(findNews([], markOf(alerts))).toEqual([]);
  });

  it('goes by their order, also where one was told of late', () => {
    const late = leakAt(1);
    expect(findNews([late, ...leaks(3, 2)], markOf(leaks(3)))).toEqual([late]);
  });

  it('goes by time where the mark is of long ago and gone', () => {
    expect(idsOf(findNews(leaks(9, 8, 3, 2), markOf(leaks(5))))).toEqual(['leak-9', 'leak-8']);
  });
});

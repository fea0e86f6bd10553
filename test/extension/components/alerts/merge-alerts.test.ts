import { describe, expect, it } from 'vitest';
import { mergeAlerts } from '../../../../extension/components/alerts/merge-alerts.ts';
import { leaks } from '../../support/build-alert.ts';

describe('older alerts behind the newest', () => {
  const before = { alerts: leaks(4, 3, 2, 1), cursor: '1' };

  it('stay where nothing is missing in between', () => {
    const newest = { alerts: leaks(6, 5, 4), cursor: '4' };
    expect(mergeAlerts(newest, before)).toEqual({ alerts: leaks(6, 5, 4, 3, 2, 1), cursor: '1' });
  });

  it('go where there may be some between them', () => {
    const newest = { alerts: leaks(9, 8, 7), cursor: '7' };
    expect(mergeAlerts(newest, before)).toEqual(newest);
    expect(mergeAlerts({ alerts: [], cursor: null }, before)).toEqual({ alerts: [], cursor: null });
  });
});

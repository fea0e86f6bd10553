import { describe, expect, it } from 'vitest';
import { findAlertState } from '../../../../extension/components/alerts/alert-state-of.ts';
import { findExpiring } from '../../../../shared/expiring.ts';
import { leakAt, makeAlert } from '../../support/build-alert.ts';
import { buildList, entry } from '../../support/build-list.ts';

const NOW = Date.UTC(2030, 0, 31, 9);
const DAY = 86_400_000;
const SOON = new Date(NOW + DAY - 1000).toISOString();

describe('what has become of an alert', () => {
  const leak = leakAt(1);

  it('of a leak: it was dealt with, or the address is on the list', () => {
    const list = buildList(entry('e1', '198.51.100.1'));
    expect(findAlertState(leak, list, [], NOW)).toBeUndefined();
    expect(findAlertState(leak, list, ['leak-1'], NOW)?.word).toBe('alerts.dealtWith');
    const listing = buildList(entry('e1', '192.0.2.1'));
    expect(findAlertState(leak, listing, [], NOW)?.word).toBe('alerts.listedNow');
    // With the list off any address may send, and others know the password all the same.
    expect(findAlertState(leak, { ...buildList(), mode: 'off' }, [], NOW)).toBeUndefined();
  });

  it('of an entry about to expire: it was extended, or has gone', () => {
    const soon = entry('e1', '192.0.2.9', { expiresAt: SOON });
    const about = { id: 'e1', value: '192.0.2.9', remark: '' };
    const alert = makeAlert('entry-expiring', 1, { entry: about, expiresAt: SOON, count: 1 });
    expect(findAlertState(alert, buildList(soon), [], NOW)).toBeUndefined();
    const later = { ...soon, expiresAt: new Date(NOW + 8 * DAY).toISOString() };
    expect(findAlertState(alert, buildList(later), [], NOW)?.word).toBe('alerts.extendedNow');
    expect(findAlertState(alert, buildList(), [], NOW)?.word).toBe('alerts.goneNow');
    expect(findExpiring([soon, later], alert, NOW)).toEqual([soon]);
    expect(findAlertState(alert, buildList(soon), [], NOW + 2 * DAY)?.word).toBe('words.expired');
    expect(findExpiring([soon], alert, NOW + 2 * DAY)).toEqual([]);
  });

  it('of a digest there is nothing to say', () => {
    expect(findAlertState(makeAlert('refusals', 1), buildList(), [], NOW)).toBeUndefined();
  });
});

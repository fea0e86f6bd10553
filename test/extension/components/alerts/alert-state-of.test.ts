import { describe, expect, it } from 'vitest';
import { findAlertState } from '../../../../extension/components/alerts/alert-state-of.ts';
import { sortAccounts } from '../../../../extension/components/operator/arrange-accounts.ts';
import {
  findUrlError,
  findUrlRefusal,
} from '../../../../extension/components/webhooks/judge-url.ts';
import { wordAlert } from '../../../../extension/wording/alert.ts';
import { ALERT_KINDS } from '../../../../shared/alert.ts';
import type { Account } from '../../../../shared/api.ts';
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
    // Then any address may send, and the password is known all the same.
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

describe('an alert in words', () => {
  it('has a sign of its own for each kind', () => {
    const signs = ALERT_KINDS.map((kind) => wordAlert(makeAlert(kind, 1), NOW).sign);
    expect(new Set(signs).size).toBe(ALERT_KINDS.length);
  });

  it('says that an entry has expired, once it has', () => {
    const alert = makeAlert('entry-expiring', 1, { expiresAt: SOON, count: 1 });
    expect(wordAlert(alert, NOW).title).toBe('alerts.expires');
    expect(wordAlert(alert, NOW + 2 * DAY).title).toBe('alerts.expired');
  });
});

describe('a webhook’s URL as it is typed', () => {
  it.each([
    ['', 'webhooks.urlMissing'],
    ['hooks.example.com', 'webhooks.notAUrl'],
    ['ftp://hooks.example.com/', 'webhooks.notHttps'],
    ['https://ada@hooks.example.com/', 'webhooks.credentials'],
    ['https://hooks.example.com/', undefined],
    // Some deployments take these.
    ['http://127.0.0.1:8080/', undefined],
  ])('%s: %s', (text, error) => {
    expect(findUrlError(text)).toBe(error);
  });

  it.each([
    ['http://hooks.example.com/', 'webhooks.notHttps'],
    ['https://127.0.0.1/', 'webhooks.specialPurpose'],
    ['https://intranet/', 'webhooks.shortName'],
    ['https://printer.local/', 'webhooks.localName'],
    ['https://hooks.example.com/', 'Not today.'],
  ])('%s, which the Worker refused: %s', (text, error) => {
    expect(findUrlRefusal(text, 'Not today.')).toBe(error);
  });
});

describe('an operator’s accounts', () => {
  const account = (name: string, parts: Partial<Account>) =>
    ({ account: name, count: 0, alerts: 0, lastCheckAt: null, ...parts }) as Account;
  const accounts = [
    account('a', { count: 2, lastCheckAt: '2030-01-01T00:00:00Z' }),
    account('b', { alerts: 3, count: 2 }),
    account('c', { count: 9, lastCheckAt: '2030-01-02T00:00:00Z' }),
  ];

  it.each([
    ['name', 'abc'],
    ['last-check', 'cab'],
    ['alerts', 'bac'],
    ['entries', 'cab'],
  ] as const)('by %s', (order, names) => {
    expect(
      sortAccounts(accounts, order)
        .map((one) => one.account)
        .join(''),
    ).toBe(names);
  });
});

import { describe, expect, it } from 'vitest';
import { wordAlert, wordLeakHere } from '../../../extension/wording/alert.ts';
import { ALERT_KINDS } from '../../../shared/alert.ts';
import { makeAlert } from '../support/build-alert.ts';

const NOW = Date.UTC(2030, 0, 31, 9);
const DAY = 86_400_000;
const SOON = new Date(NOW + DAY - 1000).toISOString();

describe('an alert in words', () => {
  it('has a sign of its own for each kind', () => {
    const signs = ALERT_KINDS.map((kind) => wordAlert(makeAlert(kind, 1), NOW).sign);
    expect(new Set(signs).size).toBe(ALERT_KINDS.length);
  });

  it('is named by its kind where only a newer Worker has a word for it', () => {
    const alert = { ...makeAlert('refusals', 1), kind: 'unheard-of' as never };
    expect(wordAlert(alert, NOW)).toMatchObject({ tone: 'off', title: 'unheard-of' });
  });

  it('R19: names the login of a domain account, which an older Worker does not tell', () => {
    const leak = makeAlert('leaked-password', 1, { login: 'desk@example.com' });
    expect(wordAlert(leak, NOW).title).toBe('alerts.leakOf');
    expect(wordLeakHere(leak)).toBe('alerts.leakHereOf');
    const { login: _, ...untold } = leak;
    for (const alert of [makeAlert('leaked-password', 1), untold as typeof leak]) {
      expect(wordAlert(alert, NOW).title).toBe('alerts.leak');
      expect(wordLeakHere(alert)).toBe('alerts.leakHere');
    }
  });

  it('says that an entry has expired, once it has', () => {
    const alert = makeAlert('entry-expiring', 1, { expiresAt: SOON, count: 1 });
    expect(wordAlert(alert, NOW).title).toBe('alerts.expires');
    expect(wordAlert(alert, NOW + 2 * DAY).title).toBe('alerts.expired');
  });
});

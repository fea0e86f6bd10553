import { describe, expect, it } from 'vitest';
import { makeAlert } from '../../../../shared/alert.ts';
import { describeAlert } from '../../../../worker/objects/account/webhooks/alert-text.ts';

const ACCOUNT = 'sender@example.com';
const AT = Date.UTC(2030, 0, 31, 8);
const entry = { id: 'e1', value: '203.0.113.0/24', remark: 'Office' };

describe('an alert in words', () => {
  it('of a leak says what to do, and who asked where that is known', () => {
    const alert = makeAlert('leaked-password', 'a1', AT, { address: '192.0.2.1', serverId: 't1' });
    const { subject, text } = describeAlert(ACCOUNT, alert, 'mx1');
    expect(subject).toBe('SMTP password of sender@example.com used from 192.0.2.1');
    expect(text).toContain('It was refused (asked by mx1).');
    expect(text).toContain('change it at your mail provider');
    expect(describeAlert(ACCOUNT, alert, '').text).toContain('It was refused. If');
  });

  it('of a leak under a domain account names the login, and whose allowlist it is', () => {
    const login = 'desk@example.com';
    const alert = makeAlert('leaked-password', 'a1', AT, { login, address: '192.0.2.1' });
    const { subject, text } = describeAlert('@example.com', alert, '');
    expect(subject).toBe('SMTP password of desk@example.com used from 192.0.2.1');
    expect(text).toContain('The right SMTP password of desk@example.com came from 192.0.2.1');
    expect(text).toContain('which is not on the allowlist of @example.com');
  });

  it.each([
    [1, 1, '1 login of sender@example.com from 1 address not on its allowlist was refused.'],
    [5, 2, '5 logins of sender@example.com from 2 addresses not on its allowlist were refused.'],
  ])('of %i refusals from %i addresses counts in good English', (count, addresses, words) => {
    const alert = makeAlert('refusals', 'a1', AT, { count, addresses, since: AT });
    const { text } = describeAlert(ACCOUNT, alert, '');
    expect(text).toBe(`Since 2030-01-31T08:00:00Z, ${words}`);
  });

  it.each([
    [1, '203.0.113.0/24 (Office) on'],
    [2, '203.0.113.0/24 (Office) and 1 other entry on'],
    [4, '203.0.113.0/24 (Office) and 3 other entries on'],
  ])('of %i entries that expire names the first', (count, words) => {
    const alert = makeAlert('entry-expiring', 'a1', AT, { entry, expiresAt: AT, count });
    expect(describeAlert(ACCOUNT, alert, '').text).toContain(words);
  });
});

import { expect, it } from 'vitest';
import { showExpiry } from '../../../extension/wording/entry.ts';
import { HOUR, NOW } from '../../shared/build-allowlist.ts';
import { entry } from '../support/build-list.ts';

const DAY = 24 * HOUR;

it.each([
  ['8 hours, just added', 8 * HOUR, 8 * HOUR, 'off'],
  ['8 hours, 3 left', 8 * HOUR, 3 * HOUR, 'off'],
  ['8 hours, 2 left', 8 * HOUR, 2 * HOUR, 'warn'],
  ['a week, 2 days left', 7 * DAY, 2 * DAY, 'off'],
  ['a week, 1 day left', 7 * DAY, DAY, 'warn'],
  ['a year, 3 weeks left', 365 * DAY, 21 * DAY, 'off'],
  ['a year, 1 week left', 365 * DAY, 7 * DAY, 'warn'],
])('the expiry of an entry for %s is as calm as it may be', (_, term, left, tone) => {
  const expiresAt = NOW + left;
  const of = entry('e1', '192.0.2.1', {
    createdAt: new Date(expiresAt - term).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
  });
  expect(showExpiry(of, NOW)?.tone).toBe(tone);
});

import { describe, expect, it } from 'vitest';
import { roundLeft, wordMoment } from '../../../extension/wording/time.ts';

const NOW = Date.UTC(2030, 0, 31, 9);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The terms that the panel offers for a new entry. */
const TERMS = [
  ['1 hour', HOUR, [1, 'hour']],
  ['8 hours', 8 * HOUR, [8, 'hour']],
  ['1 day', DAY, [1, 'day']],
  ['1 week', 7 * DAY, [7, 'day']],
] as const;

describe('the time that is left', () => {
  it.each(TERMS)('of %s is that a few seconds after it was chosen', (_, term, words) => {
    for (const passed of [0, SECOND, 20 * SECOND])
      expect(Object.values(roundLeft(term - passed))).toEqual(words);
  });

  it.each([
    [25 * HOUR, [1, 'day']],
    [36 * HOUR, [2, 'day']],
    [23 * HOUR, [23, 'hour']],
    [23.6 * HOUR, [1, 'day']],
    [59.6 * MINUTE, [1, 'hour']],
    [90 * SECOND, [2, 'minute']],
    [SECOND, [1, 'minute']],
  ] as const)('is rounded to the nearest: %d ms', (left, words) => {
    expect(Object.values(roundLeft(left))).toEqual(words);
  });

  it.each([
    [DAY - SECOND, 'tomorrow'],
    [7 * DAY - SECOND, 'in 7 days'],
    [8 * HOUR - SECOND, 'in 8 hours'],
  ])('is the same where a moment is named', (left, words) => {
    expect(wordMoment(NOW + left, NOW)).toBe(words);
  });
});

describe('the time that has passed', () => {
  it.each([
    [59 * MINUTE, '59 minutes ago'],
    [2 * DAY - SECOND, 'yesterday'],
    [8 * HOUR - SECOND, '7 hours ago'],
  ])('is what is over', (passed, words) => {
    expect(wordMoment(NOW - passed, NOW)).toBe(words);
  });
});

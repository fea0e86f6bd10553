import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aheadAfter } from '../../../extension/model/server-clock.ts';
import { NOW } from '../../shared/build-allowlist.ts';

const HOUR_MS = 3_600_000;

describe('how far the endpoint’s clock is ahead', () => {
  it('is as before if the endpoint does not tell, or tells nonsense', () => {
    for (const date of [null, '', 'soon']) {
      expect(aheadAfter(5, { date, sentAt: NOW, receivedAt: NOW })).toBe(5);
    }
  });

  it('stays nothing with a right clock, however slow the answer, and is known to a second with a wrong one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -48 * HOUR_MS, max: 48 * HOUR_MS }),
        fc.nat({ max: 30_000 }),
        fc.nat({ max: 30_000 }),
        (ahead, wayThere, wayBack) => {
          const sentAt = NOW + 123;
          // The header says whole seconds.
          const date = new Date(sentAt + wayThere + ahead).toUTCString();
          const told = { date, sentAt, receivedAt: sentAt + wayThere + wayBack };
          expect(Math.abs(aheadAfter(0, told) - ahead)).toBeLessThanOrEqual(
            1000 + wayThere + wayBack,
          );
          if (ahead === 0) expect(aheadAfter(0, told)).toBe(0);
          expect(aheadAfter(ahead, told)).toBe(ahead);
        },
      ),
    );
  });
});

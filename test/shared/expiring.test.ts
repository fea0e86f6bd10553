import { describe, expect, it } from 'vitest';
import { dayLonger, expiresSoon } from '../../shared/expiring.ts';
import { HOUR, NOW } from './build-allowlist.ts';

const at = (moment: number) => new Date(moment).toISOString();

describe('an entry that expires within a day (R13)', () => {
  const expiring = (moment: number | null) => ({
    id: 'e1',
    expiresAt: moment === null ? null : at(moment),
  });

  it.each([
    [null, false],
    [NOW, false],
    [NOW + 1, true],
    [NOW + 24 * HOUR - 1, true],
    [NOW + 24 * HOUR, false],
  ])('at %s is one: %s', (moment, soon) => {
    expect(expiresSoon(expiring(moment), NOW)).toBe(soon);
  });

  it('lasts a day longer than it would have', () => {
    const longer = dayLonger({ id: 'e1', expiresAt: at(NOW + HOUR) });
    expect(longer).toEqual({ kind: 'edit', id: 'e1', body: { expiresAt: at(NOW + 25 * HOUR) } });
  });
});

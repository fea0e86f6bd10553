import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findPauseNotice,
  type KnownPause,
  knownPauseAfter,
} from '../../../extension/model/pause.ts';

const NOW = Date.parse('2030-01-01T12:00:00.000Z');
const MINUTE = 60_000;
const DAY = 86_400_000;
const at = (time: number) => new Date(time).toISOString();

const observing = { mode: 'observe' } as const;
const enforced = { at: NOW - MINUTE, mode: 'enforce' } as const;

describe('a pause', () => {
  it('is a list that refused and observes now, whoever paused it', () => {
    expect(knownPauseAfter(enforced, observing, NOW)).toEqual({ since: NOW, until: null });
    const ends = { ...observing, observesUntil: at(NOW + DAY) };
    expect(knownPauseAfter(enforced, ends, NOW)).toEqual({ since: NOW, until: at(NOW + DAY) });
    expect(knownPauseAfter(null, ends, NOW)).toEqual({ since: NOW, until: at(NOW + DAY) });
  });

  it('is none where a new list observes first, or one that nothing was known of', () => {
    expect(knownPauseAfter(null, observing, NOW)).toBeNull();
    expect(knownPauseAfter({ at: 0, mode: 'enforce' }, observing, NOW)).toBeNull();
    expect(knownPauseAfter({ at: NOW, mode: 'off' }, observing, NOW)).toBeNull();
    expect(knownPauseAfter({ at: NOW, mode: 'observe' }, observing, NOW)).toBeNull();
  });

  it('goes on with its beginning, and is over when the list enforces or is off', () => {
    const paused = { at: NOW, mode: 'observe', pause: { since: NOW, until: null } } as const;
    expect(knownPauseAfter(paused, observing, NOW + DAY)).toEqual(paused.pause);
    const longer = { ...observing, observesUntil: at(NOW + 2 * DAY) };
    expect(knownPauseAfter(paused, longer, NOW + DAY)?.since).toBe(NOW);
    expect(knownPauseAfter(paused, { mode: 'enforce' }, NOW + DAY)).toBeNull();
    expect(knownPauseAfter(paused, { mode: 'off' }, NOW + DAY)).toBeNull();
  });
});

describe('a notice of a pause', () => {
  const ending: KnownPause = { since: NOW, until: at(NOW + 60 * MINUTE) };

  it('comes once in the quarter of an hour before it ends, and anew for another end', () => {
    expect(findPauseNotice(ending, null, NOW + 44 * MINUTE)).toBeNull();
    expect(findPauseNotice(ending, null, NOW + 45 * MINUTE)).toBe('ends');
    expect(findPauseNotice(ending, ending, NOW + 50 * MINUTE)).toBeNull();
    expect(findPauseNotice(ending, null, NOW + 60 * MINUTE)).toBeNull();
    const longer = { ...ending, until: at(NOW + 120 * MINUTE) };
    expect(findPauseNotice(longer, ending, NOW + 110 * MINUTE)).toBe('ends');
  });

  it('comes once a day for a pause without an end', () => {
    const open: KnownPause = { since: NOW, until: null };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 * 60 }), { maxLength: 60 }), (steps) => {
        let told: KnownPause | null = null;
        let now = NOW;
        let last = NOW;
        for (const minutes of steps) {
          now += minutes * MINUTE;
          const notice = findPauseNotice(open, told, now);
          expect(notice).toBe(now - last >= DAY ? 'goes-on' : null);
          if (notice === null) continue;
          told = { since: now, until: null };
          last = now;
        }
      }),
    );
  });

  it('is none without a pause', () => {
    expect(findPauseNotice(null, null, NOW)).toBeNull();
  });
});

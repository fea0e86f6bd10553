import { describe, expect, it } from 'vitest';
import { decideNotice } from '../../../extension/background/notice-decision.ts';
import type { KnownVerdict } from '../../../extension/model/known-verdict.ts';
import type { OwnChange } from '../../../extension/model/own-change.ts';
import type { Place } from '../../../extension/model/places.ts';
import { accessStatusOf, NOTHING_KNOWN, type Snapshot } from '../../../extension/model/snapshot.ts';

const PLACE: Place = { connectionId: 'one', account: 'sender@example.com' };
const OTHER: Place = { connectionId: 'one', account: 'other@example.com' };
const HOME = '203.0.113.7';
const CAFE = '198.51.100.9';

function seenAt(address: string, verdict: 'allow' | 'deny', change: Partial<Snapshot> = {}) {
  const reason = verdict === 'allow' ? 'listed' : 'not-listed';
  const seen = { address, family: 4, verdict, reason, entry: null } as const;
  const known = { ...NOTHING_KNOWN, at: 1, mode: 'enforce', revision: 7 } as const;
  return { ...known, addresses: [seen], ...change };
}

/** Gives the readings one after the other, and returns what is done at each. */
function follow(readings: readonly (Snapshot | null)[], own: OwnChange | null = null) {
  let known: KnownVerdict | null = null;
  return readings.map((snapshot) => {
    const current = { place: PLACE, snapshot, status: accessStatusOf(snapshot) };
    const decision = decideNotice(current, known, own);
    known = decision.known;
    return decision.act;
  });
}

describe('the notice that the current address stops being allowed', () => {
  it('comes once, and not again at each reading', () => {
    const readings = [seenAt(HOME, 'allow'), ...[1, 2, 3].map(() => seenAt(CAFE, 'deny'))];
    expect(follow(readings)).toEqual(['clear', 'show', 'none', 'none']);
  });

  it('goes when the address is allowed again, and comes again at the next change', () => {
    const [home, cafe] = [seenAt(HOME, 'allow'), seenAt(CAFE, 'deny')];
    expect(follow([home, cafe, home, cafe])).toEqual(['clear', 'show', 'clear', 'show']);
  });

  it('waits while a shared list can’t be read that may cover the address', () => {
    const [seen] = seenAt(HOME, 'deny').addresses;
    const addresses = seen ? [{ ...seen, reason: 'unavailable' as const }] : [];
    const unsure = seenAt(HOME, 'deny', { addresses });
    const [allowed, refused] = [seenAt(HOME, 'allow'), seenAt(HOME, 'deny')];
    expect(follow([allowed, unsure, refused])).toEqual(['clear', 'none', 'show']);
    expect(follow([refused, unsure, refused])).toEqual(['clear', 'none', 'none']);
  });

  it('never comes from a shared list, which refuses nobody by itself', () => {
    const shared = { isShared: true } as const;
    const readings = [seenAt(HOME, 'allow', shared), seenAt(CAFE, 'deny', shared)];
    expect(follow(readings)).toEqual(['clear', 'clear']);
  });

  it('does not come where the address was never allowed', () => {
    expect(follow([null, seenAt(CAFE, 'deny')])).toEqual(['clear', 'clear']);
  });

  it('comes when somebody else turns a list on that was off', () => {
    const off = seenAt(HOME, 'allow', { mode: 'off', revision: 6 });
    expect(follow([off, seenAt(HOME, 'deny')])).toEqual(['clear', 'show']);
  });

  it('comes when a list that only observed is enforced', () => {
    const [seen] = seenAt(HOME, 'allow').addresses;
    const addresses = seen ? [{ ...seen, reason: 'observed' as const }] : [];
    const observing = seenAt(HOME, 'allow', { mode: 'observe', addresses });
    expect(follow([observing, seenAt(HOME, 'deny')])).toEqual(['clear', 'show']);
  });

  it('does not come for a change that the person made here', () => {
    const own = { place: PLACE, revision: 7 };
    const before = seenAt(HOME, 'allow', { revision: 6 });
    const after = seenAt(HOME, 'deny', { revision: 7 });
    expect(follow([before, after, after], own)).toEqual(['clear', 'none', 'none']);
  });

  it('comes when the address changes after a change that the person made here', () => {
    const own = { place: PLACE, revision: 7 };
    expect(follow([seenAt(HOME, 'allow'), seenAt(CAFE, 'deny')], own)).toEqual(['clear', 'show']);
  });

  it('a change in another account does not hold it back', () => {
    const own = { place: OTHER, revision: 7 };
    expect(follow([seenAt(HOME, 'allow'), seenAt(HOME, 'deny')], own)).toEqual(['clear', 'show']);
  });

  it('what can’t be read in between changes nothing', () => {
    const unread = seenAt(HOME, 'allow', { trouble: { kind: 'offline' } });
    expect(follow([seenAt(HOME, 'allow'), unread, seenAt(CAFE, 'deny'), unread])).toEqual([
      'clear',
      'none',
      'show',
      'none',
    ]);
  });

  it('goes when the account is suspended, which no entry mends', () => {
    const suspended = seenAt(HOME, 'deny', { suspended: true });
    expect(follow([seenAt(HOME, 'allow'), suspended, seenAt(HOME, 'deny')])).toEqual([
      'clear',
      'clear',
      'show',
    ]);
  });

  it('another account that is chosen is no change of the address', () => {
    const known = { place: OTHER, address: HOME, allowed: true };
    const snapshot = seenAt(HOME, 'deny');
    const current = { place: PLACE, snapshot, status: accessStatusOf(snapshot) };
    expect(decideNotice(current, known, null)).toEqual({
      act: 'clear',
      known: { place: PLACE, address: HOME, allowed: false },
    });
  });

  it('goes, and is forgotten, when nothing is set up any more', () => {
    const known = { place: PLACE, address: HOME, allowed: true };
    const current = { place: null, snapshot: null, status: 'unknown' } as const;
    expect(decideNotice(current, known, null)).toEqual({ act: 'clear', known: null });
  });
});

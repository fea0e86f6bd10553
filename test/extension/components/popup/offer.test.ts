import { describe, expect, it } from 'vitest';
import {
  type Act,
  type Breadth,
  findOffer,
  isSameAct,
  type Offer,
} from '../../../../extension/components/popup/offer.ts';
import { type Snapshot, takeSnapshot } from '../../../../extension/model/snapshot.ts';
import type * as api from '../../../../shared/api.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

const HERE = '203.0.113.57';
const HERE_V6 = '2001:db8:4:1:a1b2:c3d4:e5f6:1234';
const PAST = { expiresAt: new Date(NOW - 1000).toISOString() };

interface Situation {
  readonly addresses?: readonly string[];
  /** The ids of entries that this browser has added. */
  readonly own?: readonly string[];
  readonly suspended?: boolean;
}

function snapshotOf(list: api.Allowlist, situation: Situation = {}): Snapshot {
  const { addresses = [HERE], own = [], suspended = false } = situation;
  const entries = own.map((id) => ({ id, value: '', addedAt: NOW }));
  return takeSnapshot({ ...list, suspended }, addresses, entries, NOW);
}

function offerIn(
  snapshot: Snapshot,
  { index = 0, breadth = 'network' as Breadth, canChange = true } = {},
): Offer {
  const seen = snapshot.addresses[index];
  if (seen === undefined) throw new Error('no such address');
  return findOffer(snapshot, seen, breadth, canChange, NOW);
}

/** The acts in their order, each as its kind and its values. */
function actsIn(offer: Offer): string[] {
  if (offer.kind === 'none') return [`none: ${offer.because}`];
  return [offer.primary, offer.secondary].flatMap((act) => (act === null ? [] : word(act)));
}

function word(act: Act): string {
  if (act.kind === 'extend') return `extend ${act.entry.value}`;
  const { target } = act;
  return act.kind === 'add' ? `add ${target.value}` : `${act.previous.value} → ${target.value}`;
}

describe('what the popup offers', () => {
  it('is to add an address that is not on the list', () => {
    expect(actsIn(offerIn(snapshotOf(buildList())))).toEqual([`add ${HERE}`]);
    const other = buildList(entry('e1', '192.0.2.10'));
    expect(actsIn(offerIn(snapshotOf(other)))).toEqual([`add ${HERE}`]);
    expect(actsIn(offerIn(snapshotOf({ ...other, mode: 'observe' })))).toEqual([`add ${HERE}`]);
  });

  it('is nothing where the address is listed, whoever asks', () => {
    const snapshot = snapshotOf(buildList(entry('e1', '203.0.113.0/24')));
    expect(actsIn(offerIn(snapshot))).toEqual(['none: listed']);
    expect(actsIn(offerIn(snapshot, { canChange: false }))).toEqual(['none: listed']);
  });

  it('is nothing to who may only read, and nothing on a suspended account', () => {
    const list = buildList(entry('e1', '192.0.2.10'));
    expect(actsIn(offerIn(snapshotOf(list), { canChange: false }))).toEqual(['none: read-only']);
    expect(actsIn(offerIn(snapshotOf(list, { suspended: true })))).toEqual(['none: suspended']);
  });

  it('is first to replace what this browser added where it was before', () => {
    const list = buildList(entry('e1', '198.51.100.21'));
    expect(actsIn(offerIn(snapshotOf(list, { own: ['e1'] })))).toEqual([
      `198.51.100.21 → ${HERE}`,
      `add ${HERE}`,
    ]);
  });

  it('is never to replace an address of the other family', () => {
    const list = buildList(entry('e1', '198.51.100.21'));
    const snapshot = snapshotOf(list, { addresses: [HERE, HERE_V6], own: ['e1'] });
    expect(actsIn(offerIn(snapshot, { index: 1 }))).toEqual(['add 2001:db8:4:1::/64']);
  });
});

describe('on a full list', () => {
  const full = (...entries: api.Entry[]) => ({ ...buildList(...entries), limit: entries.length });

  it('there is nothing to add', () => {
    expect(actsIn(offerIn(snapshotOf(full(entry('e1', '192.0.2.10')))))).toEqual(['none: full']);
  });

  it('the address before can still be replaced', () => {
    const replaced = snapshotOf(full(entry('e1', '198.51.100.21')), { own: ['e1'] });
    expect(actsIn(offerIn(replaced))).toEqual([`198.51.100.21 → ${HERE}`]);
  });

  it('expired entries leave room: they count only once they are extended', () => {
    const wide = entry('e1', '203.0.113.0/24', PAST);
    const room = snapshotOf(full(wide));
    expect(actsIn(offerIn(room))).toEqual([`add ${HERE}`, 'extend 203.0.113.0/24']);
    const none = { ...full(wide, entry('e2', '192.0.2.10')), limit: 1 };
    expect(actsIn(offerIn(snapshotOf(none)))).toEqual(['none: full']);
  });

  it('an expired address before makes no room for another', () => {
    const list = full(entry('e1', '198.51.100.21', PAST), entry('e2', '192.0.2.10'));
    expect(actsIn(offerIn(snapshotOf(list, { own: ['e1'] })))).toHaveLength(2);
    const none = snapshotOf({ ...list, limit: 1 }, { own: ['e1'] });
    expect(actsIn(offerIn(none))).toEqual(['none: full']);
  });
});

describe('where an entry that covers the address has expired', () => {
  it('it is extended: the same value can’t stand on a list twice', () => {
    const snapshot = snapshotOf(buildList(entry('e1', HERE, PAST)));
    expect(actsIn(offerIn(snapshot))).toEqual([`extend ${HERE}`]);
  });

  it('a wider one is extended only as the second choice, since it lets in others, too', () => {
    const snapshot = snapshotOf(buildList(entry('e1', '203.0.113.0/24', PAST)));
    expect(actsIn(offerIn(snapshot))).toEqual([`add ${HERE}`, 'extend 203.0.113.0/24']);
  });
});

describe('an IPv6 address', () => {
  const snapshot = snapshotOf(buildList(), { addresses: [HERE_V6] });

  it('is added as its network, whose part of the address does not change', () => {
    expect(offerIn(snapshot)).toMatchObject({
      primary: { target: { format: 'segment', value: '2001:db8:4:1::/64' } },
    });
  });

  it('is added alone where that is chosen', () => {
    expect(offerIn(snapshot, { breadth: 'address' })).toMatchObject({
      primary: { target: { format: 'address', value: HERE_V6 } },
    });
  });

  it('makes an IPv4 address no wider', () => {
    expect(offerIn(snapshotOf(buildList()))).toMatchObject({
      primary: { target: { format: 'address', value: HERE } },
    });
  });
});

describe('two acts are the same', () => {
  const target = { format: 'address', value: HERE } as const;
  const add: Act = { kind: 'add', target };
  const replace = (id: string): Act => ({
    kind: 'replace',
    previous: entry(id, '198.51.100.21'),
    target,
  });

  it('when both would do the same to the same entries', () => {
    expect(isSameAct(add, { kind: 'add', target: { ...target } })).toBe(true);
    expect(isSameAct(replace('e1'), replace('e1'))).toBe(true);
  });

  it('and not when a value, an entry or the kind is another', () => {
    expect(isSameAct(add, { kind: 'add', target: { ...target, value: '203.0.113.58' } })).toBe(
      false,
    );
    expect(isSameAct(replace('e1'), replace('e2'))).toBe(false);
    expect(isSameAct(add, replace('e1'))).toBe(false);
    expect(isSameAct(add, null)).toBe(false);
  });
});

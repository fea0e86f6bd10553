import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOwnOffer, missesIpv4 } from '../../../../extension/components/own/find-own-offer.ts';
import { ownCommandOf } from '../../../../extension/components/own/own-command.ts';
import { type Snapshot, takeSnapshot } from '../../../../extension/model/snapshot.ts';
import { OWN_EXPIRIES } from '../../../../extension/wording/own.ts';
import type * as api from '../../../../shared/api.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

const HERE = '203.0.113.57';
const HERE_V6 = '2001:db8:4:1:a1b2:c3d4:e5f6:1234';
const PAST = { expiresAt: new Date(NOW - 1000).toISOString() };
const server = entry('e1', '192.0.2.10');

function offerIn(list: api.Allowlist, address = HERE, canChange = true, change = {}) {
  const snapshot: Snapshot = { ...takeSnapshot(list, [address], [], NOW), ...change };
  const [seen] = snapshot.addresses;
  if (seen === undefined) throw new Error('no address');
  return findOwnOffer(snapshot, seen, canChange);
}

describe('what is offered for the address of this browser', () => {
  it('is one press, to a list that is on', () => {
    const target = { format: 'address', value: HERE };
    expect(offerIn(buildList(server))).toEqual({
      kind: 'act',
      act: { kind: 'add', target },
      target,
    });
    expect(offerIn({ ...buildList(server), mode: 'observe' })).toMatchObject({ kind: 'act' });
  });

  it('is the form, where the first entry would cut off everybody else', () => {
    expect(offerIn({ ...buildList(), mode: 'off' })).toMatchObject({ kind: 'form' });
  });

  it('is the network of an IPv6 address, since hosts change the rest by themselves', () => {
    expect(offerIn(buildList(server), HERE_V6)).toMatchObject({
      target: { format: 'segment', value: '2001:db8:4:1::/64' },
    });
  });

  it('renews its own expired entry, and adds beside a wider one', () => {
    const own = entry('e2', HERE, PAST);
    expect(offerIn(buildList(server, own))).toMatchObject({ act: { kind: 'extend', entry: own } });
    const wide = entry('e3', '203.0.113.0/24', PAST);
    expect(offerIn(buildList(server, wide))).toMatchObject({ act: { kind: 'add' } });
  });

  it.each([
    ['listed', buildList(entry('e1', HERE)), true, {}],
    ['read-only', buildList(server), false, {}],
    ['full', { ...buildList(server), limit: 1 }, true, {}],
    ['suspended', { ...buildList(server), suspended: true }, true, {}],
    ['trouble', buildList(server), true, { trouble: { kind: 'offline' } }],
  ] as const)('is nothing because of: %s', (because, list, canChange, change) => {
    expect(offerIn(list, HERE, canChange, change)).toEqual({ kind: 'none', because });
  });

  it('never enforces a list and never takes an entry away, whatever the list is', () => {
    const entries = fc.uniqueArray(
      fc
        .tuple(fc.integer({ min: 0, max: 255 }), fc.constantFrom({}, PAST))
        .map(([last, terms]) => entry(`e${last}`, `203.0.113.${last}`, terms)),
      { maxLength: 12, selector: ({ id }) => id },
    );
    const address = fc.integer({ min: 0, max: 255 }).map((last) => `203.0.113.${last}`);
    fc.assert(
      fc.property(
        entries,
        address,
        fc.constantFrom('enforce', 'observe'),
        fc.constantFrom(...OWN_EXPIRIES),
        (listed, at, mode, expiry) => {
          const list = buildList(...listed);
          const offer = offerIn(
            listed.length === 0 ? { ...list, mode: 'off' } : { ...list, mode },
            at,
          );
          if (offer.kind !== 'act') {
            expect(offer.kind).toBe(listed.length === 0 ? 'form' : 'none');
            return;
          }
          const command = ownCommandOf(offer.act, 'Ada', expiry, NOW);
          expect(['add', 'edit']).toContain(command.kind);
          // The mode counts only if somebody has turned the list off meanwhile. Then nobody may be cut off.
          if (command.kind === 'add') expect(command.body).toMatchObject({ mode: 'observe' });
          if (command.kind === 'edit') {
            const until = command.body.expiresAt;
            expect(until === null || Date.parse(until ?? '') > NOW).toBe(true);
          }
        },
      ),
    );
  });
});

describe('an IPv4 address that is not known', () => {
  it('is missed only by a browser that is seen over IPv6 alone', () => {
    expect(missesIpv4([{ family: 6 }])).toBe(true);
    expect(missesIpv4([{ family: 4 }])).toBe(false);
    expect(missesIpv4([{ family: 6 }, { family: 4 }])).toBe(false);
    expect(missesIpv4([])).toBe(false);
  });
});

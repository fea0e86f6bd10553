import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sender } from '../../shared/activity.ts';
import type { Allowlist, Entry } from '../../shared/allowlist.ts';
import { judgeBy, previewChange } from '../../shared/preview.ts';
import { toWirePreview } from '../../shared/wire.ts';
import { spell } from './arbitrary-addresses.ts';
import { arbitraryExpiry, arbitraryValue, probesAround, type Value } from './arbitrary-values.ts';
import { askList, buildEntry, buildList, listOf, NOW } from './build-allowlist.ts';

const senderAt = (address: string): Sender => ({
  address,
  firstSeenAt: 0,
  lastSeenAt: 0,
  allowed: 1,
  refused: 0,
  observed: 0,
  entryId: null,
  serverId: 't1',
  passwordWasRight: false,
});
const addressesOf = (senders: readonly Sender[]) => senders.map(({ address }) => address);

const preview = (before: Allowlist, after: Allowlist, senders: readonly Sender[], now = NOW) =>
  previewChange(judgeBy(before, now), judgeBy(after, now), senders);

const arbitraryValues = fc.array(fc.tuple(arbitraryValue, arbitraryExpiry), { maxLength: 6 });
const arbitraryMode = fc.constantFrom<Allowlist['mode'][]>('enforce', 'observe', 'off');

function listFrom(values: (readonly [Value, number | null])[], mode: Allowlist['mode']): Allowlist {
  const entries: Entry[] = values.map(([value, expiresAt], index) =>
    buildEntry(`e${index}`, value.text, { expiresAt }),
  );
  return listOf(entries, { mode });
}

describe('R15: a preview', () => {
  it('names exactly those whom the new list would treat otherwise, checked one by one', () => {
    fc.assert(
      fc.property(
        arbitraryValues,
        arbitraryMode,
        arbitraryValues,
        arbitraryMode,
        (values, mode, newValues, newMode) => {
          const before = listFrom(values, mode);
          const after = listFrom(newValues, newMode);
          const probes = probesAround([...values, ...newValues].map(([value]) => value));
          const addresses = probes.map(spell);
          const ask = (list: Allowlist, address: string) => askList(list, address, 1_000);
          const changed = (from: string, to: string) =>
            addresses.filter(
              (address) =>
                ask(before, address).verdict === from && ask(after, address).verdict === to,
            );
          const reasonsOf = (address: string) =>
            `${ask(before, address).reason} ${ask(after, address).reason}`;
          const previewed = preview(before, after, addresses.map(senderAt), 1_000);
          expect(addressesOf(previewed.cutOff)).toEqual(changed('allow', 'deny'));
          expect(addressesOf(previewed.letIn)).toEqual(changed('deny', 'allow'));
          expect(addressesOf(previewed.observed)).toEqual(
            addresses.filter((address) => /^(listed|off) observed$/.test(reasonsOf(address))),
          );
        },
      ),
    );
  });

  it('of turning a list on names everyone who is not on it', () => {
    const off = listOf([], { mode: 'off' });
    const senders = ['192.0.2.1', '198.51.100.7', '203.0.113.9'].map(senderAt);
    const previewed = preview(off, buildList('192.0.2.1'), senders);
    expect(addressesOf(previewed.cutOff)).toEqual(['198.51.100.7', '203.0.113.9']);
    expect([previewed.letIn, previewed.observed]).toEqual([[], []]);
  });

  it('R14: of a list that begins by observing cuts off no one, and names who is not on it', () => {
    const off = listOf([], { mode: 'off' });
    const senders = ['192.0.2.1', '198.51.100.7'].map(senderAt);
    const observing = { ...buildList('192.0.2.1'), mode: 'observe' } as const;
    const previewed = preview(off, observing, senders);
    expect(previewed.cutOff).toEqual([]);
    expect(addressesOf(previewed.observed)).toEqual(['198.51.100.7']);
    expect(addressesOf(preview(observing, buildList('192.0.2.1'), senders).cutOff)).toEqual([
      '198.51.100.7',
    ]);
  });

  it('compiles each of the two lists once, however many senders there are', () => {
    let read = 0;
    const counting = (entry: Entry): Entry => ({
      ...entry,
      get range() {
        read++;
        return entry.range;
      },
    });
    const kept = counting(buildEntry('e1', '192.0.2.1'));
    const goes = counting(buildEntry('e2', '198.51.100.7'));
    const comes = counting(buildEntry('e3', '203.0.113.9'));
    const senders = ['192.0.2.1', '198.51.100.7', '203.0.113.9'].map(senderAt);
    const [before, after] = [listOf([kept, goes]), listOf([kept, comes])];
    const { cutOff, letIn, caller } = toWirePreview(before, after, senders, '198.51.100.7', NOW);
    expect([cutOff.length, letIn.length]).toEqual([1, 1]);
    expect(caller).toEqual({ address: '198.51.100.7', before: 'allow', after: 'deny' });
    expect(read).toBe(4);
  });
});

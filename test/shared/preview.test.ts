import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sender } from '../../shared/activity.ts';
import type { Allowlist, Entry } from '../../shared/allowlist.ts';
import { previewChange } from '../../shared/preview.ts';
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
          const preview = previewChange(before, after, addresses.map(senderAt), 1_000);
          expect(addressesOf(preview.cutOff)).toEqual(changed('allow', 'deny'));
          expect(addressesOf(preview.letIn)).toEqual(changed('deny', 'allow'));
          expect(addressesOf(preview.observed)).toEqual(
            addresses.filter((address) => /^(listed|off) observed$/.test(reasonsOf(address))),
          );
        },
      ),
    );
  });

  it('of turning a list on names everyone who is not on it', () => {
    const off = listOf([], { mode: 'off' });
    const senders = ['192.0.2.1', '198.51.100.7', '203.0.113.9'].map(senderAt);
    const preview = previewChange(off, buildList('192.0.2.1'), senders, NOW);
    expect(addressesOf(preview.cutOff)).toEqual(['198.51.100.7', '203.0.113.9']);
    expect([preview.letIn, preview.observed]).toEqual([[], []]);
  });

  it('R14: of a list that begins by observing cuts off no one, and names who is not on it', () => {
    const off = listOf([], { mode: 'off' });
    const senders = ['192.0.2.1', '198.51.100.7'].map(senderAt);
    const observing = { ...buildList('192.0.2.1'), mode: 'observe' } as const;
    const preview = previewChange(off, observing, senders, NOW);
    expect(preview.cutOff).toEqual([]);
    expect(addressesOf(preview.observed)).toEqual(['198.51.100.7']);
    expect(
      addressesOf(previewChange(observing, buildList('192.0.2.1'), senders, NOW).cutOff),
    ).toEqual(['198.51.100.7']);
  });
});

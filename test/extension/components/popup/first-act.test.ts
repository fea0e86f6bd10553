/** Whatever the popup puts first cuts nobody off. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandOf } from '../../../../extension/components/popup/act-command.ts';
import { findOffer } from '../../../../extension/components/popup/offer.ts';
import { possibleActs } from '../../../../extension/components/popup/possible-acts.ts';
import { orderActs } from '../../../../extension/model/first-act.ts';
import { takeSnapshot } from '../../../../extension/model/snapshot.ts';
import type { ListCommand } from '../../../../shared/list-command.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import {
  addressAt,
  arbitraryEntries,
  arbitraryLast,
  cutOffBetween,
  foresee,
  lastOf,
  listIn,
  type OracleList,
  SCENE,
} from '../../support/sender-scene.ts';

const arbitraryScene = fc.record({
  ...SCENE,
  /** `isOwn`: this browser added it. */
  listed: arbitraryEntries({ isOwn: fc.boolean() }),
  companions: fc.uniqueArray(arbitraryLast, { maxLength: 2 }),
});

type Scene = typeof arbitraryScene extends fc.Arbitrary<infer Value> ? Value : never;

/** The oracle. It reads the scene and the command, and knows nothing of lists, previews and offers. */
function listAfter({ listed, mode }: Scene, command: ListCommand): OracleList {
  const began = listed.length === 0 ? modeIn(command) : mode;
  const added = addedBy(command).map((last) => ({ last, hasExpired: false }));
  const removed = command.kind === 'replace' ? command.body.remove : [];
  const kept = listed.filter(({ last }) => !removed.includes(`e${last}`));
  return { mode: began, entries: [...kept, ...added] };
}

function modeIn(command: ListCommand): string {
  return command.kind === 'add' || command.kind === 'import'
    ? (command.body.mode ?? 'enforce')
    : 'enforce';
}

function addedBy(command: ListCommand): number[] {
  switch (command.kind) {
    case 'add':
      return 'values' in command.body ? command.body.values.map(lastOf) : [];
    case 'replace':
      return 'values' in command.body.add ? command.body.add.values.map(lastOf) : [];
    case 'import':
      return command.body.entries.map(({ value }) => lastOf(value));
    case 'edit':
      return [Number(command.id.slice(1))];
    default:
      return [];
  }
}

describe('the act that Enter does in the popup', () => {
  it('cuts nobody off, whatever the list, its senders, its mode and the answer of the preview', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const list = listIn(scene);
        const own = scene.listed
          .filter(({ isOwn }) => isOwn)
          .map(({ last }) => ({ id: `e${last}`, value: addressAt(last), addedAt: NOW }));
        const snapshot = takeSnapshot(list, [addressAt(scene.here)], own, NOW);
        const [seen] = snapshot.addresses;
        if (seen === undefined) throw new Error('no address');
        const acts = possibleActs(findOffer(snapshot, seen, 'network', true, NOW), list.mode);
        const addresses = list.mode === 'off' ? scene.companions.map(addressAt) : [];
        const terms = { remark: '', expiry: {}, companions: { addresses, remark: '' } };
        const risky = acts.find(({ canCutOff }) => canCutOff)?.act;
        const asked = risky === undefined ? null : commandOf(risky, terms, NOW);
        const { first } = orderActs(acts, foresee(scene, asked));
        if (first === null) return;
        const command = commandOf(first, terms, NOW);
        kinds.add(`${command.kind} ${first.start ?? ''}`.trim());
        expect(cutOffBetween(scene, listAfter(scene, command))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
    // Each act has been first in some scene, so the property is not about nothing.
    expect([...kinds].sort()).toEqual(
      [
        'add',
        'add enforce',
        'add observe',
        'edit',
        'import enforce',
        'import observe',
        'replace',
      ].sort(),
    );
  });
});

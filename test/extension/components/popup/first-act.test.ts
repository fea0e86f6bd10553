/** Whatever the popup puts first cuts nobody off. The oracle knows only lists of plain addresses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandOf } from '../../../../extension/components/popup/act-command.ts';
import { findOffer } from '../../../../extension/components/popup/offer.ts';
import { possibleActs } from '../../../../extension/components/popup/possible-acts.ts';
import { type Foresight, orderActs } from '../../../../extension/model/first-act.ts';
import { takeSnapshot } from '../../../../extension/model/snapshot.ts';
import type { Allowlist, ListedMode } from '../../../../shared/allowlist.ts';
import type * as api from '../../../../shared/api.ts';
import { applyCommand, type ListCommand, settleCommand } from '../../../../shared/list-command.ts';
import { judgeBy, previewChange } from '../../../../shared/preview.ts';
import { failure } from '../../../../shared/result.ts';
import { buildEntry, listOf, MANAGER, NOW } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

/** So few addresses that senders, entries and this browser often meet. */
const addressAt = (last: number) => `203.0.113.${last}`;
const arbitraryLast = fc.nat({ max: 5 });

interface Listed {
  readonly last: number;
  readonly hasExpired: boolean;
  /** True if this browser added it. */
  readonly isOwn: boolean;
}

const arbitraryListed = fc.uniqueArray(
  fc.record({ last: arbitraryLast, hasExpired: fc.boolean(), isOwn: fc.boolean() }),
  { selector: ({ last }) => last, maxLength: 5 },
);

const arbitraryScene = fc.record({
  listed: arbitraryListed,
  mode: fc.constantFrom<ListedMode[]>('enforce', 'observe'),
  here: arbitraryLast,
  senders: fc.uniqueArray(arbitraryLast, { maxLength: 6 }),
  companions: fc.uniqueArray(arbitraryLast, { maxLength: 2 }),
  room: fc.nat({ max: 3 }),
  answer: fc.constantFrom('in time', 'late', 'none yet', 'none'),
});

type Scene = typeof arbitraryScene extends fc.Arbitrary<infer Value> ? Value : never;

const expiryOf = ({ hasExpired }: Listed) => (hasExpired ? NOW - 1_000 : null);

/** The oracle. It reads the scene and the command, and knows nothing of lists, previews and offers. */
function isLetIn(mode: string, entries: readonly Listed[], last: number): boolean {
  return mode !== 'enforce' || entries.some((one) => one.last === last && !one.hasExpired);
}

function listAfter({ listed, mode }: Scene, command: ListCommand) {
  const began = listed.length === 0 ? modeOf(command) : mode;
  const added = addedBy(command).map((last) => ({ last, hasExpired: false, isOwn: true }));
  const removed = command.kind === 'replace' ? command.body.remove : [];
  const kept = listed.filter(({ last }) => !removed.includes(`e${last}`));
  return { mode: began, entries: [...kept, ...added] };
}

function modeOf(command: ListCommand): string {
  return command.kind === 'add' || command.kind === 'import'
    ? (command.body.mode ?? 'enforce')
    : 'enforce';
}

function addedBy(command: ListCommand): number[] {
  const lastOf = (value: string) => Number(value.split('.').at(-1));
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

const arbitrarySender = (last: number) => ({
  address: addressAt(last),
  firstSeenAt: 0,
  lastSeenAt: 0,
  allowed: 1,
  refused: 0,
  observed: 0,
  entryId: null,
  serverId: 't1',
  passwordWasRight: false,
});

/** No act of the popup restores anything. */
const NO_PAST = {
  findDeleted: () => undefined,
  leftAt: () => undefined,
  listAt: (list: Allowlist) => list,
};

/** What the Worker says of the change. Undefined if it refuses it. */
function countCutOff(scene: Scene, limit: number, command: ListCommand): number | undefined {
  const entries = scene.listed.map((one) =>
    buildEntry(`e${one.last}`, addressAt(one.last), { expiresAt: expiryOf(one) }),
  );
  const mode = entries.length === 0 ? ('off' as const) : scene.mode;
  const before: Allowlist = listOf(entries, { mode, limit });
  const settled = settleCommand(command, { own: failure('none'), now: NOW });
  if (!settled.ok) return undefined;
  const origin = { createdAt: NOW, createdBy: MANAGER, newId: () => crypto.randomUUID() };
  const changed = applyCommand(before, 7, settled.value, origin, NO_PAST);
  if (!changed.ok) return undefined;
  const senders = scene.senders.map(arbitrarySender);
  return previewChange(judgeBy(before, NOW), judgeBy(changed.value.list, NOW), senders).cutOff
    .length;
}

function foresee(scene: Scene, limit: number, risky: ListCommand | null): Foresight {
  if (scene.answer === 'none yet' || risky === null) return { kind: 'checking' };
  const cutOff = scene.answer === 'none' ? undefined : countCutOff(scene, limit, risky);
  if (cutOff === undefined) return { kind: 'unchecked' };
  return { kind: 'checked', cutOff, isLate: scene.answer === 'late' };
}

describe('the act that Enter does in the popup', () => {
  it('cuts nobody off, whatever the list, its senders, its mode and the answer of the preview', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const { listed, here } = scene;
        const entries: api.Entry[] = listed.map((one) =>
          entry(`e${one.last}`, addressAt(one.last), {
            expiresAt: one.hasExpired ? new Date(NOW - 1_000).toISOString() : null,
          }),
        );
        const mode = entries.length === 0 ? ('off' as const) : scene.mode;
        const limit = listed.filter(({ hasExpired }) => !hasExpired).length + scene.room;
        const list = { ...buildList(...entries), mode, limit };
        const own = listed
          .filter(({ isOwn }) => isOwn)
          .map(({ last }) => ({ id: `e${last}`, value: addressAt(last), addedAt: NOW }));
        const snapshot = takeSnapshot(list, [addressAt(here)], own, NOW);
        const [seen] = snapshot.addresses;
        if (seen === undefined) throw new Error('no address');
        const acts = possibleActs(findOffer(snapshot, seen, 'network', true, NOW), mode);
        const addresses = mode === 'off' ? scene.companions.map(addressAt) : [];
        const terms = { remark: '', expiry: {}, companions: { addresses, remark: '' } };
        const risky = acts.find(({ canCutOff }) => canCutOff)?.act;
        const asked = risky === undefined ? null : commandOf(risky, terms, NOW);
        const { first } = orderActs(acts, foresee(scene, limit, asked));
        if (first === null) return;
        const command = commandOf(first, terms, NOW);
        kinds.add(`${command.kind} ${first.start ?? ''}`.trim());
        const after = listAfter(scene, command);
        const cutOff = scene.senders.filter(
          (last) => isLetIn(mode, listed, last) && !isLetIn(after.mode, after.entries, last),
        );
        expect(cutOff).toEqual([]);
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

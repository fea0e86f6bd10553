/** Whatever the panel does on Enter cuts nobody off: in its forms, in its questions, and where it asks nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginningsOf, beginWith } from '../../../../extension/components/add/begin-list.ts';
import {
  consequencesOf,
  foresightFor,
} from '../../../../extension/components/panel/consequences.ts';
import { changeQuestionOf, nextStepOf } from '../../../../extension/components/panel/question.ts';
import { deletionOf, editOf } from '../../../../extension/model/command-entries.ts';
import { orderActs, orderConfirmation } from '../../../../extension/model/first-act.ts';
import { restoredList } from '../../../../extension/model/past-list.ts';
import type * as api from '../../../../shared/api.ts';
import { judgeAddress } from '../../../../shared/judge-address.ts';
import type { ListCommand } from '../../../../shared/list-command.ts';
import type { PastLists } from '../../../../shared/restore-allowlist.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import {
  addressAt,
  arbitraryEntries,
  arbitraryLast,
  cutOffBetween,
  entryOf,
  foresee,
  lastOf,
  listIn,
  modeOf,
  type OracleList,
  SCENE,
  wireEntryOf,
} from '../../support/sender-scene.ts';

const HOUR_MS = 3_600_000;
const ACTS = [
  'add',
  'import',
  'enforce',
  'pause',
  'disable',
  'delete',
  'edit',
  'restore entries',
  'restore list',
] as const;

const arbitraryScene = fc.record({
  ...SCENE,
  listed: arbitraryEntries({}),
  act: fc.constantFrom(...ACTS),
  /** The entries that are edited or deleted, the values that are added, and the entries that come back. */
  chosen: fc.uniqueArray(arbitraryLast, { minLength: 1, maxLength: 4 }),
  /** The list that a restoration goes back to, and the end of its pause if it observed. */
  past: fc.record({
    listed: arbitraryEntries({}),
    mode: SCENE.mode,
    pauseEnd: fc.constantFrom(null, NOW - HOUR_MS, NOW + HOUR_MS),
  }),
  haveExpired: fc.boolean(),
});

type Scene = typeof arbitraryScene extends fc.Arbitrary<infer Value> ? Value : never;

const isListed = ({ listed }: Scene, wanted: number) => listed.some(({ last }) => last === wanted);
const ids = (lasts: readonly number[]) => lasts.map((last) => ({ id: `e${last}` }));

/** The change that a person begins. Undefined if the panel offers none in this scene. */
function begunIn(scene: Scene): ListCommand | undefined {
  const { act, chosen, listed, past } = scene;
  const there = chosen.filter((last) => isListed(scene, last));
  const absent = chosen.filter((last) => !isListed(scene, last));
  switch (act) {
    case 'add':
      return absent.length === 0
        ? undefined
        : { kind: 'add', body: { format: 'address', values: absent.map(addressAt) } };
    case 'import': {
      const entries = absent.map((last) => ({
        format: 'address' as const,
        value: addressAt(last),
      }));
      return absent.length === 0 ? undefined : { kind: 'import', body: { entries } };
    }
    case 'enforce':
    case 'pause':
      return listed.length === 0
        ? undefined
        : { kind: 'set-mode', body: { mode: act === 'enforce' ? 'enforce' : 'observe' } };
    case 'disable':
      return listed.length === 0 ? undefined : { kind: 'disable' };
    case 'delete':
      return there.length === 0 ? undefined : deletionOf(ids(there));
    case 'edit':
      return there.length === 0
        ? undefined
        : editOf(ids(there), { expiresAt: new Date(NOW + HOUR_MS).toISOString() });
    case 'restore entries':
      return absent.length === 0
        ? undefined
        : { kind: 'restore', body: { entries: ids(absent).map(({ id }) => id) } };
    case 'restore list':
      return listed.length === 0 || past.listed.length === 0
        ? undefined
        : { kind: 'restore', body: { revision: 6 } };
  }
}

const comeBack = ({ chosen, haveExpired }: Scene) =>
  chosen.map((last) => ({ last, hasExpired: haveExpired }));

/** The history from which the Worker restores. */
function pastOf(scene: Scene): PastLists {
  const { listed, mode, pauseEnd } = scene.past;
  return {
    findDeleted: (id) =>
      comeBack(scene)
        .map(entryOf)
        .find((entry) => entry.id === id),
    leftAt: () => NOW,
    listAt: () => ({
      mode,
      observesUntil: mode === 'observe' ? (pauseEnd ?? undefined) : undefined,
      entries: listed.map(entryOf),
    }),
  };
}

/** The one event since that list, as the history tells it. */
function eventSince(scene: Scene): api.HistoryEvent {
  const { mode, pauseEnd } = scene.past;
  const end = mode === 'observe' && pauseEnd !== null ? new Date(pauseEnd).toISOString() : null;
  return {
    revision: 7,
    at: new Date(NOW).toISOString(),
    action: 'allowlist-restored',
    by: { tokenId: 't1', name: 'Ada' },
    before: { mode, observesUntil: end },
    after: { mode: modeOf(scene), observesUntil: null },
    added: scene.listed.map(wireEntryOf),
    updated: [],
    removed: scene.past.listed.map(wireEntryOf),
  };
}

/** The change that is made if the person presses nothing but Enter. Undefined if none is. */
function madeOnEnter(scene: Scene, begun: ListCommand): ListCommand | undefined {
  const list = listIn(scene);
  const addresses = [judgeAddress(list, addressAt(scene.here), false, NOW)];
  const foresight = foresee(scene, begun, pastOf(scene));
  const confirmed = (refuses: boolean) =>
    orderConfirmation(foresightFor({ refuses }, foresight)).first === null ? undefined : begun;
  if (begun.kind === 'add' || begun.kind === 'import') {
    const asked = beginWith(begun, list.mode === 'off' ? 'enforce' : 'observe');
    const { first } = orderActs(beginningsOf(list.mode), foresee(scene, asked));
    return first === null ? undefined : beginWith(begun, first);
  }
  if (scene.act === 'restore list') {
    const past = restoredList(list, [eventSince(scene)], true, NOW);
    return confirmed(consequencesOf(list, past, addresses, NOW).refuses);
  }
  const restored = begun.kind === 'restore' ? comeBack(scene).map(wireEntryOf) : [];
  const question = changeQuestionOf(begun, list, addresses, NOW, restored);
  const next = nextStepOf(begun, list, question, NOW);
  if (next === 'make') return begun;
  // If the endpoint has said nothing in time, the panel asks.
  const isCleared = next === 'weigh' && orderConfirmation(foresight).first !== null;
  return isCleared ? begun : confirmed(question?.refuses ?? false);
}

/** The oracle. It reads the scene and the command, and knows nothing of lists, previews and questions. */
function listAfter(scene: Scene, command: ListCommand): OracleList {
  const { listed, past } = scene;
  const isOff = listed.length === 0;
  const mode = isOff ? 'off' : scene.mode;
  const added = (values: readonly string[], begins = 'enforce') => ({
    mode: isOff ? begins : mode,
    entries: [...listed, ...values.map((value) => ({ last: lastOf(value), hasExpired: false }))],
  });
  switch (command.kind) {
    case 'add':
      return added('values' in command.body ? command.body.values : [], command.body.mode);
    case 'import':
      return added(
        command.body.entries.map(({ value }) => value),
        command.body.mode,
      );
    case 'set-mode':
      return { mode: command.body.mode, entries: listed };
    case 'disable':
      return { mode: 'off', entries: [] };
    case 'delete':
    case 'delete-entries': {
      const gone = command.kind === 'delete' ? [command.id] : command.body.entries;
      const entries = listed.filter(({ last }) => !gone.includes(`e${last}`));
      return { mode: entries.length === 0 ? 'off' : mode, entries };
    }
    case 'edit':
    case 'edit-entries': {
      const edited = command.kind === 'edit' ? [command.id] : command.body.entries;
      const renew = (one: Scene['listed'][number]) =>
        edited.includes(`e${one.last}`) ? { ...one, hasExpired: false } : one;
      return { mode, entries: listed.map(renew) };
    }
    case 'restore': {
      if ('revision' in command.body) {
        const isPaused = past.mode === 'observe' && (past.pauseEnd === null || past.pauseEnd > NOW);
        return { mode: isPaused ? 'observe' : 'enforce', entries: past.listed };
      }
      const back = comeBack(scene).filter(({ last }) => !isListed(scene, last));
      return { mode: isOff ? 'enforce' : mode, entries: [...listed, ...back] };
    }
    case 'replace':
    case 'attach':
    case 'detach':
    case 'clear':
      throw new Error(`the panel does not ${command.kind}`);
  }
}

describe('what Enter does in the panel', () => {
  it('cuts nobody off, whatever the list, its senders, its mode and the answer of the preview', () => {
    const made = new Set<string>();
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const begun = begunIn(scene);
        const command = begun && madeOnEnter(scene, begun);
        if (command === undefined) return;
        const several = scene.act === 'delete' || scene.act === 'edit' ? command.kind : '';
        made.add(`${modeOf(scene)}: ${several || scene.act}`);
        expect(cutOffBetween(scene, listAfter(scene, command))).toEqual([]);
      }),
      { numRuns: 6_000 },
    );
    const onList = (mode: string) =>
      [
        'add',
        'import',
        'enforce',
        'pause',
        'disable',
        'delete',
        'delete-entries',
        'edit',
        'edit-entries',
        'restore entries',
        'restore list',
      ].map((act) => `${mode}: ${act}`);
    // Each act has been made in some scene, so the property is not about nothing.
    expect([...made].sort()).toEqual(
      [
        ...onList('enforce'),
        ...onList('observe'),
        'off: add',
        'off: import',
        'off: restore entries',
      ].sort(),
    );
  });
});

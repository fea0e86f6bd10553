/**
 * Lists of plain addresses with their recent senders, and whom a change of them cuts off: as the Worker answers it, and
 * as an oracle says it that knows nothing of lists, previews and offers.
 */
import fc from 'fast-check';
import type { Foresight } from '../../../extension/model/first-act.ts';
import type { Allowlist, Entry, ListedMode } from '../../../shared/allowlist.ts';
import type * as api from '../../../shared/api.ts';
import { applyCommand, type ListCommand, settleCommand } from '../../../shared/list-command.ts';
import { judgeBy, previewChange } from '../../../shared/preview.ts';
import type { PastLists } from '../../../shared/restore-allowlist.ts';
import { failure } from '../../../shared/result.ts';
import { buildEntry, listOf, MANAGER, NOW } from '../../shared/build-allowlist.ts';
import { buildList, entry } from './build-list.ts';

/** So few addresses that senders, entries and this browser often meet. */
export const addressAt = (last: number) => `203.0.113.${last}`;
export const arbitraryLast = fc.nat({ max: 5 });
export const lastOf = (value: string) => Number(value.split('.').at(-1));

export interface Listed {
  readonly last: number;
  readonly hasExpired: boolean;
}

/** What every scene has. */
export const SCENE = {
  mode: fc.constantFrom<ListedMode[]>('enforce', 'observe'),
  here: arbitraryLast,
  senders: fc.uniqueArray(arbitraryLast, { maxLength: 6 }),
  room: fc.nat({ max: 3 }),
  answer: fc.constantFrom('in time', 'late', 'none yet', 'none'),
};

export interface SenderScene {
  readonly listed: readonly Listed[];
  /** If the list has no entry, it is off instead. */
  readonly mode: ListedMode;
  readonly senders: readonly number[];
  readonly room: number;
  readonly answer: string;
}

const ENDED = NOW - 1_000;

export function arbitraryEntries<More>(
  more: {
    readonly [Name in keyof More]: fc.Arbitrary<More[Name]>;
  },
) {
  return fc.uniqueArray(
    fc.record({ last: arbitraryLast, hasExpired: fc.boolean(), ...more }) as fc.Arbitrary<
      Listed & More
    >,
    { selector: ({ last }) => last, maxLength: 5 },
  );
}

export function entryOf({ last, hasExpired }: Listed): Entry {
  return buildEntry(`e${last}`, addressAt(last), { expiresAt: hasExpired ? ENDED : null });
}

/** The entry in the form in which the API answers it. */
export function wireEntryOf({ last, hasExpired }: Listed): api.Entry {
  const expiresAt = hasExpired ? new Date(ENDED).toISOString() : null;
  return entry(`e${last}`, addressAt(last), { expiresAt });
}

export const modeOf = ({ listed, mode }: Pick<SenderScene, 'listed' | 'mode'>) =>
  listed.length === 0 ? ('off' as const) : mode;

const limitOf = ({ listed, room }: SenderScene) =>
  listed.filter(({ hasExpired }) => !hasExpired).length + room;

/** The list as the extension has read it. */
export function listIn(scene: SenderScene): api.Allowlist {
  const entries = scene.listed.map(wireEntryOf);
  return { ...buildList(...entries), mode: modeOf(scene), limit: limitOf(scene) };
}

export interface OracleList {
  readonly mode: string;
  readonly entries: readonly Listed[];
}

function isLetIn({ mode, entries }: OracleList, last: number): boolean {
  return mode !== 'enforce' || entries.some((one) => one.last === last && !one.hasExpired);
}

/** Whom a change cuts off, as the oracle says it. */
export function cutOffBetween(scene: SenderScene, after: OracleList): number[] {
  const before = { mode: modeOf(scene), entries: scene.listed };
  return scene.senders.filter((last) => isLetIn(before, last) && !isLetIn(after, last));
}

const senderAt = (last: number) => ({
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

const NO_PAST: PastLists = {
  findDeleted: () => undefined,
  leftAt: () => undefined,
  listAt: (list: Allowlist) => list,
};

/** How many the Worker says that the change cuts off. Undefined if it refuses the change. */
function countCutOff(scene: SenderScene, command: ListCommand, past: PastLists) {
  const terms = { mode: modeOf(scene), limit: limitOf(scene) };
  const before = listOf(scene.listed.map(entryOf), terms);
  const settled = settleCommand(command, { own: failure('none'), now: NOW });
  if (!settled.ok) return undefined;
  const origin = { createdAt: NOW, createdBy: MANAGER, newId: () => crypto.randomUUID() };
  const changed = applyCommand(before, 7, settled.value, origin, past);
  if (!changed.ok) return undefined;
  const senders = scene.senders.map(senderAt);
  return previewChange(judgeBy(before, NOW), judgeBy(changed.value.list, NOW), senders).cutOff
    .length;
}

/** What the extension knows of a change from the Worker's answer, which may be late or missing. */
export function foresee(
  scene: SenderScene,
  asked: ListCommand | null,
  past: PastLists = NO_PAST,
): Foresight {
  if (scene.answer === 'none yet' || asked === null) return { kind: 'checking' };
  const cutOff = scene.answer === 'none' ? undefined : countCutOff(scene, asked, past);
  if (cutOff === undefined) return { kind: 'unchecked' };
  return { kind: 'checked', cutOff, isLate: scene.answer === 'late' };
}

/** Finds what a change of the list would cause. The person must know this before the change (R6, R10, R11, R18). */

import { judgeAddress, type SeenAddress } from '../../../shared/judge-address.ts';
import type { WantedMode } from '../../../shared/list-mode.ts';
import { modeAfter } from '../../../shared/list-mode.ts';
import type { Foresight } from '../../model/first-act.ts';
import { type KnownAllowlist, letsSomeIn, mayLetIn } from '../../model/known-list.ts';
import { isSharedList } from '../../model/listed-place.ts';

/** A list, and the shared lists that it includes. The account is absent where it is surely no shared list. */
export type ListState = Pick<KnownAllowlist, 'mode' | 'entries' | 'included'> &
  Partial<Pick<KnownAllowlist, 'account'>>;

export interface Consequences {
  /** Only listed addresses may send afterwards. If the list only observes, no other address is refused yet. */
  readonly turnsOn: boolean;
  /** Any address may send afterwards with the password alone. */
  readonly turnsOff: boolean;
  /** This browser’s addresses that the list lets in now but would not let in afterwards. */
  readonly lost: readonly string[];
  /** The list is on afterwards but has no valid entry, and this was not so before. */
  readonly leavesNobody: boolean;
  /** True if the last own entry goes, and the account stays on by the shared lists that it includes. */
  readonly leavesOnlyLists: boolean;
  /** True if addresses that are not listed are refused afterwards. */
  readonly refuses: boolean;
}

export function leaveOut(list: ListState, ids: readonly string[]): ListState {
  const gone = new Set(ids);
  return withEntries(
    list,
    list.entries.filter(({ id }) => !gone.has(id)),
  );
}

/** Returns the list with other entries, and with the mode that follows. */
export function withEntries(
  list: ListState,
  entries: ListState['entries'],
  wanted?: WantedMode,
): ListState {
  const lists = list.included?.map((one) => one.list);
  const before = { mode: list.mode, ...(isOfMany(list) && { isShared: true as const }) };
  return { ...list, entries, mode: modeAfter(before, { entries, lists }, wanted) };
}

/** Decides whether it is a shared list. One refuses nobody by itself. */
function isOfMany({ account }: ListState): boolean {
  return account !== undefined && isSharedList(account);
}

export function consequencesOf(
  before: ListState,
  after: ListState,
  addresses: readonly Pick<SeenAddress, 'address'>[],
  now: number,
): Consequences {
  if (isOfMany(before)) return NO_CONSEQUENCES;
  const lost = addresses
    .map(({ address }) => address)
    .filter((address) => {
      const then = judgeAddress(after, address, false, now);
      // Nobody knows of an address that a list may cover which could not be read.
      if (['listed', 'off', 'unavailable'].includes(then.reason)) return false;
      const today = judgeAddress(before, address, false, now);
      return today.reason === 'listed' || (today.verdict === 'allow' && then.verdict === 'deny');
    });
  return {
    turnsOn: before.mode === 'off' && after.mode !== 'off',
    turnsOff: before.mode !== 'off' && after.mode === 'off',
    leavesNobody: hasNobody(after, now) && (!hasNobody(before, now) || before.mode !== after.mode),
    leavesOnlyLists:
      before.entries.length > 0 && after.entries.length === 0 && after.mode !== 'off',
    lost,
    refuses: after.mode === 'enforce',
  };
}

/** What a change of a shared list causes depends on the accounts that include it. */
const NO_CONSEQUENCES: Consequences = {
  turnsOn: false,
  turnsOff: false,
  leavesNobody: false,
  leavesOnlyLists: false,
  lost: [],
  refuses: false,
};

/** Returns what is known about senders that a change would cut off. Undefined if nobody is refused afterwards. */
export function foresightFor(
  { refuses }: Pick<Consequences, 'refuses'>,
  foresight: Foresight,
): Foresight | undefined {
  return refuses ? foresight : undefined;
}

/** Decides whether a list is certainly on but lets nobody in. A shared list refuses nobody by itself. */
export function hasNobody(list: ListState, now: number): boolean {
  if (list.mode === 'off' || isOfMany(list) || letsSomeIn(list.entries, now)) return false;
  return !list.included?.some((one) => mayLetIn(one, now));
}

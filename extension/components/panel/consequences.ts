/** Finds what a change of the list would cause. The person must know this before the change (R6, R10, R11, R18). */
import type { Allowlist } from '../../../shared/api.ts';
import { hasExpired, judgeAddress, type SeenAddress } from '../../../shared/judge-address.ts';
import type { Foresight } from '../../model/first-act.ts';

export type ListState = Pick<Allowlist, 'mode' | 'entries'>;

export interface Consequences {
  /** Only listed addresses may send afterwards. If the list only observes, no other address is refused yet. */
  readonly turnsOn: boolean;
  /** Any address may send afterwards with the password alone. */
  readonly turnsOff: boolean;
  /** This browser’s addresses that the list lets in now but would not let in afterwards. */
  readonly lost: readonly string[];
  /** The list is on afterwards but has no valid entry, and this was not so before. */
  readonly leavesNobody: boolean;
  /** True if addresses that are not listed are refused afterwards. */
  readonly refuses: boolean;
}

export function leaveOut({ mode, entries }: ListState, ids: readonly string[]): ListState {
  const gone = new Set(ids);
  const kept = entries.filter(({ id }) => !gone.has(id));
  return { mode: kept.length === 0 ? 'off' : mode, entries: kept };
}

export function consequencesOf(
  before: ListState,
  after: ListState,
  addresses: readonly Pick<SeenAddress, 'address'>[],
  now: number,
): Consequences {
  const lost = addresses
    .map(({ address }) => address)
    .filter((address) => {
      const then = judgeAddress(after, address, false, now);
      if (then.reason === 'listed' || then.reason === 'off') return false;
      const today = judgeAddress(before, address, false, now);
      return today.reason === 'listed' || (today.verdict === 'allow' && then.verdict === 'deny');
    });
  return {
    turnsOn: before.mode === 'off' && after.mode !== 'off',
    turnsOff: before.mode !== 'off' && after.mode === 'off',
    leavesNobody: hasNobody(after, now) && (!hasNobody(before, now) || before.mode !== after.mode),
    lost,
    refuses: after.mode === 'enforce',
  };
}

/** Returns what is known about senders that a change would cut off. Undefined if nobody is refused afterwards. */
export function foresightFor(
  { refuses }: Pick<Consequences, 'refuses'>,
  foresight: Foresight,
): Foresight | undefined {
  return refuses ? foresight : undefined;
}

/** Decides whether a list is on but lets nobody in. */
export function hasNobody({ mode, entries }: ListState, now: number): boolean {
  return mode !== 'off' && entries.every((entry) => entry.unreadable || hasExpired(entry, now));
}

/** What a change of the list would do beyond itself: what its question has to say first (R6, R10, R11, R18). */
import type { Allowlist } from '../../../shared/api.ts';
import { hasExpired, judgeAddress, type SeenAddress } from '../../../shared/judge-address.ts';

export type ListState = Pick<Allowlist, 'mode' | 'entries'>;

export interface Consequences {
  /** Only listed addresses may send afterwards, or would be the only ones to. */
  readonly turnsOn: boolean;
  /** Any address may send with the password alone afterwards. */
  readonly turnsOff: boolean;
  /** Of this browser’s addresses, those that the list lets in now and would no longer. */
  readonly lost: readonly string[];
  /** The list is on afterwards, and no entry on it is in force: that was not so before. */
  readonly leavesNobody: boolean;
  /** Whether what is not listed is refused afterwards. */
  readonly refuses: boolean;
}

export function withoutEntry({ mode, entries }: ListState, id: string): ListState {
  const kept = entries.filter((entry) => entry.id !== id);
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

/** A list that is on, and would let nobody in. */
export function hasNobody({ mode, entries }: ListState, now: number): boolean {
  return mode !== 'off' && entries.every((entry) => entry.unreadable || hasExpired(entry, now));
}

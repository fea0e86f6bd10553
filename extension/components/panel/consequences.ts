/** What a change of the list would do beyond itself: what its question has to say first (R10, R11, R18). */
import type { Allowlist } from '../../../shared/api.ts';
import { judgeAddress, type SeenAddress } from '../../../shared/judge-address.ts';

export type ListState = Pick<Allowlist, 'mode' | 'entries'>;

export interface Consequences {
  /** Any address may send with the password alone afterwards. */
  readonly turnsOff: boolean;
  /** Of this browser’s addresses, those that the list lets in now and would no longer. */
  readonly lost: readonly string[];
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
    turnsOff: before.mode !== 'off' && after.mode === 'off',
    lost,
    refuses: after.mode === 'enforce',
  };
}

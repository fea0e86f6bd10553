/** Decides whether to tell the person that their address may no longer send. Pure. */
import type { KnownVerdict } from '../model/known-verdict.ts';
import type { OwnChange } from '../model/own-change.ts';
import { isSamePlace } from '../model/places.ts';
import type { AccessStatus } from '../model/snapshot.ts';
import type { CurrentStatus } from './current-status.ts';

export interface NoticeDecision {
  readonly act: 'show' | 'clear' | 'none';
  /** The verdict to keep for the next decision. */
  readonly known: KnownVerdict | null;
}

/**
 * Decides what to do with the notice. It is shown once for each time that the address stops being allowed. A change
 * that the person made in a page needs no notice. An unreadable state changes nothing, nor does a shared list that could
 * not be read. A suspended account gets no
 * notice, since its allowlist can't help.
 */
export function decideNotice(
  current: Pick<CurrentStatus, 'place' | 'snapshot' | 'status'>,
  known: KnownVerdict | null,
  own: OwnChange | null,
): NoticeDecision {
  const { place, snapshot, status } = current;
  if (place === null) return { act: 'clear', known: null };
  const before = isSamePlace(known?.place ?? null, place) ? known : null;
  const address = snapshot?.addresses[0]?.address;
  if (address === undefined || isUncertain(status)) {
    return { act: before === null ? 'clear' : 'none', known };
  }
  if (status === 'suspended') return { act: 'clear', known };
  if (status !== 'not-allowed') {
    return { act: 'clear', known: { place, address, allowed: true } };
  }
  const now = { place, address, allowed: false };
  if (before === null) return { act: 'clear', known: now };
  if (!before.allowed) return { act: 'none', known: now };
  const byOneself = isSamePlace(own?.place ?? null, place) && own?.revision === snapshot?.revision;
  return { act: byOneself && before.address === address ? 'none' : 'show', known: now };
}

function isUncertain(status: AccessStatus): boolean {
  return status === 'trouble' || status === 'unknown' || status === 'unsure';
}

/** The knowledge of a browser about a pause. A paused list refused before, and only observes for now. Pure. */
import type { Allowlist } from '../../shared/api.ts';
import { hasFields, isNumber, isTime, orNull } from './shape.ts';

export interface KnownPause {
  /** When this browser first saw it, in milliseconds since the epoch by the clock of the endpoint. */
  readonly since: number;
  /** When the list refuses again by itself. Null: not before somebody enforces it. */
  readonly until: string | null;
}

export const isKnownPause = hasFields<KnownPause>({ since: isNumber, until: orNull(isTime) });

/** The last notice about a pause. */
export type ToldPause = KnownPause;

interface Known {
  readonly at: number;
  readonly mode: Allowlist['mode'];
  readonly pause?: KnownPause | null | undefined;
}

/**
 * Finds the pause of a list that was just read. A list that observes without an end is paused only if it was enforced
 * before: whoever lets a new list observe first has paused nothing.
 */
export function knownPauseAfter(
  before: Known | null,
  { mode, observesUntil }: Pick<Allowlist, 'mode' | 'observesUntil'>,
  now: number,
): KnownPause | null {
  if (mode !== 'observe') return null;
  const since = before?.pause?.since ?? now;
  if (observesUntil !== undefined) return { since, until: observesUntil };
  const wasEnforced = before !== null && before.at > 0 && before.mode === 'enforce';
  return before?.pause || wasEnforced ? { since, until: null } : null;
}

export type PauseNotice = 'ends' | 'goes-on';

const ENDS_SOON_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/**
 * Decides whether to tell the person of a pause: once shortly before it ends, and once a day if it has no end.
 */
export function findPauseNotice(
  pause: KnownPause | null,
  told: ToldPause | null,
  now: number,
): PauseNotice | null {
  if (pause === null) return null;
  if (pause.until !== null) {
    const left = Date.parse(pause.until) - now;
    return left > 0 && left <= ENDS_SOON_MS && told?.until !== pause.until ? 'ends' : null;
  }
  const last = told === null ? pause.since : Math.max(pause.since, told.since);
  return now - last >= DAY_MS ? 'goes-on' : null;
}

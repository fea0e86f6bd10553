/** Computes the position of each part of each day's bar. Pure. */
import type { SenderList } from '../../../shared/api.ts';

export const CHART_DAYS = 30;
const DAY_MS = 86_400_000;
/** The smallest height of a part. A single refusal among ten thousand checks must be visible, as people look for it. */
const LEAST_HEIGHT = 3;

type Day = SenderList['days'][number];
export type CheckKind = 'allowed' | 'refused' | 'observed';

/** The order of the parts, from the bottom up. */
const STACK: readonly CheckKind[] = ['allowed', 'observed', 'refused'];

interface BarPart {
  readonly kind: CheckKind;
  readonly top: number;
  readonly height: number;
}

export interface DayBar extends Day {
  readonly parts: readonly BarPart[];
}

/** Returns the last thirty days, today last. A day without checks has no parts. */
export function layOutDays(days: readonly Day[], now: number, height: number): DayBar[] {
  const byDay = new Map(days.map((day) => [day.day, day]));
  const all = Array.from({ length: CHART_DAYS }, (_, index) => {
    const at = now - (CHART_DAYS - 1 - index) * DAY_MS;
    const day = new Date(at).toISOString().slice(0, 10);
    return byDay.get(day) ?? { day, allowed: 0, refused: 0, observed: 0 };
  });
  const most = Math.max(
    1,
    ...all.map(({ allowed, refused, observed }) => allowed + refused + observed),
  );
  // The smallest heights may add up, but the tallest bar must still fit.
  const room = height - LEAST_HEIGHT * STACK.length;
  return all.map((day) => {
    let top = height;
    const parts = STACK.filter((kind) => day[kind] > 0).map((kind) => {
      const tall = Math.max(LEAST_HEIGHT, (day[kind] / most) * room);
      top -= tall;
      return { kind, top, height: tall };
    });
    return { ...day, parts };
  });
}

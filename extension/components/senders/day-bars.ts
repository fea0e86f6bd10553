/** Where the parts of each day's bar stand. Pure. */
import type { SenderList } from '../../../shared/api.ts';

export const CHART_DAYS = 30;
const DAY_MS = 86_400_000;
/** One refusal among ten thousand is what one looks for. */
const LEAST_HEIGHT = 3;

type Day = SenderList['days'][number];
export type CheckKind = 'allowed' | 'refused' | 'observed';

/** From the ground up. */
const STACK: readonly CheckKind[] = ['allowed', 'observed', 'refused'];

interface BarPart {
  readonly kind: CheckKind;
  readonly top: number;
  readonly height: number;
}

export interface DayBar extends Day {
  readonly parts: readonly BarPart[];
}

/** The last thirty days, today's last; a day without checks has no parts. */
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
  // What the least heights add must not make the tallest bar too tall.
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

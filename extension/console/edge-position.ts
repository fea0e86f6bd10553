/** Where on the window's edges the tab stands, by mouse and by keyboard. Pure. */
import type { TabPosition } from '../model/tab-position.ts';

const STEP = 0.05;

/** At the edge that is nearer, at the pointer's height. */
export function positionAt(
  pointer: { readonly x: number; readonly y: number },
  viewport: { readonly width: number; readonly height: number },
): TabPosition {
  return {
    hidden: false,
    side: pointer.x < viewport.width / 2 ? 'left' : 'right',
    top: clamp(pointer.y / viewport.height),
  };
}

/** Undefined for keys that do not move it. */
export function positionAfter(key: string, { top, ...rest }: TabPosition): TabPosition | undefined {
  switch (key) {
    case 'ArrowUp':
      return { ...rest, top: clamp(top - STEP) };
    case 'ArrowDown':
      return { ...rest, top: clamp(top + STEP) };
    case 'ArrowLeft':
      return { ...rest, top, side: 'left' };
    case 'ArrowRight':
      return { ...rest, top, side: 'right' };
    default:
      return undefined;
  }
}

function clamp(top: number): number {
  return Math.min(1, Math.max(0, top));
}

/** Finds the position of the tab on the edges of the window, for mouse and keyboard. Pure. */
import type { TabPosition } from '../model/tab-position.ts';

const STEP = 0.05;

/** Returns the position at the nearer edge, at the height of the pointer. */
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

/** Returns the position after a key. Undefined if the key does not move the tab. */
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

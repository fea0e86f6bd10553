import { describe, expect, it } from 'vitest';
import { positionAfter, positionAt } from '../../../extension/console/edge-position.ts';

const VIEWPORT = { width: 1000, height: 500 };

describe('where the tab stands', () => {
  it.each([
    [{ x: 10, y: 250 }, 'left', 0.5],
    [{ x: 499, y: 100 }, 'left', 0.2],
    [{ x: 500, y: 100 }, 'right', 0.2],
    [{ x: 1400, y: -20 }, 'right', 0],
    [{ x: 990, y: 900 }, 'right', 1],
  ])('dropped at %j it stands on the %s, at %d of the height', (pointer, side, top) => {
    expect(positionAt(pointer, VIEWPORT)).toEqual({ hidden: false, side, top });
  });

  const middle = { hidden: false, side: 'right', top: 0.5 } as const;
  it.each([
    ['ArrowUp', { ...middle, top: 0.45 }],
    ['ArrowDown', { ...middle, top: 0.55 }],
    ['ArrowLeft', { ...middle, side: 'left' }],
    ['ArrowRight', middle],
  ])('%s moves it', (key, position) => {
    expect(positionAfter(key, middle)).toEqual(position);
  });

  it.each(['Enter', ' ', 'Tab', 'a'])('the key “%s” does not', (key) => {
    expect(positionAfter(key, middle)).toBeUndefined();
  });

  it('it stays within the window', () => {
    expect(positionAfter('ArrowUp', { ...middle, top: 0.02 })).toEqual({ ...middle, top: 0 });
    expect(positionAfter('ArrowDown', { ...middle, top: 1 })).toEqual({ ...middle, top: 1 });
  });
});
